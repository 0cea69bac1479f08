import type { Results } from '../results/results';
import { EXIT } from '../verdict/exit-code';
import { plural } from './prose';

/** What the sentence is made of. */
type Facts = Pick<Results, 'role' | 'stopped' | 'exitCode' | 'requirements' | 'scenarios' | 'changed'>;

/** The run's verdict in one sentence. */
export function verdictSentence(result: Facts): string {
  const broken = result.requirements.filter(({ verdict }) => verdict === 'FAIL').length;
  const found = broken > 0 ? `; ${plural(broken, 'requirement')} broken until then` : '';
  if (result.stopped === 'interrupted') return `Interrupted${found}.`;
  switch (result.exitCode) {
    case EXIT.conformant:
      return conformant(result);
    case EXIT.notConformant:
      return `Not conformant: ${reasons(result, broken).join(', ')}.`;
    case EXIT.harnessError:
      return `Harness error: ${culprit(result)} failed${broken > 0 ? `; ${plural(broken, 'requirement')} broken` : ''}.`;
    default:
      return incomplete(result);
  }
}

/** Of a client also the adapter may be at fault. */
function culprit({ role }: Facts): string {
  return role === 'client' ? 'the adapter, or the suite itself,' : 'the suite itself';
}

function conformant({ requirements }: Facts): string {
  const musts = requirements.filter(({ level, verdict }) => level === 'MUST' && verdict === 'PASS');
  const warned = requirements.filter(({ verdict }) => verdict === 'WARN').length;
  const expected = requirements.filter(({ verdict }) => verdict === 'XFAIL').length;
  const lacking = requirements.filter(({ verdict }) => verdict === 'UNSUPPORTED').length;
  const but = [
    ...(warned > 0 ? [`${plural(warned, 'SHOULD', 'SHOULDs')} not followed`] : []),
    ...(expected > 0 ? [`${plural(expected, 'failure')} expected by the baseline`] : []),
    ...(lacking > 0 ? [`${plural(lacking, 'requirement')} not supported`] : []),
  ];
  const held =
    musts.length === 1
      ? 'the one MUST that was checked holds'
      : `all ${musts.length} MUSTs that were checked hold`;
  const what = musts.length === 0 ? 'nothing that was checked is broken' : held;
  return `Conformant: ${[what, ...but].join(', ')}.`;
}

function reasons({ requirements, scenarios, changed, stopped }: Facts, broken: number): string[] {
  const warned = requirements.filter(({ verdict }) => verdict === 'WARN').length;
  const blocked = requirements.filter(({ verdict }) => verdict === 'BLOCKED').length;
  const passing = scenarios.filter(({ verdict }) => verdict === 'XPASS').length;
  return [
    ...(broken > 0 ? [`${plural(broken, 'MUST', 'MUSTs')} broken`] : []),
    ...(warned > 0 ? [`${plural(warned, 'SHOULD', 'SHOULDs')} not followed`] : []),
    ...(blocked > 0 ? [`${plural(blocked, 'requirement')} blocked by that`] : []),
    ...(passing > 0 ? [`${plural(passing, 'scenario')} of the baseline passing now`] : []),
    ...(changed.length > 0 ? [`${plural(changed.length, 'verdict')} changed between rounds`] : []),
    ...(stopped === 'fail-fast' ? ['ended by --fail-fast'] : []),
  ];
}

function incomplete({ scenarios, requirements }: Facts): string {
  if (scenarios.length === 0) return 'Incomplete: no scenario is selected.';
  if (scenarios.every(({ verdict }) => verdict === 'UNSUPPORTED'))
    return 'Incomplete: nothing of what is selected is supported.';
  const untold = requirements.filter(({ level, verdict }) => {
    return level === 'MUST' && (verdict === 'INCONCLUSIVE' || verdict === 'BLOCKED');
  });
  const open = scenarios.filter(({ verdict }) => verdict === 'NOT-RUN').length;
  const parts = [
    ...(untold.length > 0 ? [`${plural(untold.length, 'MUST', 'MUSTs')} could not be told`] : []),
    ...(open > 0 ? [`${plural(open, 'scenario')} not run`] : []),
  ];
  return `Incomplete: ${parts.join(', ')}.`;
}

/** The last line of a report: the verdict, counts, time, and what it takes to run the same again. */
export function lastLine(results: Results): string {
  const { scenarios, started, ended, startup, rounds, verdict } = results;
  const { order, segmentation, workers, repeat } = results.parameters;
  const counts = Object.entries(results.counts.scenarios).reverse();
  const took = (Date.parse(ended) - Date.parse(started)) / 1000;
  const facts = [
    `${plural(scenarios.length, 'scenario')}${counts.length > 0 ? ` (${counts.map(([name, n]) => `${n} ${name}`).join(', ')})` : ''}`,
    `${took.toFixed(1)} s${startup === undefined ? '' : `, the first after ${(startup / 1000).toFixed(1)} s`}`,
    plural(workers, 'worker'),
    ...(order.mode === 'random' ? [`order random:${order.seed}`] : []),
    ...(segmentation.mode === 'random' ? [`segmentation random:${segmentation.seed}`] : []),
    ...(segmentation.mode !== 'whole' && segmentation.mode !== 'random'
      ? [`segmentation ${segmentation.mode}`]
      : []),
    ...(repeat > 1 ? [`${rounds} of ${plural(repeat, 'round')}`] : []),
  ];
  return `${verdict} ${facts.join('; ')}.`;
}
