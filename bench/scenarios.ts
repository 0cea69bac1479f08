/** What is measured of a server. */
export type Kind = 'broadcast' | 'direct' | 'relay' | 'joins' | 'idle' | 'latency';

/** One row of the result: something that all servers that can are made to do. */
export interface Scenario {
  /** For --only. */
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  /** Bytes of each text. */
  readonly textSize: number;
  /** Clients, or pairs of a relay. */
  readonly clients: number;
  /** Arguments of the load generator besides those that every scenario has. */
  readonly load: readonly string[];
  /** Part of --quick. */
  readonly isQuick: boolean;
  /** Messages to everybody as fast as the server takes them. */
  readonly isSaturated?: boolean;
  /**
   * How many times longer than others it is warmed up and measured, because little happens in a second: what runs a
   * thousand times a second is compiled later than what runs a million times, and the threads that compile it share
   * the server's core.
   */
  readonly longer?: { readonly warmUp: number; readonly seconds: number };
  /** Seconds that pass before it is measured. */
  readonly rest?: number;
}

/** Messages that each sender keeps in flight, by the number of senders: together always about as many. */
export const WINDOWS = { 1: 128, 10: 16 } as const;
/** Likewise for messages to one client, where everybody sends. */
export const DIRECT_WINDOW = 4;
/** Clients that come and go at the same time. */
export const JOINERS = 100;
/** Messages each second while latency is measured. */
export const RATE = 1000;

const MOST_IDLE = 32_000;
/**
 * After so many seconds of quiet the memory of idle clients is looked at: a runtime that has grown while they all came takes
 * some 25 s to give back what it does not need.
 */
export const REST = 40;
/** Of a process that serves or makes idle clients. */
const DESCRIPTORS_FOR_OTHERS = 200;

/** Clients and senders. */
const SHAPES = [
  [10, 1],
  [10, 10],
  [100, 1],
  [100, 10],
  [1000, 10],
] as const;
const QUICK = ['broadcast-100x10-64', 'broadcast-100x1-64-window-1', 'broadcast-100x10-1024'];

function broadcast(clients: number, senders: number, textSize: 64 | 1024, window: number): Scenario {
  const name = `broadcast-${clients}x${senders}-${textSize}${window === 1 ? '-window-1' : ''}`;
  const size = textSize === 64 ? '64 B' : '1 KiB';
  return {
    name,
    title: `broadcast ${clients}x${senders}, ${size}${window === 1 ? ', window 1' : ''}`,
    kind: 'broadcast',
    textSize,
    clients,
    load: ['--scenario', 'broadcast', '--clients', `${clients}`, '--senders', `${senders}`].concat([
      '--text',
      `${textSize}`,
      '--window',
      `${window}`,
    ]),
    isQuick: QUICK.includes(name),
    isSaturated: window > 1,
  };
}

function direct(clients: number): Scenario {
  return {
    name: `direct-${clients}`,
    title: `direct, ${clients.toLocaleString('en')} clients`,
    kind: 'direct',
    textSize: 64,
    clients,
    load: ['--scenario', 'direct', '--clients', `${clients}`, '--window', `${DIRECT_WINDOW}`],
    isQuick: clients === 100,
  };
}

function relay(pairs: number): Scenario {
  return {
    name: `relay-${pairs}`,
    title: `relay, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`,
    kind: 'relay',
    textSize: 64,
    clients: pairs,
    load: ['--scenario', 'relay', '--pairs', `${pairs}`],
    isQuick: pairs === 1,
  };
}

function joins(registered: number): Scenario {
  return {
    name: `joins-${registered}`,
    title: `joins, ${registered.toLocaleString('en')} registered`,
    kind: 'joins',
    textSize: 64,
    clients: registered,
    load: ['--scenario', 'joins', '--clients', `${registered}`, '--joiners', `${JOINERS}`],
    isQuick: registered === 100,
    longer: { warmUp: 4, seconds: 4 },
  };
}

function idle(clients: number, isFewer: boolean): Scenario {
  const count = clients.toLocaleString('en');
  return {
    name: `idle-${clients}`,
    title: `idle, ${count} clients${isFewer ? ' (as many as the descriptors of a process allow)' : ''}`,
    kind: 'idle',
    textSize: 64,
    clients,
    load: ['--scenario', 'idle', '--clients', `${clients}`],
    rest: REST,
    isQuick: false,
  };
}

const latency: Scenario = {
  name: 'latency',
  title: `latency, 100x10 at ${RATE.toLocaleString('en')} messages/s`,
  kind: 'latency',
  textSize: 64,
  clients: 100,
  load: ['--scenario', 'latency', '--clients', '100', '--senders', '10', '--rate', `${RATE}`],
  isQuick: false,
  longer: { warmUp: 12, seconds: 2 },
};

/**
 * All scenarios, in the order of the table.
 * @param descriptors that a process may have: the idle clients are as many as they allow.
 */
export function allScenarios(descriptors: number): Scenario[] {
  const most = Math.min(MOST_IDLE, descriptors - DESCRIPTORS_FOR_OTHERS);
  return [
    ...([64, 1024] as const).flatMap((size) => [
      ...SHAPES.map(([clients, senders]) => broadcast(clients, senders, size, WINDOWS[senders])),
      ...SHAPES.map(([clients, senders]) => broadcast(clients, senders, size, 1)),
    ]),
    ...[100, 1000].map(direct),
    ...[1, 100].map(relay),
    ...[100, 1000, 10_000].map(joins),
    ...[...new Set([Math.min(10_000, most), most])].map((count) =>
      idle(count, most < MOST_IDLE && count === most),
    ),
    latency,
  ];
}
