import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type Examples, IdGenerator, type Scenario, type Step, type Tag } from '@cucumber/messages';
import type { Role } from '../../spec';
import { filesIn } from '../../suite/run/sources';

/** A scenario of a feature file, as a person reads it. */
export interface ReadableScenario {
  /** The requirement that it holds. */
  readonly requirement: string;
  /** Whom it tests. */
  readonly role: Role;
  /** `features/server/3-roster.feature`, with forward slashes. */
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  readonly steps: readonly ReadableStep[];
  /** Of an outline the tables whose rows are put into it; else empty. */
  readonly examples: readonly ExampleTable[];
}

/** One step; what belongs to it stands below it. */
export interface ReadableStep {
  /** `Given`, `When`, `Then`, `And`, `But` or `*`. */
  readonly keyword: string;
  readonly text: string;
  readonly table?: readonly (readonly string[])[];
  readonly block?: string;
}

/** A table of an outline. */
export interface ExampleTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** `line` tells the scenario of this row apart from the others. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/**
 * Every scenario below `features/` of the package, in the order of the files.
 *
 * @param root the folder that holds `features`.
 * @throws Error when a file is not Gherkin, or a scenario is not under exactly one requirement.
 */
export function readScenarios(root: string): ReadableScenario[] {
  return (['server', 'client'] as const).flatMap((role) =>
    filesIn(path.join(root, 'features', role), '.feature').flatMap((file) => {
      const uri = path.relative(root, file).split(path.sep).join('/');
      return scenariosIn(readFileSync(file, 'utf8'), uri, role);
    }),
  );
}

/**
 * The scenarios of one feature's text.
 *
 * @throws Error when it is not Gherkin, or a scenario is not under exactly one requirement.
 */
export function scenariosIn(text: string, uri: string, role: Role): ReadableScenario[] {
  const parser = new Parser(new AstBuilder(IdGenerator.incrementing()), new GherkinClassicTokenMatcher());
  const { feature } = parser.parse(text);
  const found: ReadableScenario[] = [];
  for (const child of feature?.children ?? []) {
    const tags = [...(feature?.tags ?? []), ...(child.rule?.tags ?? [])];
    for (const inner of child.rule?.children ?? [child]) {
      if (inner.background) throw new Error(`${uri}: a background is not shown on the pages`);
      if (inner.scenario) found.push(readable(inner.scenario, tags, uri, role));
    }
  }
  return found;
}

function readable(scenario: Scenario, above: readonly Tag[], uri: string, role: Role): ReadableScenario {
  const { name, location, steps, examples } = scenario;
  const ids = [...above, ...scenario.tags]
    .map((tag) => tag.name.slice(1))
    .filter((tag) => tag.startsWith('COSP-'));
  const [requirement, second] = ids;
  if (requirement === undefined || second !== undefined) {
    throw new Error(`${uri}:${location.line}: under ${ids.length} requirements, not one`);
  }
  return {
    requirement,
    role,
    uri,
    line: location.line,
    name,
    steps: steps.map(readableStep),
    examples: examples.map(exampleTable),
  };
}

function readableStep({ keyword, text, dataTable, docString }: Step): ReadableStep {
  return {
    keyword: keyword.trim(),
    text,
    ...(dataTable && { table: dataTable.rows.map(({ cells }) => cells.map(({ value }) => value)) }),
    ...(docString && { block: docString.content }),
  };
}

function exampleTable({ name, tableHeader, tableBody }: Examples): ExampleTable {
  return {
    name,
    columns: (tableHeader?.cells ?? []).map(({ value }) => value),
    rows: tableBody.map(({ location, cells }) => ({
      line: location.line,
      cells: cells.map(({ value }) => value),
    })),
  };
}
