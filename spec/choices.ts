import { Entry, readSources, type Source } from './data';
import { compareIds } from './ids';
import { loadRequirements, type Requirement } from './requirements';

/** One way to do what the RFC leaves open. */
export interface ChoiceOption {
  /** What a report calls it, such as `at-once`. */
  readonly name: string;
  /** What an observer sees on the wire. */
  readonly meaning: string;
  /** What speaks for it. */
  readonly reason: string;
  /** Which known texts and programs do it so; empty when none is known to. */
  readonly chosenBy: readonly string[];
}

interface Question {
  readonly id: string;
  /** Tells the questions of one requirement apart; undefined when it has just one. */
  readonly key: string | undefined;
  readonly question: string;
  /** In the order of the specification; empty for a free answer. */
  readonly options: readonly ChoiceOption[];
}

/** A question whose answer is one of the options. */
export interface ListedChoice extends Question {
  readonly free: false;
}

/** A question whose answer is any value, such as a number. */
export interface FreeChoice extends Question {
  readonly free: true;
  /** What the recorded value tells. */
  readonly meaning: string;
  /** Why the RFC's silence leaves room, and what speaks for which value. */
  readonly reason: string;
}

/** A question that the RFC leaves open. */
export type Choice = ListedChoice | FreeChoice;

let loaded: readonly Choice[] | undefined;

/**
 * The register of what the RFC leaves open, in the specification's order. Read once, then kept.
 *
 * @throws SpecError when the data has a mistake.
 */
export function loadChoices(): readonly Choice[] {
  loaded ??= parseChoices(readSources('choices'), loadRequirements());
  return loaded;
}

/** The questions of one requirement: one or several for a CHOICE, seldom one for a SHOULD, else none. */
export function choicesOf(id: string): Choice[] {
  return loadChoices().filter((choice) => choice.id === id);
}

/**
 * Reads choice files: one mapping each with a list `choices`.
 *
 * @throws SpecError for an unknown id or field, an id that leaves nothing open, a question that is there twice,
 *   fewer than two options, and two options of one name.
 */
export function parseChoices(sources: readonly Source[], requirements: readonly Requirement[]): Choice[] {
  const choices: Choice[] = [];
  for (const source of sources) {
    for (const entry of Entry.of(source).allow('choices').entries('choices')) {
      const choice = parseChoice(entry, requirements);
      const sameId = choices.filter((other) => other.id === choice.id);
      if (sameId.some((other) => other.key === choice.key)) {
        entry.fail('the question is there twice; give each question of one id its own key');
      }
      choices.push(choice);
    }
  }
  // A stable sort: the questions of one id stay in the order of their file.
  return choices.sort((a, b) => compareIds(a.id, b.id));
}

function parseChoice(entry: Entry, requirements: readonly Requirement[]): Choice {
  const id = entry.string('id');
  const key = entry.has('key') ? entry.string('key') : undefined;
  entry.called(key === undefined ? id : `${id} ${key}`);
  const level = requirements.find((requirement) => requirement.id === id)?.level;
  if (level === undefined || level === 'MUST') {
    entry.fail(level === undefined ? 'no requirement has this id' : 'a MUST leaves nothing open');
  }
  const question = entry.string('question').trim();
  if (entry.flag('free')) {
    entry.allow('id', 'key', 'question', 'free', 'meaning', 'reason');
    const [meaning, reason] = [entry.string('meaning').trim(), entry.string('reason').trim()];
    return { id, key, question, free: true, options: [], meaning, reason };
  }
  entry.allow('id', 'key', 'question', 'free', 'options');
  return { id, key, question, free: false, options: parseOptions(entry) };
}

function parseOptions(entry: Entry): ChoiceOption[] {
  const options = entry.entries('options').map((option): ChoiceOption => {
    option.allow('name', 'meaning', 'reason', 'chosen-by');
    return {
      name: option.string('name'),
      meaning: option.string('meaning').trim(),
      reason: option.string('reason').trim(),
      chosenBy: option.strings('chosen-by'),
    };
  });
  if (options.length < 2) {
    entry.fail('has fewer than two options');
  }
  const names = options.map((option) => option.name);
  if (new Set(names).size < names.length) {
    entry.fail(`two options have one name: ${names.join(', ')}`);
  }
  return options;
}
