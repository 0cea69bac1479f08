/**
 * The program of a reference server that is watched from outside: a process of its own, whose memory, descriptors,
 * timers and processor time are the server's alone. Options come as JSON in the first argument; questions come over IPC.
 */
import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type CospServer, type CospServerOptions, createCospServer, type Log } from '../reference/server';
import type { Answer, Question, Sight } from './support/observed';

const MILLISECOND = 1e6; // nanoseconds
const DESCRIPTORS = '/proc/self/fd';
/** What a server leaves behind when it forgets to clean up. */
const OF_THE_SERVER = /^(Timeout|Immediate|TCPSocketWrap|TCPServerWrap)$/;

const faults: string[] = [];
const log: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => faults.push(`${message}: ${describe(fields)}`),
};
const delay = monitorEventLoopDelay({ resolution: 10 });

function describe({ err }: { err?: unknown }): string {
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
}

/** Also what a collection of garbage leaves for the next one. */
async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    global.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Node opens a file to learn of resident memory, which it cannot when descriptors have run out. */
function memory(): Sight['memory'] {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  try {
    return { heap, external, resident: process.memoryUsage.rss() };
  } catch {
    return { heap, external, resident: Number.NaN };
  }
}

function descriptors(): number | undefined {
  try {
    return readdirSync(DESCRIPTORS).length;
  } catch {
    return undefined; // no such folder on this system, or no descriptor left to read it
  }
}

async function look(server: CospServer, { collect, reset }: Question): Promise<Sight> {
  if (collect) await collectGarbage();
  const { user, system } = process.cpuUsage();
  const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max];
  if (reset) delay.reset();
  return {
    state: server.inspect(),
    memory: memory(),
    cpu: (user + system) / 1000,
    descriptors: descriptors(),
    resources: process.getActiveResourcesInfo().filter((kind) => OF_THE_SERVER.test(kind)),
    delay: { p50: p50 / MILLISECOND, p99: p99 / MILLISECOND, max: max / MILLISECOND },
    faults,
  };
}

async function run(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as CospServerOptions;
  const server = createCospServer({ ...options, log });
  const { port } = await server.listen();
  const tell = (answer: Answer): void => void process.send?.(answer);
  process.on('message', (question: Question) => {
    void look(server, question).then((sight) => tell({ id: question.id, sight }));
  });
  // Whoever started it is gone, or has seen enough.
  process.once('disconnect', () => process.exit());
  delay.enable();
  tell({ port });
}

void run();
