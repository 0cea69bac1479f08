import { constants } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './log-options';
import { createLog } from './logger';
import {
  type CospServer,
  type CospServerLimits,
  checkLimit,
  createCospServer,
  DEFAULT_LIMITS,
  DEFAULT_PORT,
  formatEndpoint,
} from './server';
import { formatDuration, formatSize, parseCount, parseDuration, parseSize } from './units';

interface ServeOptions extends Partial<CospServerLimits> {
  readonly host?: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
}

interface Unit {
  readonly name: string;
  readonly parse: (text: string) => number;
  readonly format: (value: number) => string;
}

const count: Unit = { name: 'number', parse: parseCount, format: String };
const duration: Unit = { name: 'duration', parse: parseDuration, format: formatDuration };
const size: Unit = { name: 'size', parse: parseSize, format: formatSize };

/** The options of the limits; each option is its limit's name with dashes. */
const LIMITS: readonly (readonly [keyof CospServerLimits, Unit, string])[] = [
  ['maxClients', count, 'registered clients at most'],
  ['registrationTimeout', duration, 'time to ask for a pseudonym'],
  ['maxQueuedBytes', size, 'bytes that may wait for a client; past it the client is dropped'],
  ['slowReaderGrace', duration, 'how long senders wait for a client that is behind with reading'],
  ['maxPendingRequests', count, 'private connections that one client may have in preparation'],
  ['pairingTimeout', duration, 'time for both sides of a private connection to connect'],
  ['relayBufferBytes', size, 'bytes held for each direction of a private connection'],
  ['closingTimeout', duration, 'time for a connection to close once it has been ended'],
];

/** Turns a RangeError into commander's error, which names the option and the value. */
function parser(parse: (text: string) => number): (text: string) => number {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}

function limitOption([limit, unit, description]: (typeof LIMITS)[number]): Option {
  const name = limit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new Option(`--${name} <${unit.name}>`, description)
    .default(DEFAULT_LIMITS[limit], unit.format(DEFAULT_LIMITS[limit]))
    .argParser(parser((text) => checkLimit(limit, unit.parse(text))));
}

function parsePort(text: string): number {
  const port = parseCount(text);
  if (port <= 65_535) return port;
  throw new RangeError('A port is a whole number from 0 to 65535.');
}

/** The first signal closes the server, which takes a bounded time; the second one does not wait for that. */
function closeOnSignals(server: CospServer): void {
  let closing = false;
  const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (closing) process.exit(128 + constants.signals[signal]);
    closing = true;
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'not permitted',
  EADDRNOTAVAIL: 'this machine does not have the address',
  ENOTFOUND: 'no such host',
};

function explain(error: unknown, { host, port }: ServeOptions): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const where = host === undefined ? `port ${port}` : formatEndpoint(host, port);
  return `cosp serve: cannot listen on ${where}: ${REASONS[code] ?? message} (${code})`;
}

async function serve(options: ServeOptions): Promise<void> {
  // Who started the server may stop reading its output; that ends nobody's service.
  process.stdout.on('error', () => undefined);
  const { logFormat, logLevel, ...rest } = options;
  const log = logFormat === 'none' ? undefined : createLog(logFormat, logLevel);
  const server = createCospServer({ ...rest, log });
  closeOnSignals(server);
  try {
    const { address, port } = await server.listen();
    process.stdout.write(`cosp server listening on ${formatEndpoint(address, port)}\n`);
  } catch (error) {
    process.stderr.write(`${explain(error, options)}\n`);
    process.exitCode = 1;
  }
}

/**
 * The command that runs the reference server until a signal ends it. Prints one line with the address and the port on
 * stdout once it listens. Exit codes: 0 closed by SIGINT or SIGTERM, 1 it cannot listen, 2 usage.
 */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('run the reference server')
    .option('--host <address>', 'address to listen on (default: all, IPv6 and IPv4)')
    .addOption(
      new Option('--port <port>', 'port to listen on, 0 for a free one')
        .default(DEFAULT_PORT)
        .argParser(parser(parsePort)),
    );
  for (const limit of LIMITS) command.addOption(limitOption(limit));
  return command
    .addOption(new Option('--log-level <level>', 'how much is logged').choices(LOG_LEVELS).default('info'))
    .addOption(
      new Option('--log-format <format>', 'log on stderr')
        .choices(LOG_FORMATS)
        .default(process.stderr.isTTY ? 'pretty' : 'json', 'pretty on a terminal, else json'),
    )
    .exitOverride()
    .action(serve);
}
