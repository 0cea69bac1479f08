import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import { isId, sectionOf } from '../../spec';
import type { Results, ScenarioResult } from '../results/results';
import { failureLines } from './failure-view';
import type { Screen } from './screen';

/** What XML 1.0 cannot hold, not even escaped: most control characters, lone surrogates, and two non-characters. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/**
 * The run as JUnit XML, one suite a section. FAIL and XPASS are failures, HARNESS-ERROR is an error, WARN passes with
 * its report as output; what was not judged (BLOCKED, INCONCLUSIVE, UNSUPPORTED, NOT-RUN) and XFAIL are skipped.
 */
export function junitReport(results: Results, plain: Screen): string {
  // Loaded here, since it takes 60 ms and few runs need it.
  const { create } = require('xmlbuilder2') as typeof import('xmlbuilder2');
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele('testsuites', { name: `cosp ${results.role}`, ...totals(results.scenarios) });
  for (const { number, title } of results.specification.sections) {
    const own = results.scenarios.filter(({ requirement }) => inSection(requirement, number));
    if (own.length === 0) continue;
    const suite = root.ele('testsuite', {
      name: clean(`${number} ${title}`),
      ...totals(own),
      timestamp: results.started,
    });
    for (const one of own) testCase(suite, one, results, plain);
  }
  return document.end({ prettyPrint: true });
}

function inSection(requirement: string, section: string): boolean {
  return isId(requirement) && sectionOf(requirement) === section;
}

function testCase(suite: XMLBuilder, one: ScenarioResult, results: Results, plain: Screen): void {
  const { verdict, blockedBy, note } = one;
  const element = suite.ele('testcase', {
    name: clean(one.name),
    classname: one.requirement,
    file: one.uri,
    line: one.line,
    time: inSeconds(one.duration),
  });
  const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
  const reason = one.evidence?.message ?? note ?? one.fault;
  const message = clean(`${verdict}${by}${reason === undefined ? '' : `: ${reason}`}`);
  const kind = elementFor(one);
  if (kind === 'skipped') element.ele('skipped', { message });
  if (kind === 'passed' && verdict !== 'WARN') return;
  const report = (): string => clean(failureLines(one, results, plain).join('\n'));
  if (kind === 'passed') element.ele('system-out').txt(report());
  if (kind === 'failure' || kind === 'error') element.ele(kind, { message, type: verdict }).txt(report());
}

type Kind = 'failure' | 'error' | 'skipped' | 'passed';

function elementFor({ verdict }: ScenarioResult): Kind {
  switch (verdict) {
    case 'FAIL':
    case 'XPASS':
      return 'failure';
    case 'HARNESS-ERROR':
      return 'error';
    case 'PASS':
    case 'CHOICE':
    case 'WARN':
      return 'passed';
    default:
      return 'skipped';
  }
}

function totals(judged: readonly ScenarioResult[]): Record<string, string | number> {
  const number = (kind: Kind): number => judged.filter((one) => elementFor(one) === kind).length;
  return {
    tests: judged.length,
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    time: inSeconds(judged.reduce((sum, { duration }) => sum + duration, 0)),
  };
}

function inSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function clean(text: string): string {
  return text.replace(FORBIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
