import { constants } from 'node:os';
import { Command, Option } from 'commander';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './log-options';
import { createLog } from './logger';
import type * as Metrics from './metrics/endpoint';
import { type Place, parsePlace, parsePort } from './serve/addresses';
import type * as Identity from './serve/identity';
import type { IdentityFiles } from './serve/identity';
import { limitOptions, parser } from './serve/limit-options';
import { cannotListen, ServeProblem } from './serve/problems';
import {
  type CospServer,
  type CospServerLimits,
  createCospServer,
  DEFAULT_PORT,
  formatEndpoint,
  type Log,
  type TlsIdentity,
} from './server';

interface ServeOptions extends Partial<CospServerLimits> {
  readonly host?: string;
  readonly port: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly metrics?: Place;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly logPseudonyms?: boolean;
}

/** The first signal closes the server, which takes a bounded time; the second one does not wait for that. */
function closeOnSignals(server: CospServer, metrics: Metrics.MetricsEndpoint | undefined): void {
  let closing = false;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (closing) process.exit(128 + constants.signals[signal]);
    closing = true;
    metrics?.close();
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

function readIdentity(files: IdentityFiles): TlsIdentity {
  const lazy = require('./serve/identity') as typeof Identity;
  return lazy.readIdentity(files);
}

/** Certificates are renewed while the server runs: SIGHUP has them read again. */
function renewOnSignal(server: CospServer, files: IdentityFiles, log: Log | undefined): void {
  process.on('SIGHUP', () => {
    try {
      server.renewIdentity(readIdentity(files));
      log?.info({ file: files.cert }, 'certificate renewed');
    } catch (error) {
      log?.error({ error: (error as Error).message }, 'certificate not renewed, the old one stays');
    }
  });
}

async function openMetrics(server: CospServer, place: Place): Promise<Metrics.MetricsEndpoint> {
  const lazy = require('./metrics/endpoint') as typeof Metrics;
  return lazy.openMetrics(server, place).catch((error) => {
    throw cannotListen(place.host, place.port, error, ' for metrics');
  });
}

async function start(options: ServeOptions, files: IdentityFiles | undefined): Promise<void> {
  const { logFormat, logLevel, metrics: place, ...rest } = options;
  const log = logFormat === 'none' ? undefined : createLog(logFormat, logLevel);
  const server = createCospServer({ ...rest, log, tls: files && readIdentity(files) });
  const metrics = place && (await openMetrics(server, place));
  closeOnSignals(server, metrics);
  if (files) renewOnSignal(server, files, log);
  const { address, port } = await server.listen().catch((error) => {
    metrics?.close();
    throw cannotListen(options.host, options.port, error);
  });
  const by = files ? ' (TLS)' : '';
  process.stdout.write(`cosp server listening on ${formatEndpoint(address, port)}${by}\n`);
  if (metrics === undefined) return;
  const { address: host, port: metricsPort } = metrics.address;
  process.stdout.write(`metrics on http://${formatEndpoint(host, metricsPort)}/metrics\n`);
}

async function serve(options: ServeOptions, command: Command): Promise<void> {
  // Who started the server may stop reading its output; that ends nobody's service.
  process.stdout.on('error', () => undefined);
  const { tlsCert: cert, tlsKey: key } = options;
  if ((cert === undefined) !== (key === undefined))
    command.error('error: --tls-cert and --tls-key need each other');
  try {
    await start(options, cert !== undefined && key !== undefined ? { cert, key } : undefined);
  } catch (error) {
    if (!(error instanceof ServeProblem)) throw error;
    process.stderr.write(`cosp serve: ${error.message}\n`);
    process.exitCode = 1;
  }
}

function addLogOptions(command: Command): Command {
  return command
    .addOption(new Option('--log-level <level>', 'how much is logged').choices(LOG_LEVELS).default('info'))
    .addOption(
      new Option('--log-format <format>', 'log on stderr')
        .choices(LOG_FORMATS)
        .default(process.stderr.isTTY ? 'pretty' : 'json', 'pretty on a terminal, else json'),
    )
    .option(
      '--log-pseudonyms',
      'log who joins and leaves by pseudonym (level debug); texts are never logged',
    );
}

/**
 * The command that runs the reference server until a signal ends it. Prints one line with the address and the port on
 * stdout once it listens, and one for the metrics. Exit codes: 0 closed by SIGINT or SIGTERM, 1 it cannot run, 2 usage.
 */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('run the reference server')
    .option('--host <address>', 'address to listen on (default: all, IPv6 and IPv4)')
    .addOption(
      new Option('--port <port>', 'port to listen on, 0 for a free one')
        .default(DEFAULT_PORT)
        .argParser(parser(parsePort)),
    )
    .option('--tls-cert <file>', 'certificate (PEM): all connections are by TLS; read again on SIGHUP')
    .option('--tls-key <file>', 'private key of the certificate (PEM)')
    .addOption(
      new Option(
        '--metrics <[host:]port>',
        "serve Prometheus' metrics over HTTP (default host: 127.0.0.1)",
      ).argParser(parser(parsePlace)),
    );
  for (const option of limitOptions()) command.addOption(option);
  return addLogOptions(command)
    .addHelpText('after', '\nWhy each limit is what it is, and what the metrics mean: docs/operating.md')
    .exitOverride()
    .action((options: ServeOptions) => serve(options, command));
}
