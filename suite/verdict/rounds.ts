import { byPlace, type JudgedScenario } from './scenario';
import { VERDICTS, type Verdict } from './verdict';

/** A scenario whose verdict was not the same in all rounds. */
export interface ChangedVerdict {
  id: string;
  name: string;
  requirement: string;
  /** Which rounds, counted from 1, ended in which verdict; the worst verdict first. */
  verdicts: { verdict: Verdict; rounds: number[] }[];
}

/** Of each scenario the worst of its rounds, in canonical order. */
export function worstOfRounds(rounds: readonly (readonly JudgedScenario[])[]): JudgedScenario[] {
  const worst = new Map<string, JudgedScenario>();
  for (const one of rounds.flat()) {
    const known = worst.get(one.scenario.id);
    if (!known || VERDICTS.indexOf(one.verdict) < VERDICTS.indexOf(known.verdict))
      worst.set(one.scenario.id, one);
  }
  return [...worst.values()].sort((a, b) => byPlace(a.scenario, b.scenario));
}

/** The scenarios whose verdict changed; a round in which a scenario did not run says nothing. */
export function changedVerdicts(rounds: readonly (readonly JudgedScenario[])[]): ChangedVerdict[] {
  const met = new Map<string, { one: JudgedScenario; verdicts: Map<Verdict, number[]> }>();
  rounds.forEach((round, index) => {
    for (const one of round) {
      if (one.verdict === 'NOT-RUN') continue;
      const entry = met.get(one.scenario.id) ?? { one, verdicts: new Map<Verdict, number[]>() };
      met.set(one.scenario.id, entry);
      entry.verdicts.set(one.verdict, [...(entry.verdicts.get(one.verdict) ?? []), index + 1]);
    }
  });
  return [...met.values()]
    .filter(({ verdicts }) => verdicts.size > 1)
    .sort((a, b) => byPlace(a.one.scenario, b.one.scenario))
    .map(({ one, verdicts }) => ({
      id: one.scenario.id,
      name: one.scenario.name,
      requirement: one.scenario.requirement,
      verdicts: VERDICTS.flatMap((verdict) => {
        const seen = verdicts.get(verdict);
        return seen ? [{ verdict, rounds: seen }] : [];
      }),
    }));
}
