import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Role } from '../spec';

/** One change of the reference's source. */
export interface Edit {
  /** Source file, from the project's root: `reference/server/routing.ts`. */
  readonly file: string;
  /** A passage that is there exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A server or client that is like the reference but for one mistake. */
export interface Mutant {
  readonly name: string;
  readonly role: Role;
  /** The requirements that it breaks: the first one is what a report should name. */
  readonly breaks: readonly string[];
  /** What the programmer did wrong, in one sentence. */
  readonly mistake: string;
  readonly edits: readonly Edit[];
  /** File and name, for messages. */
  readonly where: string;
}

interface Entry {
  name: string;
  breaks: string[];
  mistake: string;
  edits: Edit[];
}

const FOLDERS: Record<Role, string> = { server: 'servers', client: 'clients' };

/**
 * All mutants of a role, as the files in `mutants/servers` and `mutants/clients` declare them.
 * @throws Error that names the file and the entry for what is no declaration, and for a name that is there twice.
 */
export function loadMutants(role: Role): Mutant[] {
  const folder = join(__dirname, FOLDERS[role]);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const mutants = files.flatMap((file) =>
    (parse(readFileSync(join(folder, file), 'utf8')) as Entry[]).map((entry) => ({
      ...entry,
      role,
      where: `mutants/${FOLDERS[role]}/${file}: ${entry.name}`,
    })),
  );
  const names = new Set<string>();
  for (const mutant of mutants) {
    check(mutant);
    if (names.has(mutant.name)) throw new Error(`${mutant.where}: the name is there twice`);
    names.add(mutant.name);
  }
  return mutants;
}

function check({ name, breaks, mistake, edits, where }: Mutant): void {
  const problems = [
    !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name ?? '') && 'the name must be words in small letters with dashes',
    !(breaks?.length > 0) && 'breaks must name a requirement',
    !mistake && 'the mistake must be said in a sentence',
    !(edits?.length > 0) && 'there must be an edit',
    edits?.some(({ file, find, replace }) => !file || !find || replace === undefined) &&
      'an edit needs file, find and replace',
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`${where}: ${problems.join('; ')}`);
}
