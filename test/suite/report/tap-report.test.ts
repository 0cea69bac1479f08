import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { tapReport } from '../../../suite/report/tap-report';
import { resultsOf } from '../../../suite/results/results-of';
import { hostileResults, TOOL } from '../fixtures/hostile';
import { resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

interface Test {
  ok: boolean;
  number: number;
  description: string;
  directive: string;
  diagnostics?: Record<string, unknown>;
}

interface Tap {
  plan: number;
  tests: Test[];
  comments: string[];
  bailedOut: string | undefined;
}

/** Reads TAP 14 strictly: every line must be something, and a test's YAML must be YAML. */
function read(tap: string): Tap {
  const [version, plan, ...lines] = tap.replace(/\n$/, '').split('\n');
  assert.equal(version, 'TAP version 14');
  const found: Tap = {
    plan: Number(/^1\.\.(\d+)$/.exec(plan ?? '')?.[1]),
    tests: [],
    comments: [],
    bailedOut: undefined,
  };
  let yaml: string[] | undefined;
  for (const line of lines) {
    assert.equal(found.bailedOut, undefined, 'nothing comes behind the end');
    const test = /^(not )?ok (\d+) - ((?:\\.|[^\\#])*)(?: # (.*))?$/s.exec(line);
    if (line === '  ---') yaml = [];
    else if (yaml && line === '  ...') {
      (found.tests.at(-1) as Test).diagnostics = parse(yaml.join('\n')) as Record<string, unknown>;
      yaml = undefined;
    } else if (yaml) yaml.push(line.slice(2));
    else if (test) {
      const [, not, number, description = '', directive = ''] = test;
      found.tests.push({ ok: not === undefined, number: Number(number), description, directive });
    } else if (line.startsWith('Bail out!')) found.bailedOut = line;
    else found.comments.push(/^# (.*)$/.exec(line)?.[1] ?? assert.fail(`what is this: ${line}`));
  }
  return found;
}

describe('TAP report', () => {
  const hostile = read(tapReport(hostileResults()));

  it('has one line a scenario, whatever they are called', () => {
    assert.equal(hostile.plan, 9);
    assert.deepEqual(
      hostile.tests.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.deepEqual(
      hostile.tests.map(({ ok, directive }) => `${ok ? 'ok' : 'not ok'} ${directive.split(' ')[0]}`.trim()),
      ['ok', 'not ok', 'not ok', 'ok SKIP', 'ok SKIP', 'not ok TODO', 'not ok', 'ok', 'ok SKIP'],
    );
    assert.equal(hostile.bailedOut, undefined);
    assert.match(hostile.comments.at(-1) ?? '', /^Harness error: /);
  });

  it('tells of a failure in YAML', () => {
    const { tests } = read(
      tapReport(
        resultsOf(
          resultOf([[scenario('COSP-1-1', 2, { outcome: 'violation', message: 'it is: wrong' })]]),
          TOOL,
        ),
      ),
    );
    const { report, replay, ...told } = tests[0]?.diagnostics ?? {};
    assert.deepEqual(told, {
      verdict: 'FAIL',
      requirement: 'COSP-1-1',
      level: 'MUST',
      statement: 'The statement of COSP-1-1.',
      message: 'it is: wrong',
      at: { file: 'features/server/1.feature', line: 2 },
    });
    assert.match(String(replay), /^cosp test server --exec/);
    assert.match(String(report), /^FAIL COSP-1-1 \(MUST\)\n/);
  });

  it('says what the baseline expects, and that a run was interrupted', () => {
    const baseline = [{ requirement: 'COSP-1-1', scenario: 'scenario 1 of COSP-1-1', reason: 'ticket #7' }];
    const result = resultOf([[scenario('COSP-1-1', 1, { outcome: 'violation' })]], { baseline });
    const tap = read(tapReport(resultsOf({ ...result, stopped: 'interrupted' }, TOOL)));
    assert.equal(tap.tests[0]?.directive, 'TODO XFAIL: expected: ticket \\#7');
    assert.equal(tap.bailedOut, 'Bail out! the run was interrupted');
  });

  it('holds nothing that steers a terminal', () => {
    assert.doesNotMatch(
      tapReport(hostileResults()).replaceAll('\n', ''),
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
    );
  });
});
