import { compareIds } from '../../spec';
import { inert } from '../report/inert';
import type { Screen } from '../report/screen';
import { EXIT } from '../verdict/exit-code';
import { byPlace, type ScenarioRecord } from '../verdict/scenario';
import { cucumber } from './cucumber';
import { ScenarioLog } from './scenario-log';
import type { ResolvedSelection } from './selection';
import type { SuiteSources } from './sources';

/** Prints the scenarios that would run, one a line: requirement, level, name, place. Nothing is started. */
export async function listScenarios(
  sources: SuiteSources,
  selection: ResolvedSelection,
  screen: Screen,
): Promise<number> {
  const log = new ScenarioLog(process.cwd(), sources.root);
  await cucumber({ sources, selection, order: 'defined' }, (envelope) => {
    if (envelope.pickle) log.take(envelope);
  });
  const selected = log.known().filter(selection.selects).sort(byRequirement);
  const ids = Math.max(0, ...selected.map(({ requirement }) => requirement.length));
  for (const { requirement, name, id } of selected) {
    const level = sources.requirements.get(requirement)?.level ?? '?';
    screen.print(
      `${requirement.padEnd(ids)}  ${level.padEnd(6)}  ${inert(name)}  ${screen.palette.dim(inert(id))}`,
    );
  }
  return selected.length > 0 ? EXIT.conformant : EXIT.incomplete;
}

function byRequirement(a: ScenarioRecord, b: ScenarioRecord): number {
  if (a.requirement === '' || b.requirement === '') return byPlace(a, b);
  return compareIds(a.requirement, b.requirement) || byPlace(a, b);
}
