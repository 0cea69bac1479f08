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
  /** The mistake shows only when things fall together, so that a run may miss it: it is run up to three times. */
  readonly chance?: boolean;
  readonly edits: readonly Edit[];
  /** File and name, for messages. */
  readonly where: string;
}

/** A server that conforms, and differs from the reference all the same. */
export interface Variant {
  readonly name: string;
  readonly role: Role;
  /** What it does otherwise, in one sentence. */
  readonly difference: string;
  /** The options that it takes, by requirement and key of the register: `COSP-2.1-8 first`. */
  readonly takes: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** File and name, for messages. */
  readonly where: string;
}

interface Entry {
  name: string;
  breaks: string[];
  mistake: string;
  chance?: boolean;
  edits: Edit[];
}

const FOLDERS: Record<Role, string> = { server: 'servers', client: 'clients' };

/**
 * All mutants of a role, as the files in `mutants/servers` and `mutants/clients` declare them.
 * @throws Error that names the file and the entry for what is no declaration, and for a name that is there twice.
 */
export function loadMutants(role: Role): Mutant[] {
  const mutants = entriesIn<Entry>(FOLDERS[role]).map((entry) => ({ ...entry, role }));
  for (const mutant of mutants) check(mutant, { mistake: mutant.mistake, breaks: mutant.breaks?.[0] });
  return mutants;
}

/**
 * All variants, as the files in `mutants/variants` declare them.
 * @throws Error like {@link loadMutants}.
 */
export function loadVariants(): Variant[] {
  const variants = entriesIn<Variant>('variants').map((entry) => ({
    ...entry,
    takes: entry.takes ?? {},
    role: 'server' as const,
  }));
  for (const variant of variants) check(variant, { difference: variant.difference });
  return variants;
}

function entriesIn<Kind extends { name: string }>(folder: string): (Kind & { where: string })[] {
  const files = readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const entries = files.flatMap((file) =>
    ((parse(readFileSync(join(__dirname, folder, file), 'utf8')) ?? []) as Kind[]).map((entry) => ({
      ...entry,
      where: `mutants/${folder}/${file}: ${entry.name}`,
    })),
  );
  const names = new Set<string>();
  for (const { name, where } of entries) {
    if (names.has(name)) throw new Error(`${where}: the name is there twice`);
    names.add(name);
  }
  return entries;
}

function check(
  { name, edits, where }: Mutant | Variant,
  needed: Readonly<Record<string, string | undefined>>,
): void {
  const problems = [
    !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name ?? '') && 'the name must be words in small letters with dashes',
    ...Object.entries(needed).map(([member, value]) => !value && `${member} is missing`),
    !(edits?.length > 0) && 'there must be an edit',
    edits?.some(({ file, find, replace }) => !file || !find || replace === undefined) &&
      'an edit needs file, find and replace',
  ].filter(Boolean);
  if (problems.length > 0) throw new Error(`${where}: ${problems.join('; ')}`);
}
