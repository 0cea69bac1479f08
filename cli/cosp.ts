#!/usr/bin/env node
import { Command } from 'commander';

/** Each subcommand is loaded only when it is called, so that none pays for another's start-up. */
const LOADERS: Record<string, () => Command> = {
  serve: () =>
    (require('../reference/serve-command') as typeof import('../reference/serve-command')).serveCommand(),
  test: () => (require('../suite/test-command') as typeof import('../suite/test-command')).testCommand(),
};

const SUMMARIES: Record<string, string> = {
  serve: 'run the reference server',
  test: 'run the conformance suite against a server',
};

function main(argv: string[]): void {
  const program = new Command('cosp')
    .description('Conformance suite and reference implementation of COSP, the ChatOS Protocol.')
    .version((require('../package.json') as { version: string }).version)
    .showHelpAfterError('(cosp --help shows what there is)');
  const asked = argv[2];
  for (const [name, load] of Object.entries(LOADERS)) {
    program.addCommand(asked === name ? load() : new Command(name).description(SUMMARIES[name] ?? ''));
  }
  program.exitOverride();
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
