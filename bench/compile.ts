import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, 'c');
/** What they share. */
const COMMON = join(SOURCES, 'common');
const BUILD = join(__dirname, 'build');
const FLAGS = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror'];

/** The programs that are written in C, each in a folder of bench/c. */
export type CProgram = 'flood' | 'load' | 'server';

/** Whether a command can be run on this machine. */
export function hasCommand(command: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Compiles all of them. */
export function compileAll(): Readonly<Record<CProgram, string>> {
  return { flood: compile('flood'), load: compile('load'), server: compile('server') };
}

/**
 * Compiles a program with the machine's cc.
 * @returns where it is.
 * @throws Error with the compiler's words.
 */
function compile(program: CProgram): string {
  const folder = join(SOURCES, program);
  const sources = [folder, COMMON].flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  const files = sources.filter((path) => path.endsWith('.c'));
  const output = join(BUILD, program);
  mkdirSync(BUILD, { recursive: true });
  // Renamed when it is whole: others may be running it, or compiling it too.
  const fresh = `${output}.${process.pid}`;
  execFileSync('cc', [...FLAGS, '-o', fresh, '-I', COMMON, ...files], {
    encoding: 'utf8',
  });
  renameSync(fresh, output);
  return output;
}
