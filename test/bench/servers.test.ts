import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCommand } from '../../bench/compile';
import { measure } from '../../bench/measure';
import { allScenarios, type Kind } from '../../bench/scenarios';
import { SERVERS } from '../../bench/servers';
import { assertClean, testServer } from '../conformance/run-suite';
import { equip, SKIPPED } from './support';

/** Small ones, so that nobody waits long for naive servers on a busy machine. */
const LOADS: Readonly<Record<Kind, readonly string[]>> = {
  broadcast: ['--scenario', 'broadcast', '--clients', '5', '--senders', '2', '--window', '8'],
  direct: ['--scenario', 'direct', '--clients', '5', '--window', '4'],
  relay: ['--scenario', 'relay', '--pairs', '2'],
  joins: ['--scenario', 'joins', '--clients', '5', '--joiners', '3'],
  idle: ['--scenario', 'idle', '--clients', '20'],
  latency: ['--scenario', 'latency', '--clients', '4', '--senders', '2', '--rate', '200'],
};

const TIMES = { warmUp: 0.05, seconds: 0.1, patience: 60 };

describe('servers of the bench: each does what it is measured with, and loses nothing', {
  skip: SKIPPED,
}, () => {
  for (const server of SERVERS.filter(({ isCeiling }) => !isCeiling)) {
    const { needs, title } = server;
    const skip = needs !== undefined && !hasCommand(needs) && `${needs} is not installed`;
    for (const kind of server.kinds)
      it(`${title}: ${kind}`, { skip }, async () => {
        const [first] = allScenarios(100_000).filter((one) => one.kind === kind);
        assert.ok(first);
        const sample = await measure(server, { ...first, load: LOADS[kind] }, TIMES, equip());
        const { delivered = 0, after = 0 } = sample;
        assert.ok(kind === 'idle' ? after > 0 : delivered > 0, JSON.stringify(sample));
        assert.ok(sample.loadCpu > 0);
      });
  }

  it('one that sends more than was asked for gets no figure', async () => {
    const flood = SERVERS.find(({ isCeiling }) => isCeiling);
    const [broadcast] = allScenarios(100_000);
    assert.ok(flood && broadcast);
    const scenario = { ...broadcast, load: LOADS.broadcast };
    await assert.rejects(measure({ ...flood, isCeiling: false }, scenario, TIMES, equip()), /came too many/);
    const { deliveries = 0 } = await measure(flood, scenario, TIMES, equip());
    assert.ok(deliveries > 0);
  });
});

describe('the C server of the bench', { skip: SKIPPED }, () => {
  it('conforms: no straw man', async () => {
    const { programs } = equip();
    const run = await testServer('--no-html', '--workers', '2', '--exec', `'${programs.server}' {port}`);
    assertClean(run, 100);
  });
});
