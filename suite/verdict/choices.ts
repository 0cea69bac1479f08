import { byPlace, type ScenarioRecord } from './scenario';

/** A question that the protocol leaves open, as far as the runner needs it. */
export interface ChoiceData {
  /** The CHOICE requirement that asks it. */
  id: string;
  /** Which of several questions of that requirement. */
  key?: string;
  question: string;
  /** The options that the register knows, with what an observer sees; none where the answer is free. */
  options?: readonly { name: string; meaning: string }[];
}

/** What the server was seen to choose. */
export interface ChoiceSeen {
  id: string;
  key?: string;
  question: string;
  /** The option, with what the register says that it means; several when scenarios differed. */
  options: { option: string; meaning?: string; scenarios: string[] }[];
}

/** The choices that were observed, in the register's order; those that the register lacks come last. */
export function choicesSeen(
  scenarios: readonly ScenarioRecord[],
  register: readonly ChoiceData[],
): ChoiceSeen[] {
  const seen = new Map<string, ChoiceSeen>();
  const meanings = new Map<string, string>();
  for (const { id, key, question, options = [] } of register) {
    seen.set(nameOf(id, key), entry(id, key, question));
    for (const { name, meaning } of options) meanings.set(`${nameOf(id, key)} ${name}`, meaning);
  }
  for (const scenario of [...scenarios].sort(byPlace)) {
    for (const { id, key, option } of scenario.evidence?.choices ?? []) {
      const name = nameOf(id, key);
      const choice = seen.get(name) ?? entry(id, key, name);
      seen.set(name, choice);
      const known = choice.options.find((one) => one.option === option);
      const meaning = meanings.get(`${name} ${option}`);
      if (!known)
        choice.options.push({ option, ...(meaning !== undefined && { meaning }), scenarios: [scenario.id] });
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
