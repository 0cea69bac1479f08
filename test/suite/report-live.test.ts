import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Live } from '../../suite/report/live';
import type { ScenarioRecord } from '../../suite/verdict/scenario';
import { FakeScreen } from './fixtures/run-result';
import { evidence, scenario } from './fixtures/scenarios';
import { fixtureSources } from './fixtures/sources';

const { requirements } = fixtureSources();

/** Shows these scenarios, one after the other, on a screen. */
function show(records: ScenarioRecord[], screen: FakeScreen, said = new Set<string>()): void {
  const live = new Live(screen, requirements, said);
  for (const record of records) live.take({ kind: 'scheduled', record });
  for (const record of records) {
    live.take({ kind: 'started', record });
    live.take({ kind: 'ended', record });
  }
  live.close();
}

describe('live lines in a pipe', () => {
  it('tell each section as it completes', () => {
    const screen = new FakeScreen();
    show(
      [scenario('COSP-1-1', 1), scenario('COSP-2-1', 1), scenario('COSP-1-1', 2), scenario('COSP-2-1', 2)],
      screen,
    );
    assert.equal(screen.text, 'section 1: 2 scenarios, 2 PASS\nsection 2: 2 scenarios, 2 PASS\n');
  });

  it('tell each broken requirement once, as it is met', () => {
    const screen = new FakeScreen();
    const broken = (own: string, line: number) =>
      scenario(own, line, { outcome: 'violation', blames: 'COSP-1-1', message: 'no\x1b[2J answer' });
    show([broken('COSP-2-1', 1), broken('COSP-3-1', 1), broken('COSP-3-1', 2)], screen);
    assert.deepEqual(screen.text.split('\n').slice(0, 3), [
      'FAIL COSP-1-1 scenario 1 of COSP-2-1 (features/server/2.feature:1): no\\u{1b}[2J answer',
      'section 2: 1 scenario, 1 FAIL',
      'section 3: 2 scenarios, 2 FAIL',
    ]);
  });

  it('tell once, and first, why the server cannot be judged at all', () => {
    const screen = new FakeScreen();
    const said = new Set<string>();
    const target = { description: './server', state: 'exited' as const, stderr: ['no\x07 such class'] };
    const lost = [1, 2].map((line) => ({
      ...scenario('COSP-1-1', line),
      evidence: evidence('COSP-1-1', { outcome: 'inconclusive', targetProblem: `it exited ${line}`, target }),
    }));
    show(lost, screen, said);
    show(lost, screen, said);
    assert.deepEqual(screen.text.split('\n').slice(0, 3), [
      'problem: it exited 1',
      '  its standard error: no\\u{7} such class',
      'section 1: 2 scenarios, 2 INCONCLUSIVE',
    ]);
    assert.equal(screen.text.match(/problem/g)?.length, 1);
  });
});

describe('live line on a terminal', () => {
  it('is drawn again at most ten times a second, fits the width, and is gone at the end', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const clock = mock.method(performance, 'now', () => 1000);
    try {
      const screen = new FakeScreen(true);
      show(
        Array.from({ length: 50 }, (_, line) => scenario('COSP-1-1', line)),
        screen,
      );
      assert.equal(screen.text, '\r\x1b[2K0/50  section 1  \r\x1b[2K');
      mock.timers.tick(1000);
      assert.equal(screen.text.endsWith('\r\x1b[2K'), true, 'nothing is drawn after the end');
    } finally {
      clock.mock.restore();
      mock.timers.reset();
    }
  });

  it('shows the last state although it came too soon after the one before', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const clock = mock.method(performance, 'now', () => 1000);
    try {
      const screen = new FakeScreen(true);
      const live = new Live(screen, requirements, new Set());
      const records = [scenario('COSP-1-1', 1), scenario('COSP-2.1-1', 2)];
      for (const record of records) live.take({ kind: 'scheduled', record });
      for (const record of records) {
        live.take({ kind: 'started', record });
        live.take({ kind: 'ended', record });
      }
      mock.timers.tick(100);
      assert.equal(screen.text, '\r\x1b[2K0/2  section 1  \r\x1b[2K2/2  section 2.1  2 PASS');
    } finally {
      clock.mock.restore();
      mock.timers.reset();
    }
  });

  it('makes way for a notice', () => {
    const screen = new FakeScreen(true);
    const target = { description: './server', state: 'exited' as const, stderr: [] };
    const lost = {
      ...scenario('COSP-1-1', 1),
      evidence: evidence('COSP-1-1', { outcome: 'inconclusive', targetProblem: 'gone', target }),
    };
    show([lost], screen);
    assert.ok(screen.text.includes('\r\x1b[2Kproblem: gone\n'), screen.text);
  });
});
