import { execFileSync } from 'node:child_process';
import { Command, InvalidArgumentError } from 'commander';
import { hasCommand } from './compile';
import { allScenarios, type Scenario } from './scenarios';
import { SERVERS, type Server } from './servers';

/** What the command line says; what is left out has a default that depends on --quick. */
export interface Options {
  only?: string[];
  servers?: string[];
  rounds?: number;
  seconds?: number;
  warmUp?: number;
  patience: number;
  quick?: boolean;
  json?: string;
  write?: boolean;
  installPeers?: boolean;
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

function wholePositive(text: string): number {
  if (Number.isInteger(positive(text))) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

const names = (text: string): string[] => text.split(',').filter((name) => name !== '');

function descriptorLimit(): number {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : Number(limit);
}

/**
 * The scenarios that are asked for.
 * @param descriptors that a process may have.
 * @throws Error for a name that no scenario begins with.
 */
export function selectScenarios({ only, quick }: Options, descriptors = descriptorLimit()): Scenario[] {
  const all = allScenarios(descriptors);
  const unknown = only?.find((prefix) => !all.some(({ name }) => name.startsWith(prefix)));
  if (unknown !== undefined)
    throw new Error(
      `no scenario begins with ${unknown}; there are ${all.map(({ name }) => name).join(', ')}`,
    );
  const isExact = (name: string): boolean => all.some((scenario) => scenario.name === name);
  const isMeant = (name: string, prefix: string): boolean =>
    isExact(prefix) ? name === prefix : name.startsWith(prefix);
  if (only !== undefined) return all.filter(({ name }) => only.some((prefix) => isMeant(name, prefix)));
  return quick ? all.filter(({ isQuick }) => isQuick) : all;
}

/**
 * The servers that are asked for, but for those that are not installed; which those are is told.
 * @throws Error for a name that no server has.
 */
export function selectServers(
  { servers }: Options,
  tell: (line: string) => void = console.error,
  isInstalled: (command: string) => boolean = hasCommand,
): Server[] {
  const unknown = servers?.find((name) => !SERVERS.some((server) => server.name === name));
  if (unknown !== undefined)
    throw new Error(`no server ${unknown}; there are ${SERVERS.map(({ name }) => name).join(', ')}`);
  return SERVERS.filter(({ name, needs }) => {
    if (servers !== undefined && !servers.includes(name)) return false;
    if (needs === undefined || isInstalled(needs)) return true;
    tell(`${name} is left out: ${needs} is not installed`);
    return false;
  });
}

const EXAMPLES = `
Scenarios:
${allScenarios(Number.POSITIVE_INFINITY)
  .map(({ name, title }) => `  ${name.padEnd(32)}${title}`)
  .join('\n')}

Servers:
${SERVERS.map(({ name, title }) => `  ${name.padEnd(32)}${title}`).join('\n')}

Exit codes: 0 everything was measured, 1 something could not be, 128 + n ended by the signal n

Examples:
  $ npm run bench -- --quick
  $ npm run bench -- --only broadcast-100x10,direct --servers c,reference --rounds 9
`;

/** The command. */
export function benchCommand(action: (options: Options) => Promise<number>): Command {
  return new Command('bench')
    .description('compare servers under the same load, each on one core, the load generator on another one')
    .option(
      '--only <scenarios>',
      'only scenarios of these names, or whose names begin so, separated by commas',
      names,
    )
    .option('--servers <names>', 'only these servers, separated by commas', names)
    .option('--rounds <number>', 'how often everything is measured (default: 5)', wholePositive)
    .option('--seconds <seconds>', 'how long each measurement takes (default: 1.5)', positive)
    .option('--warm-up <seconds>', 'how long the load lasts before that (default: 1)', positive)
    .option('--patience <seconds>', 'how long clients may take to come, and messages to arrive', positive, 60)
    .option('--quick', 'some of the scenarios, once, in under two minutes')
    .option('--json <file>', 'write all that was measured')
    .option('--write', 'write docs/benchmark.md')
    .option('--install-peers', 'install what is missing of the other servers with apt, start none, and end')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      process.exitCode = await action(options);
    });
}
