import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { COUNTERS, GAUGES } from '../../reference/metrics/definitions';
import { type MetricsEndpoint, openMetrics } from '../../reference/metrics/endpoint';
import type { CospServerOptions } from '../../reference/server';
import {
  encodeBroadcastRequest,
  encodeClientHello,
  encodeDirectRequest,
  encodePrivateRefuse,
  encodePrivateRequest,
} from '../../wire';
import { fetchText, readMetrics } from './support/metrics';
import { open, pair } from './support/pairing';
import { Side } from './support/side';
import { emptied, type Stage, staged } from './support/stage';

const urlOf = ({ address }: MetricsEndpoint): string => `http://127.0.0.1:${address.port}/metrics`;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Every series that a test has seen move. */
const moved = new Set<string>();

/** Reads by HTTP what has changed since the last reading. */
class Meter {
  #last = new Map<string, number>();

  constructor(private readonly url: string) {}

  /** Checks the difference to the last check, series by series; the names are without `cosp_`. */
  async shows(expected: Readonly<Record<string, number>>): Promise<void> {
    const now = await readMetrics(this.url);
    for (const [name, difference] of Object.entries(expected)) {
      const series = `cosp_${name}`;
      const value = now.get(series);
      assert.ok(value !== undefined, `there is no ${series}`);
      assert.equal(value - (this.#last.get(series) ?? 0), difference, series);
      if (difference !== 0) moved.add(series);
    }
    this.#last = now;
  }

  /** Waits until a gauge is at least so high. */
  async reaches(name: string, least: number): Promise<void> {
    while (((await readMetrics(this.url)).get(`cosp_${name}`) ?? 0) < least) await nextTurn();
    moved.add(`cosp_${name}`);
  }
}

function metered(
  name: string,
  play: (stage: Stage, meter: Meter, url: string) => Promise<void>,
  options: CospServerOptions = {},
): void {
  const measured = async (stage: Stage): Promise<void> => {
    const endpoint = await openMetrics(stage.server, { host: '127.0.0.1', port: 0 });
    try {
      await play(stage, new Meter(urlOf(endpoint)), urlOf(endpoint));
    } finally {
      endpoint.close();
    }
  };
  staged(name, measured, options);
}

metered('who comes and who goes', async (stage, meter) => {
  const [alice] = await stage.registerAll('alice', 'bob');
  const stranger = await stage.connect();
  assert.equal(await stranger.ask('bob'), 'pseudonym in use');
  await meter.shows({
    clients: 2,
    sockets: 3,
    chat_connections: 3,
    connections_accepted_total: 3,
    joins_total: 2,
    'deliveries_total{kind="accepted"}': 2,
    'deliveries_total{kind="joined"}': 1,
    'deliveries_total{kind="pseudonym_in_use"}': 1,
  });
  const left = once(stage.server, 'left');
  alice.socket.end();
  await left;
  await meter.shows({
    clients: -1,
    joins_total: 0,
    'departures_total{reason="closed_by_client"}': 1,
    'connections_ended_total{reason="closed_by_client"}': 1,
    'deliveries_total{kind="left"}': 1,
  });
});

metered('requests, what they lead to, and bytes', async (stage, meter) => {
  const [alice, bob, carol] = await stage.registerAll('alice', 'bob', 'carol');
  await meter.shows({});
  const frames = [encodeBroadcastRequest('to all'), encodeDirectRequest(99, 'nobody')];
  alice.send(...frames, encodeDirectRequest(bob.id, 'to bob'));
  await bob.gets({ broadcast: 'to all', from: alice.id }, { direct: 'to bob', from: alice.id });
  await carol.gets({ broadcast: 'to all', from: alice.id });
  await alice.gets('absent');
  const received = [...frames, encodeDirectRequest(bob.id, 'to bob')].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  await meter.shows({
    'requests_total{kind="broadcast"}': 1,
    'requests_total{kind="direct"}': 2,
    'deliveries_total{kind="broadcast"}': 2,
    'deliveries_total{kind="direct"}': 1,
    'deliveries_total{kind="absent"}': 1,
    received_bytes_total: received,
    // A message is as long for its addressee as it was for its sender, a broadcast two bytes longer.
    sent_bytes_total: 2 * (frames[0]?.length ?? 0) + 2 * 2 + encodeDirectRequest(bob.id, 'to bob').length + 1,
  });
});

metered('private connections, from the question to the end', async (stage, meter) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  alice.send(encodePrivateRequest(7, bob.id));
  await bob.gets({ privateRequested: alice.id });
  await meter.shows({
    'private_connections{state="pending"}': 1,
    'requests_total{kind="private_request"}': 1,
    'deliveries_total{kind="private_requested"}': 1,
  });
  bob.send(encodePrivateRefuse(alice.id));
  await alice.gets({ privateRefused: bob.id });
  await meter.shows({
    'private_connections{state="pending"}': -1,
    'requests_total{kind="private_refuse"}': 1,
    'deliveries_total{kind="private_refused"}': 1,
  });
  const { requesterPort, accepterPort } = await pair(alice, bob);
  await meter.shows({
    'private_connections{state="pairing"}': 1,
    'requests_total{kind="private_accept"}': 1,
    'deliveries_total{kind="private_accepted"}': 1,
    'deliveries_total{kind="private_established"}': 1,
  });
  const sides = [await Side.connect(stage, requesterPort), await Side.connect(stage, accepterPort)] as const;
  sides[0].socket.write('to bob');
  await sides[1].receives(6);
  sides[1].socket.write('to alice');
  await sides[0].receives(8);
  await meter.shows({
    'private_connections{state="pairing"}': -1,
    'private_connections{state="open"}': 1,
    sockets: 2,
    chat_connections: 0,
    private_connections_opened_total: 1,
    relayed_bytes_total: 14,
  });
  for (const { socket } of sides) socket.end();
  while (stage.server.inspect().relays > 0) await once(stage.server, 'disconnected');
  await meter.shows({ 'private_connections{state="open"}': -1, relayed_bytes_total: 0 });
});

metered(
  'a private connection that a side does not connect for',
  async (stage, meter) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    await pair(alice, bob);
    await meter.shows({ private_connections_given_up_total: 0 });
    await meter.reaches('private_connections_given_up_total', 1);
    await meter.shows({ private_connections_given_up_total: 1, 'private_connections{state="pairing"}': -1 });
  },
  { pairingTimeout: 300 },
);

metered('connections that are ended, each under its reason', async (stage, meter) => {
  const [alice] = await stage.registerAll('alice', 'bob');
  alice.send(Buffer.from([9]));
  await alice.gets({ over: 'ended' });
  const [empty, latin] = [await stage.connect(), await stage.connect()];
  empty.send(Buffer.from([0, 0]));
  await empty.gets({ over: 'ended' });
  latin.send(Buffer.from([0, 1, 0xe9]));
  await latin.gets({ over: 'ended' });
  await meter.shows({
    'departures_total{reason="malformed_frame"}': 1,
    'connections_ended_total{reason="malformed_frame"}': 1,
    'connections_ended_total{reason="empty_pseudonym"}': 1,
    'departures_total{reason="empty_pseudonym"}': 0,
    'connections_ended_total{reason="pseudonym_not_utf8"}': 1,
  });
});

metered('connections that are reset', async (stage, meter) => {
  const alice = await stage.register('alice');
  const left = once(stage.server, 'left');
  alice.socket.resetAndDestroy();
  await left;
  await meter.shows({
    'departures_total{reason="connection_lost"}': 1,
    'connections_ended_total{reason="connection_lost"}': 1,
  });
});

metered(
  'who does not register in time',
  async (stage, meter) => {
    const silent = await stage.connect();
    await silent.gets({ over: 'ended' });
    await meter.shows({ 'connections_ended_total{reason="registration_timeout"}': 1 });
  },
  { registrationTimeout: 1 },
);

metered(
  'who finds no room',
  async (stage, meter) => {
    await stage.register('alice');
    const bob = await stage.connect();
    assert.deepEqual(await bob.ask('bob'), { over: 'ended' });
    await meter.shows({ 'connections_ended_total{reason="full"}': 1, clients: 1 });
  },
  { maxClients: 1 },
);

metered('a fault of the server', async (stage, meter) => {
  stage.server.once('joined', () => {
    throw new Error('a fault');
  });
  const alice = await stage.connect();
  alice.send(encodeClientHello('alice'));
  while ((await alice.next()) === undefined);
  await meter.shows({ 'connections_ended_total{reason="server_fault"}': 1 });
});

const MIB = 1024 ** 2;

metered(
  'who does not read holds bytes and senders up, and is dropped',
  async (stage, meter) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    bob.socket.pause();
    const frame = encodeDirectRequest(bob.id, 'x'.repeat(32_000));
    alice.socket.write(Buffer.concat(Array.from({ length: 1_000 }, () => frame)));
    await meter.reaches('slow_readers', 1);
    await meter.reaches('held_senders', 1);
    await meter.reaches('queued_bytes', MIB);
    bob.socket.destroy();
  },
  { maxQueuedBytes: 8 * MIB, slowReaderGrace: 60_000 },
);

metered(
  'who does not read is dropped under that reason',
  async (stage, meter) => {
    const [alice, bob] = await stage.registerAll('alice', 'bob');
    bob.socket.pause();
    const frame = encodeDirectRequest(bob.id, 'x'.repeat(32_000));
    alice.socket.write(Buffer.concat(Array.from({ length: 1_500 }, () => frame)));
    await alice.gets({ left: bob.id });
    await meter.shows({
      'departures_total{reason="slow_reader"}': 1,
      'connections_ended_total{reason="slow_reader"}': 1,
    });
  },
  { maxQueuedBytes: 256 * 1024, slowReaderGrace: 20 },
);

metered('connections that close, and those that the server closes', async (stage, meter) => {
  const alice = await stage.register('alice');
  const lingering = await stage.connect();
  lingering.socket.allowHalfOpen = true;
  const closed = stage.server.close();
  await alice.gets({ over: 'ended' });
  await lingering.gets({ over: 'ended' });
  await meter.reaches('closing_sockets', 1);
  lingering.socket.destroy();
  await closed;
  await meter.shows({
    'departures_total{reason="server_closes"}': 1,
    'connections_ended_total{reason="server_closes"}': 2,
    sockets: 0,
  });
});

metered('all is back at nothing after everybody has left', async (stage, meter) => {
  const [alice, bob] = await stage.registerAll('alice', 'bob');
  const sides = await open(stage, alice, bob);
  for (const { socket } of [alice, bob, ...sides]) socket.destroy();
  await emptied(stage.server);
  await meter.shows(
    Object.fromEntries(
      GAUGES.filter(({ label }) => label === undefined).map(({ name }) => [name.replace('cosp_', ''), 0]),
    ),
  );
});

staged('only GET /metrics is answered, in the text format', async ({ server }) => {
  const endpoint = await openMetrics(server, { host: '127.0.0.1', port: 0 });
  const url = urlOf(endpoint);
  const { status, contentType, text } = await fetchText(`${url}?format=text`);
  assert.equal(status, 200);
  assert.equal(contentType, 'text/plain; version=0.0.4; charset=utf-8');
  assert.match(
    text,
    /^# HELP cosp_clients Registered clients\.\n# TYPE cosp_clients gauge\ncosp_clients 0$/m,
  );
  assert.match(text, /^# TYPE cosp_joins_total counter$/m);
  for (const [path, method] of [
    [`${url}/`, 'GET'],
    [new URL('/', url).href, 'GET'],
    [url, 'POST'],
  ] as const) {
    assert.equal((await fetchText(path, method)).status, 404, `${method} ${path}`);
  }
  endpoint.close();
  await assert.rejects(fetchText(url), { code: 'ECONNREFUSED' });
});

/** The delay is sampled every 10 ms, from one sample to the next; a reading begins anew. */
const sampled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 25));

metered('the process and the delay of its event loop are among them', async (_stage, _meter, url) => {
  const before = await readMetrics(url);
  await sampled();
  const blocked = process.cpuUsage();
  while (process.cpuUsage(blocked).user < 100_000);
  await sampled();
  const now = await readMetrics(url);
  const difference = (name: string): number =>
    (now.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);
  assert.ok(difference('process_cpu_user_seconds_total') >= 0.1);
  assert.ok((now.get('nodejs_eventloop_lag_max_seconds') ?? 0) >= 0.09);
  assert.ok((now.get('process_resident_memory_bytes') ?? 0) > MIB);
  assert.ok(![...now.keys()].some((name) => name.startsWith('nodejs_active_')));
});

test('names and units follow those of Prometheus', () => {
  for (const { name, help } of [...GAUGES, ...COUNTERS]) {
    assert.match(name, /^cosp_[a-z]+(_[a-z]+)*$/);
    assert.match(help, /^[A-Z].*\.$/);
  }
  for (const { name } of COUNTERS) assert.ok(name.endsWith('_total'), name);
  for (const { name } of GAUGES) assert.ok(!name.endsWith('_total'), name);
});

/** What one process cannot make move by talking to it in plain TCP. */
const ELSEWHERE = ['cosp_tls_handshake_errors_total'];
/** Departures of clients that have never registered, which there are none of. */
const NEVER = ['empty_pseudonym', 'full', 'pseudonym_not_utf8', 'registration_timeout', 'server_fault'].map(
  (reason) => `cosp_departures_total{reason="${reason}"}`,
);

metered('each metric has been seen to move', async (_stage, _meter, url) => {
  const names = [...(await readMetrics(url)).keys()].filter((name) => name.startsWith('cosp_'));
  assert.deepEqual(names.filter((name) => !moved.has(name)).sort(), [...ELSEWHERE, ...NEVER].sort());
});
