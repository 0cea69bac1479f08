import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import type { Cell, Plan } from './rounds';
import { DIRECT_WINDOW, JOINERS, RATE, REST, WINDOWS } from './scenarios';
import type { Server } from './servers';
import { cpuTable, failuresOf, resultTable } from './table';

/** What a page says of how it came about. */
export interface Circumstances {
  readonly date: string;
  readonly machine: string;
  /** A server's title and what it says its version is. */
  readonly versions: readonly (readonly [string, string])[];
  /** Options that the command was given. */
  readonly options: string;
}

function versionOf({ version: [command, ...args] }: Server): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', cwd: __dirname }).split('\n', 1)[0]?.trim() ?? '';
  } catch {
    return 'unknown';
  }
}

/** What is so now and here. */
export function circumstancesOf(servers: readonly Server[], options: readonly string[]): Circumstances {
  const all = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${all.length} cores (${all[0]?.model.trim() ?? 'unknown'}), ${memory}, ${type()} ${release()}`,
    versions: servers
      .filter(({ isCeiling }) => !isCeiling)
      .map((server) => [server.title, versionOf(server)]),
    options: options.join(' '),
  };
}

const METHOD = `## How it is measured

Every measurement starts its server afresh, bound to core 0, and one load generator, bound to core 1 (\`bench/c/load\`: C, one
thread, epoll, reads of up to 1 MiB). Everything talks over the loopback interface. The servers follow each other in each
scenario and round, each round another one first, so that whatever the machine does meanwhile meets all of them. After
the warm-up the load goes on; only the interval after it counts. The server's CPU time is utime and stime of its process and
of all that it has started, read at the interval's begin and end.

The generator follows the lengths in every frame, counts every message by its sender, and waits at the end until all that was sent has
arrived: a server that loses a message, or delivers one too many, gets no figure. While it waits it polls and does not sleep: a
server that wakes it would pay for that, and the more so the longer it lets the generator wait. Its own share of core 1,
without that polling, stands in the second table. \`*\` marks a figure where the generator had no time left and the server had: the server can do more. The last
column is no server: \`bench/c/flood\` sends ready-made frames as fast as the generator takes them, which is the most that could be
measured.

- **broadcast 100x10**: 100 clients, 10 of which send. A message is in flight until all its recipients have it, taken over all
  messages of its sender. A single sender keeps ${WINDOWS[1]} messages in flight, one of ten ${WINDOWS[10]}, and fills this window up when half of
  it has come: enough that the server always has something to do, and bounded, so that no queue grows. ngircd gets 8: it takes
  at most ten lines of a client at a time and makes further ones wait for a second. **window 1** is a ping-pong: the next message goes
  out when everybody has the one before. With MQTT and Redis the sender gets its own message too, so it counts as a
  recipient; with the others it does not.
- **direct**: every client sends to its neighbour, ${DIRECT_WINDOW} messages in flight each.
- **relay**: one side of each pair sends, the other counts. COSP servers carry private connections; socat (with a buffer of 256 KiB)
  forwards connections to the generator. The C server moves the bytes with splice(2).
- **joins**: so many members stay, ${JOINERS} others come and go. Each connects, registers, gets its whole list, waits until a
  member was told of it, leaves, and comes again when that member was told of that too. Only servers with a roster can do this.
  Warmed up and measured four times as long as the others: little happens in a second, and what is compiled as it runs is compiled late.
- **idle**: resident memory of the server after so many clients have come and have been quiet for ${REST} s, less that before, for each
  client: V8 takes some 25 s to give back what it needed while they came.
- **latency**: ${RATE.toLocaleString('en')} messages a second to everybody, 10 senders in turn, 100 clients; p50 / p99 / p99.9 of all deliveries. A message's time begins
  when it is due, not when it could be sent. Warmed up twelve times as long as the others, and measured twice as long: what runs a thousand
  times a second is compiled for some seconds, by threads that share the server's core here and take it for milliseconds.

The C server (\`bench/c/server\`) is the limit that ratios refer to: a whole COSP server without a runtime, which batches as
well: one write for each member and turn of its loop. The naive Node server (\`bench/naive\`) writes each frame to each recipient
at once.
`;

/** The page with the results; docs/benchmark.md. */
export function pageOf(plan: Plan, cells: readonly Cell[], about: Circumstances): string {
  const { scenarios, servers, rounds, times } = plan;
  const failures = failuresOf(scenarios, servers, cells).map((line) => `- ${line}\n`);
  const versions = about.versions.map(([title, version]) => `- ${title}: ${version}\n`).join('');
  return `# How fast is the reference server?

Medians of ${rounds} interleaved rounds of ${times.seconds} s each. In brackets: what came for each second of the server's CPU, with
the C server as 1; more is better.

${resultTable(scenarios, servers, cells)}

\`-\`: the server cannot do this.${failures.length === 0 ? '' : ` Not measured:\n\n${failures.join('')}`}

CPU seconds of the server for a million deliveries (for relays, a million MB; for joins, a million joins), then how busy the
server and the load generator kept their cores:

${cpuTable(scenarios, servers, cells)}

Measured on ${about.date} on ${about.machine}, with

${versions}
by \`npm run bench -- ${about.options}\`, which writes this page. \`npm run bench -- --help\` tells its options.

${METHOD}`;
}
