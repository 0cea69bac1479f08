import { Command, Option } from 'commander';
import { screenOn } from './report/screen';
import { printReport } from './report/text-report';
import { listScenarios } from './run/list';
import { levels, order, pattern, repeatable, seconds, segmentation, wholeNumber } from './run/option-values';
import { parseRequest, type RawOptions, selectionOf } from './run/parse-request';
import { runSuite } from './run/run-suite';
import { resolveSelection } from './run/selection';
import { type SuiteSources, serverSources } from './run/sources';
import { UsageError } from './run/usage-error';
import { writeReports } from './run/write-reports';
import { EXIT } from './verdict/exit-code';

const MOST_WORKERS = 16;
const MOST_ROUNDS = 10_000;

const HELP = `
The server under test is one of:
  --exec 'COMMAND {port}'     started by the suite, on a free port, once for each worker, and ended afterwards;
                              {host} is replaced too, by --host
  --exec COMMAND --port N     likewise, for a server that always listens on port N (one worker)
  --host HOST --port N        running already, and taken as it is; nobody else should be on it (else: --shared)
  neither                     the reference server of this package

Verdicts:
  PASS           everything held                  CHOICE         left open by the protocol; recorded only
  FAIL           a MUST is broken                 WARN           a SHOULD is not followed
  BLOCKED        what it needs is broken          INCONCLUSIVE   could not be told
  XFAIL, XPASS   fails as the baseline expects, or passes against it
  UNSUPPORTED    the server says that it does not do this
  HARNESS-ERROR  the suite's own fault            NOT-RUN        the run ended before

Exit codes:
  0  conformant: no FAIL (a WARN does not count)
  1  not conformant: a FAIL, an XPASS, or a verdict that changed between the rounds of --repeat
  2  the command line is wrong
  3  incomplete: a MUST could not be told, a scenario did not run, nothing was selected, or the run was interrupted
     (whatever was found until then)
  4  the suite itself failed

Examples:
  $ cosp test server --exec 'java -jar server.jar {port}'
  $ cosp test server --exec './server --port {port}' --section 2 --section 3.1
  $ cosp test server --host 192.0.2.7 --port 7777 --shared --level MUST
  $ cosp test server --exec './server {port}' --id COSP-2.2-1 --verbose
  $ cosp test server --exec './server {port}' --order random --repeat 20
  $ cosp test server --exec './server {port}' --write-baseline known-failures.yaml
  $ cosp test server --exec './server {port}' --baseline known-failures.yaml --junit report.xml`;

/**
 * The command `cosp test`.
 * @param defaultExec command (with {host} and {port}) of the server to test when none is named.
 * @param loadSources what to run; the suite of this package unless told.
 */
export function testCommand(defaultExec?: string, loadSources = serverSources): Command {
  const server = new Command('server').description('test a COSP server').addHelpText('after', HELP);
  addTargetOptions(server);
  addSelectionOptions(server);
  addOutputOptions(server);
  server.action(async (options: RawOptions) => {
    process.exitCode = await testServer(options, defaultExec, loadSources);
  });
  return new Command('test').description('run the conformance suite against a server').addCommand(server);
}

function addTargetOptions(command: Command): void {
  const defaultWorkers = 'number of cores, at most 4; 1 for a server at an address';
  command
    .option('--exec <command>', 'start the server with this shell command')
    .option('--host <host>', 'address of the server (default: 127.0.0.1)')
    .addOption(option('--port <port>', 'port of the server', wholeNumber(1, 65_535)))
    .option('--shared', 'others may be on the server: tolerate what they do')
    .addOption(
      option('--timeout <seconds>', 'longest wait for what must come', seconds(1)).default(5_000, '5'),
    )
    .addOption(
      option(
        '--patience <seconds>',
        'how long to wait for the server to give up on a side',
        seconds(0),
      ).default(0, '0'),
    )
    .addOption(
      option(
        '--workers <number>',
        `how many scenarios at a time (default: ${defaultWorkers})`,
        wholeNumber(1, MOST_WORKERS),
      ),
    )
    .addOption(
      option(
        '--segmentation <mode>',
        'how to cut what is sent: whole, bytes, random[:seed] or coalesced',
        segmentation,
      ).default({ mode: 'whole' }, 'whole'),
    );
}

function addSelectionOptions(command: Command): void {
  command
    .addOption(option('--section <number>', 'only this section and those below it (repeatable)', repeatable))
    .addOption(
      option('--id <requirement>', 'only this requirement, such as COSP-2.2-1 (repeatable)', repeatable),
    )
    .addOption(option('--level <level>', 'only MUST, SHOULD or CHOICE (repeatable)', levels))
    .addOption(
      option('--grep <pattern>', 'only scenarios whose name matches this regular expression', pattern),
    )
    .option('--fail-fast', 'end the run after the first FAIL')
    .addOption(
      option('--order <order>', 'defined or random[:seed]', order).default({ mode: 'defined' }, 'defined'),
    )
    .addOption(
      option(
        '--repeat <rounds>',
        'run so often, and tell verdicts that change',
        wholeNumber(1, MOST_ROUNDS),
      ).default(1),
    )
    .option('--list', 'print the scenarios that would run, and run none');
}

function option<T>(flags: string, description: string, parser: (text: string, previous: T) => T): Option {
  return new Option(flags, description).argParser(parser);
}

function addOutputOptions(command: Command): void {
  command
    .option('--baseline <file>', 'YAML file of the failures that are expected')
    .option('--write-baseline <file>', 'write what fails now as such a file')
    .option('--json <file>', 'write everything as JSON; - is standard output')
    .option('--junit <file>', 'write a JUnit XML report; - is standard output')
    .option('--verbose', 'show every scenario with its conversation')
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)');
}

async function testServer(
  options: RawOptions,
  defaultExec: string | undefined,
  loadSources: () => SuiteSources,
): Promise<number> {
  try {
    const sources = loadSources();
    return options.list ? await list(options, sources) : await run(options, defaultExec, sources);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`error: ${error.message}\n(cosp test server --help tells what there is)\n`);
    return EXIT.usage;
  }
}

async function run(
  options: RawOptions,
  defaultExec: string | undefined,
  sources: SuiteSources,
): Promise<number> {
  const request = parseRequest(options, defaultExec);
  const machineOnStdout = request.json === '-' || request.junit === '-';
  const screen = screenOn(machineOnStdout ? process.stderr : process.stdout, request.color);
  const result = await runSuite(request, sources, screen);
  try {
    writeReports(result, screen);
  } catch (error) {
    result.faults.push(`a report could not be written: ${error instanceof Error ? error.message : error}`);
    result.exitCode = EXIT.harnessError;
  }
  printReport(result, screen);
  return result.exitCode;
}

function list(options: RawOptions, sources: SuiteSources): Promise<number> {
  const selection = resolveSelection(selectionOf(options), sources);
  return listScenarios(sources, selection, screenOn(process.stdout, options.color));
}
