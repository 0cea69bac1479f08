import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';

/** A command with its arguments. */
export type Command = readonly [string, ...string[]];

const TS_NODE_PROJECT = join(__dirname, '..', 'tsconfig.json');
const LOOPBACK = '127.0.0.1';
const STARTING = 20_000; // ms, for a server to listen
const ENDING = 3_000; // ms, for a process to end by itself
const LAST_WORDS = 2_000; // characters of stderr that are kept
// As many descriptors as the system allows; the shell is replaced, so that the process id is the server's.
const WITH_ALL_DESCRIPTORS = 'ulimit -n "$(ulimit -Hn)"; exec "$@"';

const running = new Set<ChildProcess>();

/** Something that runs bound to a core, in a process group of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The end of what it has written on stderr. */
  lastWords(): string;
}

/** Starts a command bound to a core, in a folder where it may leave files. */
export function startOn(
  core: number,
  command: Command,
  folder: string,
  stdout: 'ignore' | 'pipe' = 'ignore',
): Running {
  const child = spawn('sh', ['-c', WITH_ALL_DESCRIPTORS, 'sh', 'taskset', '-c', String(core), ...command], {
    cwd: folder,
    env: { ...process.env, TS_NODE_PROJECT },
    detached: true,
    stdio: ['ignore', stdout, 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-LAST_WORDS);
  });
  if (child.pid === undefined) throw new Error(`cannot start ${command[0]}`);
  return { process: child, pid: child.pid, lastWords: () => words.trim() };
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

/** Ends a process and all that it has started. */
export async function end({ process: child }: Running): Promise<void> {
  if (!running.has(child)) return;
  const closed = once(child, 'close');
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), ENDING);
  await closed;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL'); // what it has started may outlive it
}

/** Ends everything at once; for the end of the bench itself. */
export function endAllNow(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, LOOPBACK);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Waits until a server listens on a port.
 * @throws Error when it ends before, or takes too long.
 */
export async function listening(server: Running, port: number): Promise<void> {
  const deadline = Date.now() + STARTING;
  while (!(await answers(port))) {
    if (server.process.exitCode !== null || Date.now() > deadline)
      throw new Error(`it does not listen: ${server.lastWords()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Waits for a process to end.
 * @returns what it has written on stdout.
 * @throws Error with its last words when it fails or takes longer than so many milliseconds.
 */
export async function outputOf(one: Running, longest: number): Promise<string> {
  let output = '';
  one.process.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const timer = setTimeout(() => signalGroup(one.process, 'SIGKILL'), longest);
  const [code] = (await once(one.process, 'close')) as [number | null];
  clearTimeout(timer);
  if (code === 0) return output;
  throw new Error(one.lastWords() || `it took more than ${Math.round(longest / 1000)} s`);
}
