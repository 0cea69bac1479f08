import { Command } from 'commander';
import { readBaseline } from '../baseline';
import { judgeAgain } from '../results/judge-again';
import { readResults } from '../results/read-results';
import type { Results } from '../results/results';
import { type ReportKind, renderReport } from './kinds';
import { matrixCommand } from './matrix/matrix-command';
import { act, put } from './report-output';
import { PLAIN, type Screen, screenOn } from './screen';
import { printReport } from './text-report';

const FILE_KINDS: Readonly<Partial<Record<ReportKind, string>>> = {
  html: 'one page that needs no network',
  junit: 'JUnit XML',
  tap: 'TAP 14',
  markdown: 'a summary for a pull request or a job, of at most 65,536 characters',
  badge: 'a badge as SVG',
};

interface TextOptions {
  output?: string;
  verbose?: boolean;
  color: boolean;
}

interface JudgeOptions extends TextOptions {
  /** False: nothing is expected. */
  baseline?: string | false;
  json?: string;
}

const HELP = `
A results file is what cosp test --json FILE writes; - is standard input.

Examples:
  $ cosp test server --exec './server {port}' --json results.json
  $ cosp report html results.json -o report.html
  $ cosp report markdown results.json >> "$GITHUB_STEP_SUMMARY"
  $ cosp report judge results.json --baseline known-failures.yaml
  $ cosp report matrix anna.json ben.json --html matrix.html`;

/** The command `cosp report`: any report, later and elsewhere, of what `cosp test --json` wrote. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description('make any report of the results of a run')
    .addHelpText('after', HELP);
  command.addCommand(textCommand());
  for (const [kind, description] of Object.entries(FILE_KINDS)) {
    command.addCommand(fileCommand(kind as ReportKind, description));
  }
  return command.addCommand(githubCommand()).addCommand(judgeCommand()).addCommand(matrixCommand());
}

function subcommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<results>', 'file that cosp test --json wrote; - is standard input')
    .option('-o, --output <file>', 'where to write it (default: standard output)');
}

function textCommand(): Command {
  return subcommand('text', 'what a person reads at the end of a run')
    .option('--verbose', 'show every scenario with its conversation, as far as it was kept')
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)')
    .action((file: string, options: TextOptions) => act(() => printText(readResults(file), options)));
}

function fileCommand(kind: ReportKind, description: string): Command {
  return subcommand(kind, description).action((file: string, { output }: { output?: string }) =>
    act(() => put(renderReport(kind, readResults(file)), output)),
  );
}

function githubCommand(): Command {
  return subcommand(
    'github',
    'annotations for GitHub Actions, which finds them in what a step prints',
  ).action((file: string, { output }: { output?: string }) =>
    act(() => {
      const { githubAnnotations } = require('./github-annotations') as typeof import('./github-annotations');
      put(githubAnnotations(readResults(file)), output);
    }),
  );
}

function judgeCommand(): Command {
  return subcommand('judge', "judge a run again, from its scenarios' evidence; exits as cosp test would")
    .option('--baseline <file>', 'YAML file of the failures that are expected (default: those of the run)')
    .option('--no-baseline', 'expect no failures')
    .option('--json <file>', 'write the results as they are judged now')
    .option('--verbose', 'show every scenario with its conversation, as far as it was kept')
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)')
    .action((file: string, options: JudgeOptions) => {
      act(() => {
        const results = judgeAgain(readResults(file), expected(options));
        if (options.json !== undefined) put(renderReport('json', results), options.json);
        printText(results, options, options.json === '-');
        process.exitCode = results.exitCode;
      });
    });
}

function expected({ baseline }: JudgeOptions): ReturnType<typeof readBaseline> | undefined {
  if (baseline === false) return [];
  return baseline === undefined ? undefined : readBaseline(baseline);
}

function printText(results: Results, { output, verbose, color }: TextOptions, isStdoutTaken = false): void {
  const parameters = { ...results.parameters, verbose: verbose ?? results.parameters.verbose };
  const told = { ...results, parameters };
  if (output === undefined || output === '-') {
    printReport(told, screenOn(isStdoutTaken ? process.stderr : process.stdout, color));
    return;
  }
  let text = '';
  const screen: Screen = { ...PLAIN, print: (lines) => (text += `${lines}\n`) };
  printReport(told, screen);
  put(text, output);
}
