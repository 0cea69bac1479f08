import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import { isId, sectionOf } from '../../spec';
import type { Results, ScenarioResult } from '../results/results';
import { failureLines } from './failure-view';
import { PLAIN } from './screen';

/** What XML 1.0 cannot hold, not even escaped: most control characters, lone surrogates, and two non-characters. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/**
 * The run as JUnit XML, one suite a section. FAIL and XPASS are failures, HARNESS-ERROR is an error, WARN passes with
 * its report as output; what was not judged (BLOCKED, INCONCLUSIVE, UNSUPPORTED, NOT-RUN) and XFAIL are skipped.
 */
export function junitReport(results: Results): string {
  // Loaded here, since it takes 60 ms and few runs need it.
  const { create } = require('xmlbuilder2') as typeof import('xmlbuilder2');
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const { skipped: _, ...all } = totals(results.scenarios, results.faults.length);
  // No `skipped` here: the common schema has it for single suites only, as it has neither file nor line for a test.
  const root = document.ele('testsuites', { name: `cosp ${results.role}`, ...all });
  for (const { name, own } of suitesOf(results)) {
    const suite = root.ele('testsuite', { name: clean(name), ...totals(own), timestamp: results.started });
    for (const one of own) testCase(suite, one, results);
  }
  if (results.faults.length > 0) faultsOfTheSuite(root, results);
  return document.end({ prettyPrint: true });
}

/** The scenarios by section; those of none, which are mistakes, come last. */
function suitesOf({ specification, scenarios }: Results): { name: string; own: ScenarioResult[] }[] {
  const known = new Set(specification.sections.map(({ number }) => number));
  const suites = specification.sections.map(({ number, title }) => ({
    name: `${number} ${title}`,
    own: scenarios.filter(({ requirement }) => sectionNumber(requirement) === number),
  }));
  const others = scenarios.filter(({ requirement }) => !known.has(sectionNumber(requirement)));
  return [...suites, { name: 'no section', own: others }].filter(({ own }) => own.length > 0);
}

function sectionNumber(requirement: string): string {
  return isId(requirement) ? sectionOf(requirement) : '';
}

function faultsOfTheSuite(root: XMLBuilder, { faults, started }: Results): void {
  const suite = root.ele('testsuite', {
    name: 'the suite itself',
    ...totals([], faults.length),
    timestamp: started,
  });
  faults.forEach((fault, index) => {
    const element = suite.ele('testcase', {
      name: `fault ${index + 1}`,
      classname: 'suite',
      time: inSeconds(0),
    });
    element.ele('error', { message: clean(fault), type: 'HARNESS-ERROR' });
  });
}

function testCase(suite: XMLBuilder, one: ScenarioResult, results: Results): void {
  const { verdict, blockedBy, note } = one;
  const element = suite.ele('testcase', {
    name: clean(one.name),
    classname: one.requirement,
    time: inSeconds(one.duration),
  });
  const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
  const reason = one.evidence?.message ?? note ?? one.fault;
  const message = clean(`${verdict}${by}${reason === undefined ? '' : `: ${reason}`}`);
  const kind = elementFor(one);
  if (kind === 'skipped') element.ele('skipped', { message });
  if (kind === 'passed' && verdict !== 'WARN') return;
  const report = (): string => clean(failureLines(one, results, PLAIN).join('\n'));
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

function totals(judged: readonly ScenarioResult[], faults = 0): Record<string, string | number> {
  const number = (kind: Kind): number => judged.filter((one) => elementFor(one) === kind).length;
  return {
    tests: judged.length + faults,
    failures: number('failure'),
    errors: number('error') + faults,
    skipped: number('skipped'),
    time: inSeconds(judged.reduce((sum, { duration }) => sum + duration, 0)),
  };
}

function inSeconds(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(3);
}

function clean(text: string): string {
  return text.replace(FORBIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
