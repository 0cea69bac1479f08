import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { create } from 'xmlbuilder2';
import { serialise } from '../../suite/report/json-report';
import { junitReport } from '../../suite/report/junit-report';
import { resultsOf } from '../../suite/results/results-of';
import type { ScenarioRecord } from '../../suite/verdict/scenario';
import { resultOf } from './fixtures/run-result';
import { scenario } from './fixtures/scenarios';

const TOOL = { name: 'cosp', version: '1.2.3' };
const HOSTILE = 'a\x1b[2J <b a="1">&]]> \x00\ufffe \ud800 \u009b é😀';

const run = (): ScenarioRecord[] => [
  scenario('COSP-1-1', 1),
  { ...scenario('COSP-1-1', 2, { outcome: 'violation', message: HOSTILE }), name: HOSTILE },
  scenario('COSP-2-1', 1, { outcome: 'blocked', blames: 'COSP-1-1' }),
  scenario('COSP-3-1', 1, { outcome: 'violation' }),
  scenario('COSP-3-1', 2, { outcome: 'harness-error', message: 'the suite is at fault' }),
  scenario('COSP-4-1', 1, { choices: [{ id: 'COSP-4-1', option: HOSTILE }] }),
  scenario('COSP-4-1', 2, { outcome: 'unsupported' }),
];

interface Element {
  '@name'?: string;
  testcase?: Element | Element[];
  skipped?: { '@message': string };
  failure?: { '@message': string; '@type': string; '#': string };
  error?: { '@message': string };
  'system-out'?: string;
  [attribute: string]: unknown;
}

const list = <T>(one: T | T[] | undefined): T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one];

describe('JUnit report', () => {
  const xml = junitReport(resultsOf(resultOf([run()]), TOOL));
  const { testsuites } = create(xml).toObject() as unknown as {
    testsuites: Element & { testsuite: Element[] };
  };

  it('has a suite for each section, with totals', () => {
    assert.deepEqual(
      testsuites.testsuite.map((suite) => [
        suite['@name'],
        suite['@tests'],
        suite['@failures'],
        suite['@errors'],
        suite['@skipped'],
      ]),
      [
        ['1 Ground', '2', '1', '0', '0'],
        ['2 Floor', '1', '0', '0', '1'],
        ['3 Walls', '2', '0', '1', '0'],
        ['4 Colours', '2', '0', '0', '1'],
      ],
    );
    assert.deepEqual([testsuites['@tests'], testsuites['@failures']], ['7', '1']);
  });

  it('says how each scenario ended', () => {
    const [ground, floor, walls, colours] = testsuites.testsuite.map((suite) => list(suite.testcase));
    assert.match(ground?.[1]?.failure?.['#'] ?? '', /FAIL COSP-1-1 \(MUST\).*replay {4}cosp test server/s);
    assert.equal(floor?.[0]?.skipped?.['@message'], 'BLOCKED by COSP-1-1');
    assert.match(walls?.[0]?.['system-out'] ?? '', /WARN COSP-3-1 \(SHOULD\)/);
    assert.equal(walls?.[1]?.error?.['@message'], 'HARNESS-ERROR: the suite is at fault');
    assert.deepEqual(
      Object.keys(colours?.[0] ?? {}).filter((key) => !key.startsWith('@')),
      [],
    );
    assert.equal(colours?.[1]?.skipped?.['@message'], 'UNSUPPORTED');
  });

  it('is well-formed for a strict parser, whatever it holds', () => {
    const script =
      'import sys, xml.etree.ElementTree as t; print(t.parse(sys.stdin).findall(".//testcase")[1].get("name"))';
    const name = execFileSync('python3', ['-X', 'utf8', '-c', script], {
      input: xml,
      encoding: 'utf8',
    }).trimEnd();
    assert.equal(name, 'a\\u{1b}[2J <b a="1">&]]> \\u{0}\\u{fffe} \\u{d800} \\u{9b} é😀');
  });

  it('holds nothing that XML forbids', () => {
    assert.doesNotMatch(xml, /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u);
  });
});

describe('JSON report', () => {
  const result = resultOf([run()]);
  const text = serialise(resultsOf(result, TOOL));
  const report = JSON.parse(text) as ReturnType<typeof resultsOf> & Record<string, never>;

  it('is enough to render everything later', () => {
    const { schemaVersion, tool, exitCode, started, parameters, counts } = report as Record<string, unknown>;
    assert.deepEqual(
      { schemaVersion, tool, exitCode, started },
      {
        schemaVersion: 1,
        tool: { name: 'cosp', version: '1.2.3' },
        exitCode: 4,
        started: '2024-05-06T07:08:09.000Z',
      },
    );
    assert.deepEqual((parameters as { target: unknown }).target, result.request.parameters.target);
    assert.deepEqual(counts, {
      requirements: { FAIL: 1, 'HARNESS-ERROR': 1, BLOCKED: 1, UNSUPPORTED: 1 },
      scenarios: { FAIL: 1, 'HARNESS-ERROR': 1, WARN: 1, BLOCKED: 1, UNSUPPORTED: 1, CHOICE: 1, PASS: 1 },
    });
    const { scenarios, choices, requirements } = report as unknown as Record<
      string,
      Record<string, unknown>[]
    >;
    assert.deepEqual(scenarios?.[1]?.evidence, result.judged[1]?.scenario.evidence);
    assert.deepEqual(scenarios?.[1]?.steps, [{ text: 'a step', status: 'FAILED', duration: 1 }]);
    assert.deepEqual(choices?.[0]?.options, [
      { option: HOSTILE, scenarios: ['features/server/4.feature:1'] },
    ]);
    assert.deepEqual(requirements?.[1], {
      id: 'COSP-2-1',
      section: '2',
      level: 'MUST',
      statement: 'The statement of COSP-2-1.',
      verdict: 'BLOCKED',
      blockedBy: ['COSP-1-1'],
      scenarios: 1,
    });
  });

  it('is inert on a terminal', () => {
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});
