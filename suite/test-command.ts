import { Command } from 'commander';
import type { Role } from '../spec';
import { type Screen, screenOn } from './report/screen';
import { printReport } from './report/text-report';
import { resultsOf } from './results/results-of';
import { listScenarios } from './run/list';
import { parseRequest, type RawOptions, selectionOf } from './run/parse-request';
import { isAttended, type RunRequest } from './run/run-request';
import { runSuite } from './run/run-suite';
import { resolveSelection } from './run/selection';
import { type SuiteSources, sourcesFor } from './run/sources';
import { helpFor } from './run/test-help';
import { addOptions } from './run/test-options';
import { UsageError } from './run/usage-error';
import { tool, writeReports } from './run/write-reports';
import { EXIT } from './verdict/exit-code';

/** Shell commands of what is tested when nothing is named: a server (with {host} and {port}), the adapter of a client. */
export type DefaultTargets = Readonly<Partial<Record<Role, string>>>;

/**
 * The command `cosp test` with its subcommands `server` and `client`.
 * @param loadSources what to run; the suite of this package unless told.
 */
export function testCommand(defaults: DefaultTargets, loadSources = sourcesFor): Command {
  const command = new Command('test').description('run the conformance suite against a server or a client');
  for (const role of ['server', 'client'] as const) {
    const subcommand = new Command(role)
      .description(`test a COSP ${role}`)
      .addHelpText('after', helpFor(role));
    addOptions(subcommand, role);
    subcommand.action(async (options: RawOptions) => {
      process.exitCode = await test(options, role, defaults[role], loadSources);
    });
    command.addCommand(subcommand);
  }
  return command;
}

async function test(
  options: RawOptions,
  role: Role,
  defaultExec: string | undefined,
  loadSources: (role: Role) => SuiteSources,
): Promise<number> {
  try {
    const sources = loadSources(role);
    return options.list
      ? await list(options, sources)
      : await run(parseRequest(options, defaultExec, role), sources);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`error: ${error.message}\n(cosp test ${role} --help tells what there is)\n`);
    return EXIT.usage;
  }
}

async function run(request: RunRequest, sources: SuiteSources): Promise<number> {
  const screen = screenFor(request);
  const result = await runSuite(request, sources, screen);
  let results = resultsOf(result, tool());
  let said: string[] = [];
  try {
    said = writeReports(result, results);
  } catch (error) {
    result.faults.push(`a report could not be written: ${error instanceof Error ? error.message : error}`);
    result.exitCode = EXIT.harnessError;
    results = resultsOf(result, tool());
  }
  printReport(results, screen, said);
  return results.exitCode;
}

function screenFor(request: RunRequest): Screen {
  const machineOnStdout = Object.values(request.reports).includes('-');
  const screen = screenOn(machineOnStdout ? process.stderr : process.stdout, request.color);
  // A line that is drawn again and again would get in between the questions.
  return isAttended(request) ? { ...screen, isTerminal: false } : screen;
}

function list(options: RawOptions, sources: SuiteSources): Promise<number> {
  const selection = resolveSelection(selectionOf(options), sources);
  return listScenarios(sources, selection, screenOn(process.stdout, options.color));
}
