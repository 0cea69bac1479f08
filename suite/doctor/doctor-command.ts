import { Command, Option } from 'commander';
import { inert } from '../report/inert';
import { plural } from '../report/prose';
import { type Palette, screenOn } from '../report/screen';
import { control, seconds } from '../run/option-values';
import { clientTarget } from '../run/parse-target';
import { UsageError } from '../run/usage-error';
import type { AdapterControl, ClientTarget } from '../run-parameters';
import { adviceFor } from './advice';
import { Doctor } from './doctor';
import type { Finding } from './examination';
import { suspicion } from './suspect';

const SHOWN_STDERR = 5;

const HELP = `
Looks at an adapter before the first run: whether it starts, keeps the protocol (docs/adapter-protocol.md), and brings
about what it is told. A finding is one line: what is wrong, the line that shows it, and what to mend.

Exit codes:
  0  nothing is wrong
  1  something is to be mended
  2  the command line is wrong

Example:
  $ cosp adapter doctor --exec 'java -cp client.jar Adapter'`;

interface RawOptions {
  exec?: string;
  control: AdapterControl;
  /** Milliseconds. */
  timeout: number;
  color: boolean;
}

/**
 * The command `cosp adapter doctor`.
 * @param defaultExec adapter to look at when none is named.
 */
export function doctorCommand(defaultExec?: string): Command {
  const command = new Command('doctor').description('look at an adapter before the first run');
  command
    .option('--exec <command>', 'start the adapter with this shell command')
    .addOption(
      new Option('--control <way>', 'how to talk with it: stdio or tcp[:PORT]')
        .argParser(control)
        .default({ way: 'stdio' }, 'stdio'),
    )
    .addOption(
      new Option('--timeout <seconds>', 'longest wait for what must come')
        .argParser(seconds(1))
        .default(5_000, '5'),
    )
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)')
    .addHelpText('after', HELP)
    .action(async (options: RawOptions) => {
      process.exitCode = await look(options, defaultExec);
    });
  return command;
}

async function look(options: RawOptions, defaultExec: string | undefined): Promise<number> {
  let target: ClientTarget;
  try {
    target = targetOf(options, defaultExec);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`error: ${error.message}\n(cosp adapter doctor --help tells what there is)\n`);
    return 2;
  }
  const screen = screenOn(process.stdout, options.color);
  const parameters = {
    target,
    timeout: options.timeout,
    patience: 0,
    shared: false,
    segmentation: { mode: 'whole' as const },
    verbose: false,
  };
  const doctor = new Doctor(parameters, (finding) => screen.print(lineFor(finding, screen.palette)));
  const findings = await doctor.examine();
  screen.print(summary(doctor, findings));
  return findings.some(({ kind }) => kind === 'wrong') ? 1 : 0;
}

function targetOf({ exec, control: way }: RawOptions, defaultExec: string | undefined): ClientTarget {
  if (way.way === 'human') throw new UsageError('--control human is for a client without an adapter');
  return clientTarget({ ...(exec !== undefined && { exec }), control: way }, defaultExec);
}

function lineFor(finding: Finding, palette: Palette): string {
  const { kind, name } = finding;
  switch (kind) {
    case 'fine':
      return `${palette.green('fine')}  ${name}`;
    case 'unsupported':
      return `${palette.dim('----')}  ${name}: not supported`;
    case 'wrong': {
      const { problem, stderr, suspect } = finding;
      const printed = stderr
        .slice(-SHOWN_STDERR)
        .map((line) => `\n        its standard error: ${inert(line)}`);
      const where = suspect ? ` (${suspicion(suspect)})` : '';
      const advice = palette.bold(adviceFor(problem));
      return `${palette.red('MEND')}  ${name}: ${inert(problem)}; ${advice}${where}${printed.join('')}`;
    }
  }
}

function summary(doctor: Doctor, findings: readonly Finding[]): string {
  const wrong = findings.filter(({ kind }) => kind === 'wrong').length;
  if (wrong > 0)
    return `\n${plural(wrong, 'finding')} to mend${findings.length < doctor.checks ? '; what rests on that was not looked at' : ''}.`;
  const { adapter } = doctor;
  const { name, version, language } = adapter.about;
  const details = [name, version, language].filter((text) => text !== undefined).map(inert);
  const lacks = [...adapter.unsupported].map(inert);
  const without = lacks.length > 0 ? `, without ${lacks.join(', ')}` : '';
  return `\nThe adapter of ${details.join(', ')} is fine${without}. Next: cosp test client --exec …`;
}
