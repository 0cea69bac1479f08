import { byPlace, type ScenarioRecord } from './scenario';

/** A question that the protocol leaves open, as far as the runner needs it. */
export interface ChoiceData {
  /** The CHOICE requirement that asks it. */
  id: string;
  /** Which of several questions of that requirement. */
  key?: string;
  question: string;
}

/** What the server was seen to choose. */
export interface ChoiceSeen {
  id: string;
  key?: string;
  question: string;
  /** The option; several when scenarios differed. */
  options: { option: string; scenarios: string[] }[];
}

/** The choices that were observed, in the register's order; those that the register lacks come last. */
export function choicesSeen(
  scenarios: readonly ScenarioRecord[],
  register: readonly ChoiceData[],
): ChoiceSeen[] {
  const seen = new Map<string, ChoiceSeen>();
  for (const { id, key, question } of register) seen.set(nameOf(id, key), entry(id, key, question));
  for (const scenario of [...scenarios].sort(byPlace)) {
    for (const { id, key, option } of scenario.evidence?.choices ?? []) {
      const name = nameOf(id, key);
      const choice = seen.get(name) ?? entry(id, key, name);
      seen.set(name, choice);
      const known = choice.options.find((one) => one.option === option);
      if (!known) choice.options.push({ option, scenarios: [scenario.id] });
      else if (!known.scenarios.includes(scenario.id)) known.scenarios.push(scenario.id);
    }
  }
  return [...seen.values()].filter((choice) => choice.options.length > 0);
}

function nameOf(id: string, key: string | undefined): string {
  return key === undefined ? id : `${id} (${key})`;
}

function entry(id: string, key: string | undefined, question: string): ChoiceSeen {
  return { id, ...(key !== undefined && { key }), question, options: [] };
}
