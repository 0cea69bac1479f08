import { join } from 'node:path';
import type { Command } from './processes';
import type { Kind, Scenario } from './scenarios';

/** A server that is measured. */
export interface Server {
  /** For --servers. */
  readonly name: string;
  readonly title: string;
  /** What the load generator speaks to it. */
  readonly protocol: 'cosp' | 'mqtt' | 'nats' | 'resp' | 'irc';
  /** What it can do. */
  readonly kinds: readonly Kind[];
  /** Why it cannot be measured in a scenario of these kinds, where that is so. */
  readonly cannot?: (scenario: Scenario) => string | undefined;
  /** The program without which it is left out. */
  readonly needs?: string;
  /** The command that listens on a port. */
  readonly command: (port: number, programs: Programs) => Command;
}

/** Where the compiled programs are. */
export interface Programs {
  readonly load: string;
  readonly server: string;
}

const ROOT = join(__dirname, '..');
const WITH_TYPES = ['--require', 'ts-node/register'] as const;
const EVERYTHING: readonly Kind[] = ['broadcast', 'direct', 'relay', 'joins', 'idle', 'latency'];

const reference: Server = {
  name: 'reference',
  title: 'reference',
  protocol: 'cosp',
  kinds: EVERYTHING,
  command: (port) => {
    const listen = ['serve', '--host', '127.0.0.1', '--port', `${port}`, '--log-format', 'none'];
    return [process.execPath, join(ROOT, 'dist', 'cli', 'cosp.js'), ...listen];
  },
};

const c: Server = {
  name: 'c',
  title: 'C',
  protocol: 'cosp',
  kinds: EVERYTHING,
  command: (port, { server }) => [server, `${port}`],
};

/** Announcing each of so many to each of the others takes it minutes. */
const MOST_FOR_NAIVE = 2_000;

const naive: Server = {
  name: 'naive',
  title: 'naive Node',
  protocol: 'cosp',
  kinds: EVERYTHING,
  cannot: ({ clients }) => (clients > MOST_FOR_NAIVE ? 'too many clients for it' : undefined),
  command: (port) => [process.execPath, ...WITH_TYPES, join(__dirname, 'naive', 'server.ts'), `${port}`],
};

/** All servers, in the order of the table's columns; ratios are to the first. */
export const SERVERS: readonly Server[] = [c, reference, naive];
