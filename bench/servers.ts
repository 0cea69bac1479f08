import { join } from 'node:path';
import type { CProgram } from './compile';
import { mosquittoConfiguration, ngircdConfiguration } from './configurations';
import type { Command } from './processes';
import type { Kind, Scenario } from './scenarios';

/** Where a server is started. */
export interface Place {
  /** It listens on this port of 127.0.0.1. */
  readonly port: number;
  /** A plain relay connects to this one. */
  readonly target: number;
  readonly programs: Readonly<Record<CProgram, string>>;
  /** Writes a file of its own and gives back its path. */
  readonly file: (name: string, text: string) => string;
}

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
  /** The program without which it is left out, its package, and what prints its version. */
  readonly needs?: string;
  readonly version: Command;
  /** The command that starts it. */
  readonly command: (place: Place) => Command;
  /** A plain relay: the load generator is the far side too. */
  readonly isPlainRelay?: boolean;
  /** No server: it shows what the load generator can count at most. */
  readonly isCeiling?: boolean;
}

const ROOT = join(__dirname, '..');
const AEDES = join(ROOT, 'node_modules', 'aedes', 'package.json');
const HOST = '127.0.0.1';
const MESSAGES: readonly Kind[] = ['broadcast', 'direct', 'idle', 'latency'];
const EVERYTHING: readonly Kind[] = [...MESSAGES, 'relay', 'joins'];
const NODE_VERSION: Command = [process.execPath, '-p', '"Node " + process.version'];

const script = (path: string, port: number): Command => [
  process.execPath,
  '--require',
  require.resolve('ts-node/register'),
  join(__dirname, path),
  `${port}`,
];

const c: Server = {
  name: 'c',
  title: 'C',
  protocol: 'cosp',
  kinds: EVERYTHING,
  version: ['cc', '--version'],
  command: ({ port, programs }) => [programs.server, `${port}`],
};

const reference: Server = {
  name: 'reference',
  title: 'reference',
  protocol: 'cosp',
  kinds: EVERYTHING,
  version: NODE_VERSION,
  command: ({ port }) => {
    const listen = ['serve', '--host', HOST, '--port', `${port}`, '--log-format', 'none'];
    return [process.execPath, join(ROOT, 'dist', 'cli', 'cosp.js'), ...listen];
  },
};

/** Announcing each of more to each of the others takes it minutes. */
const MOST_FOR_NAIVE = 2_000;

const naive: Server = {
  name: 'naive',
  title: 'naive Node',
  protocol: 'cosp',
  kinds: EVERYTHING,
  cannot: ({ clients }) => (clients > MOST_FOR_NAIVE ? 'so many joins take it minutes' : undefined),
  version: NODE_VERSION,
  command: ({ port }) => script('naive/server.ts', port),
};

const nats: Server = {
  name: 'nats',
  title: 'NATS',
  protocol: 'nats',
  kinds: MESSAGES,
  needs: 'nats-server',
  version: ['nats-server', '--version'],
  command: ({ port }) => ['nats-server', '--addr', HOST, '--port', `${port}`],
};

const redis: Server = {
  name: 'redis',
  title: 'Redis pub/sub',
  protocol: 'resp',
  kinds: MESSAGES,
  needs: 'redis-server',
  version: ['redis-server', '--version'],
  command: ({ port }) => {
    const quiet = ['--save', '', '--appendonly', 'no', '--protected-mode', 'no', '--daemonize', 'no'];
    const limits = ['--maxclients', '100000', '--tcp-backlog', '4096'];
    limits.push('--client-output-buffer-limit', 'pubsub 0 0 0');
    return ['redis-server', '--bind', HOST, '--port', `${port}`, ...quiet, ...limits];
  },
};

/** A line of IRC has at most 512 bytes. */
const MOST_IRC_TEXT = 400;

const ngircd: Server = {
  name: 'ngircd',
  title: 'ngircd',
  protocol: 'irc',
  kinds: [...MESSAGES, 'joins'],
  cannot: ({ textSize }) => (textSize > MOST_IRC_TEXT ? '-' : undefined),
  needs: 'ngircd',
  version: ['ngircd', '--version'],
  command: ({ port, file }) => ['ngircd', '-n', '-f', file('ngircd.conf', ngircdConfiguration(HOST, port))],
};

const mosquitto: Server = {
  name: 'mosquitto',
  title: 'mosquitto',
  protocol: 'mqtt',
  kinds: MESSAGES,
  needs: 'mosquitto',
  version: ['sh', '-c', 'mosquitto -h | head -n 1'],
  command: ({ port, file }) => [
    'mosquitto',
    '-c',
    file('mosquitto.conf', mosquittoConfiguration(HOST, port)),
  ],
};

const aedes: Server = {
  name: 'aedes',
  title: 'aedes',
  protocol: 'mqtt',
  kinds: MESSAGES,
  version: [process.execPath, '-p', `require(${JSON.stringify(AEDES)}).version`],
  command: ({ port }) => script('peers/aedes.ts', port),
};

const socat: Server = {
  name: 'socat',
  title: 'socat',
  protocol: 'cosp',
  kinds: ['relay'],
  needs: 'socat',
  version: ['sh', '-c', 'socat -V | sed -n 2p'],
  isPlainRelay: true,
  command: ({ port, target }) => {
    const listen = `TCP-LISTEN:${port},bind=${HOST},fork,reuseaddr,backlog=1024,nodelay`;
    return ['socat', '-b', '262144', listen, `TCP:${HOST}:${target},nodelay`];
  },
};

const flood: Server = {
  name: 'flood',
  title: "generator's ceiling",
  protocol: 'cosp',
  kinds: ['broadcast'],
  cannot: ({ isSaturated }) => (isSaturated ? undefined : '-'),
  version: ['cc', '--version'],
  isCeiling: true,
  command: ({ port, programs }) => [programs.flood, `${port}`],
};

/** All servers, in the order of the table's columns. */
export const SERVERS: readonly Server[] = [
  c,
  reference,
  naive,
  redis,
  nats,
  ngircd,
  mosquitto,
  aedes,
  socat,
  flood,
];
