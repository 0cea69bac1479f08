/**
 * Makes the example of a matrix: the reference server, the Python server and three servers with one mistake each, with the page
 * of each run beside. Needs dist/ and python3; takes a minute.
 * Run by `npm run example:matrix -- FOLDER`, also in our workflow.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { writeMutant } from '../mutants/apply';
import { loadMutants } from '../mutants/declarations';

const ROOT = join(__dirname, '..');
const COSP = join('dist', 'cli', 'cosp.js');
const PYTHON = 'python3 examples/python-server/cosp_server.py --port {port} --pairing-timeout 1';
const MUTANTS = ['broadcast-echoed', 'relay-in-one-direction', 'second-refusal-not-told'];

/** Runs this package's command from its folder; a server that is not conformant is no mistake here. */
function cosp(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [COSP, ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      if (!error || error.code === 1) resolve();
      else reject(new Error(`cosp ${args.join(' ')}: ${stdout.slice(-2000)}${stderr.slice(-2000)}`));
    });
  });
}

function mutantCommand(name: string, folder: string): string {
  const mutant = loadMutants('server').find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const copies = writeMutant(mutant, join(folder, name));
  const options =
    '--host {host} --port {port} --pairing-timeout 1s --slow-reader-grace 100ms --log-level error';
  return `COSP_MUTANT=${copies} exec node --require ./mutants/preload.js ${COSP} serve ${options}`;
}

async function run(name: string, exec: string | undefined, folder: string): Promise<string> {
  const file = join(folder, `${name}.json`);
  const target = exec === undefined ? [] : ['--exec', exec];
  await cosp(['test', 'server', '--no-html', '--json', file, ...target]);
  // Where it was made is nobody's business.
  const text = readFileSync(file, 'utf8');
  const places = [`${folder}/`, `${ROOT}/`, process.execPath];
  writeFileSync(
    file,
    places.reduce((left, place) => left.replaceAll(place, place === process.execPath ? 'node' : ''), text),
  );
  return `${name}=${file}`;
}

async function build(output: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-matrix-'));
  try {
    const servers: [string, string | undefined][] = [
      ['reference', undefined],
      ['python', PYTHON],
      ...MUTANTS.map((name): [string, string] => [name, mutantCommand(name, folder)]),
    ];
    const files: string[] = [];
    for (const [name, exec] of servers) files.push(await run(name, exec, folder));
    mkdirSync(output, { recursive: true });
    const reports = ['--html', join(output, 'matrix.html'), '--markdown', join(output, 'matrix.md')];
    await cosp(['report', 'matrix', ...files, ...reports]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

new Command('example-matrix')
  .description('make the example of a matrix')
  .argument('<folder>', 'where to put it')
  .action((folder: string) => build(join(process.cwd(), folder)))
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
