import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator } from '@cucumber/messages';
import type { Role } from '../../spec';
import type { Scenario } from './coverage';

/**
 * Reads the scenarios of one feature file, outline rows each on their own.
 *
 * @throws the parser's error when the text is not Gherkin.
 */
export function scenariosIn(text: string, uri: string, role: Role): Scenario[] {
  const newId = IdGenerator.incrementing();
  const document = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text);
  return compile(document, uri, newId).map((pickle) => ({
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    role,
    steps: pickle.steps.length,
    where: `${uri}:${pickle.location?.line ?? '?'}`,
  }));
}

/** Reads all scenarios below a folder of features, such as `features/server`. */
export function scenariosBelow(root: string, folder: string, role: Role): Scenario[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.feature'))
    .sort()
    .flatMap((name) => {
      const uri = join(folder, name);
      return scenariosIn(readFileSync(join(root, uri), 'utf8'), uri, role);
    });
}
