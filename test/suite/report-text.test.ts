import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ConversationEntry, Evidence } from '../../suite/evidence';
import { inert, inertLines } from '../../suite/report/inert';
import { printReport } from '../../suite/report/text-report';
import { resultsOf } from '../../suite/results/results-of';
import type { ScenarioRecord } from '../../suite/verdict/scenario';
import { FakeScreen, resultOf } from './fixtures/run-result';
import { scenario } from './fixtures/scenarios';

const GOLDEN = path.join(__dirname, 'golden', 'failing-report.txt');
const HOSTILE = 'a\x1b[2J\x1b]0;title\x07 b\u202e c\x9b31m \u200b\ud800 \r\n d\0';
/** What steers a terminal; the newlines that end lines are taken out before. */
const STEERS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

const entry = (at: number, changes: Partial<ConversationEntry> = {}): ConversationEntry => ({
  at,
  peer: 'alice',
  direction: 'received',
  summary: `response 2 (broadcast) from 5, message ${at}`,
  ...changes,
});

/** Everything that comes from the server under test is hostile. */
const HOSTILE_EVIDENCE: Partial<Evidence> = {
  outcome: 'violation',
  message: HOSTILE,
  expected: HOSTILE,
  actual: HOSTILE,
  frame: { type: 'server_response', hex: '02000500041b5b324a', markOffset: 1 },
  conversation: [entry(1, { peer: HOSTILE, summary: HOSTILE }), entry(2, { offending: true })],
  target: { description: HOSTILE, state: 'exited', detail: HOSTILE, stderr: [HOSTILE] },
};

const report = (...args: Parameters<typeof resultOf>): string => {
  const screen = new FakeScreen();
  printReport(resultsOf(resultOf(...args), { name: 'cosp', version: '1.2.3' }), screen);
  return screen.text;
};

function failingRun(): ScenarioRecord[] {
  const long = Array.from({ length: 60 }, (_, index) =>
    entry(index, index === 20 ? { offending: true } : {}),
  );
  return [
    scenario('COSP-1-1', 3),
    scenario('COSP-1-1', 4, {
      outcome: 'violation',
      message: 'a message came to somebody who must not get it',
      expected: 'nothing',
      actual: 'response 2 (broadcast) from 5, 2 bytes "hi"',
      frame: { type: 'server_response', hex: '02000500026869', markOffset: 0 },
      conversation: long,
      omitted: 3,
    }),
    scenario('COSP-2-1', 7, { outcome: 'violation' }),
    scenario('COSP-4-1', 9, {
      outcome: 'violation',
      blames: 'COSP-3-1',
      message: 'the connection was closed in the middle of a frame',
      frame: { hex: 'ff'.repeat(40), markOffset: 33 },
    }),
    scenario('COSP-2.1-1', 2, { outcome: 'blocked', blames: 'COSP-1-1' }),
    scenario('COSP-3-1', 2, { outcome: 'inconclusive', message: 'cannot connect to port 20123' }),
    scenario('COSP-3-1', 5, { outcome: 'inconclusive', message: 'cannot connect to port 20124' }),
    scenario('COSP-4-1', 2, { choices: [{ id: 'COSP-4-1', option: 'blue' }] }),
    scenario('COSP-4-1', 3, { outcome: 'violation', message: 'the server sent a response 9' }),
  ];
}

describe('text report', () => {
  it('of a failing run reads like the golden one', () => {
    const text = report([failingRun()]);
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, text);
    assert.equal(text, readFileSync(GOLDEN, 'utf8'));
  });

  it('is inert, whatever the server says', () => {
    const records = [
      scenario('COSP-1-1', 1, HOSTILE_EVIDENCE),
      scenario('COSP-3-1', 1, HOSTILE_EVIDENCE),
      scenario('COSP-4-1', 1, HOSTILE_EVIDENCE),
      scenario('COSP-4-1', 2, { choices: [{ id: 'COSP-4-1', option: HOSTILE }] }),
      scenario('COSP-2-1', 1, { ...HOSTILE_EVIDENCE, outcome: 'inconclusive' }),
      { ...scenario('COSP-2-1', 2, { ...HOSTILE_EVIDENCE, outcome: 'harness-error' }), name: HOSTILE },
    ];
    const parameters = { ...resultOf([[]]).request.parameters, verbose: true };
    const text = report([records], { parameters });
    assert.match(text, /a\\u\{1b\}\[2J/);
    assert.doesNotMatch(text.replaceAll('\n', ''), STEERS);
  });

  it('shows expected failures and stale entries of the baseline', () => {
    const baseline = [1, 2].map((line) => ({
      requirement: 'COSP-1-1',
      scenario: `scenario ${line} of COSP-1-1`,
      reason: 'known',
    }));
    const text = report([[scenario('COSP-1-1', 1, { outcome: 'violation' }), scenario('COSP-1-1', 2)]], {
      baseline,
    });
    assert.match(
      text,
      /XPASS COSP-1-1 scenario 2 of COSP-1-1: passes now: take its entry out of the baseline/,
    );
    assert.doesNotMatch(text, /scenario {2}scenario 1/);
    assert.match(text, /Not conformant: 1 scenario of the baseline passing now\./);
  });

  it('tells verdicts that changed between rounds, and replays the round that failed', () => {
    const rounds = [[scenario('COSP-1-1', 1)], [scenario('COSP-1-1', 1, { outcome: 'violation' })]];
    const text = report(rounds, { repeat: 2, order: { mode: 'random', seed: 40 } });
    assert.match(text, /changed: COSP-1-1 scenario 1 of COSP-1-1 \(.*\): FAIL in round 2; PASS in round 1/);
    assert.match(text, / {2}round {5}2\n/);
    assert.match(text, /--order random:41$/m);
    assert.match(
      text,
      /Not conformant: 1 MUST broken, 1 verdict changed between rounds\. .* order random:40; 2 of 2 rounds\.\n$/,
    );
  });

  it('shows everything when verbose', () => {
    const parameters = { ...resultOf([[]]).request.parameters, verbose: true };
    const text = report([[scenario('COSP-1-1', 1, { conversation: [entry(1)] })]], { parameters });
    assert.match(
      text,
      /PASS COSP-1-1 scenario 1 of COSP-1-1 features\/server\/1\.feature:1, 12 ms\n.* <- response 2/,
    );
  });
});

describe('inert text', () => {
  it('keeps what can be read', () => assert.equal(inert('Zoë 日本 😀 "x" \\'), 'Zoë 日本 😀 "x" \\'));
  it('shows what steers', () => assert.equal(inert('\x1b[31m\t\u202e'), '\\u{1b}[31m\\t\\u{202e}'));
  it('splits lines', () => assert.deepEqual(inertLines('a\r\nb\rc\n'), ['a', 'b\\rc']));
  it('never steers', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !STEERS.test(inert(text))));
  });
});
