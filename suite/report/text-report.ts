import type { Results, ScenarioResult } from '../results/results';
import type { ChoiceSeen } from '../verdict/choices';
import type { Verdict } from '../verdict/verdict';
import { conversationLines } from './conversation-view';
import { failureLines } from './failure-view';
import { inert } from './inert';
import { plural, wrap } from './prose';
import { paint, type Screen } from './screen';
import { sectionTable } from './section-table';
import { lastLine } from './verdict-sentence';

const SHOWN_IN_FULL: readonly Verdict[] = ['FAIL', 'HARNESS-ERROR', 'WARN'];

/** Prints everything that a person wants to know of a run that has ended; `said` are lines that come before the last. */
export function printReport(results: Results, screen: Screen, said: readonly string[] = []): void {
  const parts = [
    results.parameters.verbose ? everyScenario(results, screen) : [],
    results.requirements.length > 0 ? sectionTable(results, screen.palette) : [],
    ...SHOWN_IN_FULL.flatMap((verdict) => inFull(results, screen, (one) => one.verdict === verdict)),
    ...inFull(results, screen, tookNoOption),
    untold(results, screen),
    stale(results, screen),
    blocked(results, screen),
    changed(results, screen),
    choices(results, screen),
    results.faults.map((fault) => screen.palette.red(`fault of the suite: ${inert(fault)}`)),
    [...said],
  ];
  for (const part of parts) if (part.length > 0) screen.print(`\n${part.join('\n')}`);
  screen.print(`\n${screen.palette.bold(lastLine(results))}`);
}

function everyScenario({ scenarios }: Results, { palette }: Screen): string[] {
  return scenarios.flatMap((scenario) => {
    const { verdict, blockedBy } = scenario;
    const by = blockedBy === undefined ? '' : ` by ${blockedBy}`;
    const where = palette.dim(`${inert(scenario.id)}, ${scenario.duration.toFixed(0)} ms`);
    const line = `${paint(palette, verdict)}${by} ${scenario.requirement} ${inert(scenario.name)} ${where}`;
    const { evidence } = scenario;
    return evidence ? [line, ...conversationLines(evidence, true).map((entry) => `    ${entry}`)] : [line];
  });
}

function inFull(results: Results, screen: Screen, wanted: (one: ScenarioResult) => boolean): string[][] {
  return results.scenarios.filter(wanted).map((one) => failureLines(one, results, screen));
}

/** The conversation tells what the target did instead: the suite may have to learn an option. */
function tookNoOption({ verdict, evidence }: ScenarioResult): boolean {
  return verdict === 'INCONCLUSIVE' && evidence?.outcome === 'violation';
}

/** The rest that nothing is known of, by reason. */
function untold({ scenarios }: Results, { palette }: Screen): string[] {
  const groups = new Map<string, { verdict: Verdict; reason: string; ids: string[] }>();
  for (const one of scenarios) {
    const { verdict, note } = one;
    if (!['INCONCLUSIVE', 'UNSUPPORTED', 'NOT-RUN'].includes(verdict) || tookNoOption(one)) continue;
    const reason = one.evidence?.message ?? note ?? 'no reason was given';
    // The same reason with another port or time is the same reason.
    const key = `${verdict} ${reason.replace(/\d+/g, '#')}`;
    const group = groups.get(key) ?? { verdict, reason, ids: [] };
    groups.set(key, group);
    group.ids.push(`${one.requirement} ${inert(one.name)} (${inert(one.id)})`);
  }
  return [...groups.values()].flatMap(({ verdict, reason, ids }) => [
    `${paint(palette, verdict)} ${plural(ids.length, 'scenario')}: ${inert(reason)}`,
    ...some(ids, 5).map((id) => `  ${id}`),
  ]);
}

function some(lines: readonly string[], most: number): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

function stale({ scenarios }: Results, { palette }: Screen): string[] {
  return scenarios
    .filter(({ verdict }) => verdict === 'XPASS')
    .map(
      ({ requirement, name, note }) =>
        `${paint(palette, 'XPASS')} ${requirement} ${inert(name)}: ${inert(note ?? '')}`,
    );
}

function blocked({ scenarios }: Results, { palette }: Screen): string[] {
  const numbers = new Map<string, number>();
  for (const { blockedBy } of scenarios)
    if (blockedBy) numbers.set(blockedBy, (numbers.get(blockedBy) ?? 0) + 1);
  return [...numbers]
    .sort(([, a], [, b]) => b - a)
    .map(([id, number]) => `${paint(palette, 'BLOCKED', plural(number, 'scenario'))} blocked by ${id}`);
}

function changed(results: Results, { palette }: Screen): string[] {
  return results.changed.map(({ id, name, requirement, verdicts }) => {
    const seen = verdicts.map(
      ({ verdict, rounds }) =>
        `${paint(palette, verdict)} in round ${some(rounds.map(String), 10).join(', ')}`,
    );
    return `changed: ${requirement} ${inert(name)} (${inert(id)}): ${seen.join('; ')}`;
  });
}

/** One question a row, its answer beside it; where scenarios met different answers, which met what. */
function choices({ choices: seen, role }: Results, { palette, columns }: Screen): string[] {
  if (seen.length === 0) return [];
  const ids = Math.max(...seen.map(({ id }) => id.length));
  const answers = Math.max(...seen.map((choice) => answerOf(choice).length));
  const indent = ids + answers + 6;
  const lines = seen.flatMap((choice) => {
    const [first = '', ...more] = wrap(inert(choice.question), columns - indent);
    const answer = palette.cyan(answerOf(choice).padEnd(answers));
    return [
      `  ${choice.id.padEnd(ids)}  ${answer}  ${first}`,
      ...[...more, ...differences(choice)].map((line) => ' '.repeat(indent) + line),
    ];
  });
  return [palette.bold(`choices of this ${role}`), ...lines];
}

function answerOf({ options }: ChoiceSeen): string {
  return options.length > 1 ? 'mixed' : inert(options[0]?.option ?? '');
}

function differences({ options }: ChoiceSeen): string[] {
  if (options.length < 2) return [];
  return options.map(({ option, scenarios }) => `${inert(option)}: ${some(scenarios, 2).join(', ')}`);
}
