#!/usr/bin/env node
import { Command } from 'commander';

/** Seen from the working copy, or from the built command in dist/. */
const PACKAGE = __filename.endsWith('.ts') ? '../package.json' : '../../package.json';

/** Each subcommand is loaded only when it is called, so that none pays for another's start-up. */
const LOADERS: Record<string, () => Command> = {
  adapter: () =>
    (require('../reference/client/adapter/command') as typeof import('../reference/client/adapter/command'))
      .adapterCommand()
      .addCommand(doctor()),
  chat: () =>
    (
      require('../reference/client/chat/command') as typeof import('../reference/client/chat/command')
    ).chatCommand(),
  report: () =>
    (
      require('../suite/report/report-command') as typeof import('../suite/report/report-command')
    ).reportCommand(),
  decode: () =>
    (
      require('../suite/decode/decode-command') as typeof import('../suite/decode/decode-command')
    ).decodeCommand(),
  serve: () =>
    (require('../reference/serve-command') as typeof import('../reference/serve-command')).serveCommand(),
  site: () => (require('../site/site-command') as typeof import('../site/site-command')).siteCommand(),
  test: () =>
    (require('../suite/test-command') as typeof import('../suite/test-command')).testCommand({
      server: referenceServer(),
      client: `${thisCommand()} adapter`,
    }),
};

const SUMMARIES: Record<string, string> = {
  adapter: 'let the conformance suite drive the reference client',
  chat: 'chat on a server',
  report: 'make any report of the results of a run',
  decode: 'explain bytes: hex, a raw file or a capture',
  serve: 'run the reference server',
  site: 'write the living specification as a web site',
  test: 'run the conformance suite against a server or a client',
};

/** The shell command of this command itself: the same Node, from the same place. */
function thisCommand(): string {
  return [process.execPath, ...process.execArgv, __filename].map(quoted).join(' ');
}

/** A subcommand of `adapter`, which itself must start fast: it does so for every worker. */
function doctor(): Command {
  if (process.argv[3] !== 'doctor') {
    return new Command('doctor').description('look at an adapter before the first run');
  }
  const { doctorCommand } =
    require('../suite/doctor/doctor-command') as typeof import('../suite/doctor/doctor-command');
  return doctorCommand(`${thisCommand()} adapter`);
}

/** The shell command of the reference server. */
function referenceServer(): string {
  return `${thisCommand()} serve --host {host} --port {port} --pairing-timeout 1s --slow-reader-grace 100ms --log-level warn`;
}

function quoted(word: string): string {
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A wrong command line is told by an exception, in every subcommand, and ends with exit code 2. */
function tellErrors(command: Command): void {
  command.exitOverride().showHelpAfterError('(--help shows what there is)');
  for (const subcommand of command.commands) tellErrors(subcommand);
}

/**
 * That nobody reads any more, as behind `| head`, is no error: what else is written is dropped. Other errors are for the
 * subcommand, where it listens for them: a server goes on when its disk is full.
 */
function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && stream.listenerCount('error') === 1) throw error;
    });
}

function main(argv: string[]): void {
  tolerateClosedPipes();
  const program = new Command('cosp')
    .description('Conformance suite and reference implementation of COSP, the ChatOS Protocol.')
    .version((require(PACKAGE) as { version: string }).version);
  const asked = argv[2];
  for (const [name, load] of Object.entries(LOADERS)) {
    program.addCommand(asked === name ? load() : new Command(name).description(SUMMARIES[name] ?? ''));
  }
  tellErrors(program);
  program.parseAsync(argv).catch((error: { exitCode?: number; code?: string; message?: string }) => {
    if (error.code?.startsWith('commander.')) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    console.error(error);
    process.exitCode = 4;
  });
}

main(process.argv);
