import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { memoryTrends, trendOf } from '../../../tools/soak/memory';
import { Soak } from '../../../tools/soak/soak';
import type { Sight } from '../../../tools/support/observed';

const TIME = { timeout: 240_000 };
const ROOT = join(__dirname, '..', '..', '..');
const MIB = 1024 * 1024;

test('a short soak: every frame is accounted for, and memory is flat', TIME, async (context) => {
  const interrupted = new AbortController().signal;
  const onLook = (): void => undefined;
  const options = { duration: 6_000, residents: 20, visitors: 10, looks: 6, interrupted, onLook };
  const { ledger, sights, delays, joins, resets, privateConnections } = await Soak.run(options);
  assert.deepEqual(ledger.blames, []);
  assert.equal(memoryTrends(sights).verdict, undefined);
  const { broadcasts, directs } = ledger.totals;
  assert.ok(broadcasts > 100 && directs > 100 && ledger.deliveries > broadcasts + directs);
  assert.ok(joins > 40 && resets > 0 && privateConnections > 0);
  const highest = (of: 'p50' | 'p99' | 'max'): string =>
    Math.max(...delays.map((delay) => delay[of])).toFixed(0);
  context.diagnostic(
    `${ledger.deliveries} messages came; event loop of the server, worst stretch: ` +
      `p50 ${highest('p50')} ms, p99 ${highest('p99')} ms, max ${highest('max')} ms late`,
  );
});

test('Ctrl-C ends a soak with the figures so far', TIME, async () => {
  const soak = spawn(process.execPath, ['--require', 'ts-node/register', 'tools/soak.ts'], { cwd: ROOT });
  let report = '';
  soak.stdout.on('data', (chunk) => {
    report += chunk;
  });
  const ended = once(soak, 'close');
  await once(soak.stderr, 'data'); // all have joined
  soak.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.match(report, /came, each checked: [1-9]\d* messages/);
  assert.match(report, /nothing lost, nothing twice, nothing out of order/);
});

test('memory that rises is told from memory that is flat', () => {
  const sights = (rise: number): Sight[] =>
    Array.from({ length: 40 }, (_, at) => {
      const noise = at % 2 === 0 ? MIB / 2 : 0;
      const memory = { heap: 5 * MIB + noise + (at * rise) / 40, external: MIB, resident: 80 * MIB };
      return { memory } as Sight;
    });
  assert.equal(memoryTrends(sights(0)).verdict, undefined);
  assert.match(memoryTrends(sights(4 * MIB)).verdict ?? '', /^the heap rises by \d+ bytes$/);
  assert.deepEqual(trendOf([1, 2, 3, 4]), { first: 1, last: 4, rise: 3 });
});
