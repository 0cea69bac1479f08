import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specPath, yamlFilesIn } from './paths';

/** Name of the file in which the build leaves the parsed data beside the compiled module. */
export const BUILT_DATA = 'data.json';

/** A mistake in the specification's data. The message names the file and the entry. */
export class SpecError extends Error {
  constructor(file: string, entry: string, problem: string) {
    super(`spec/${file}: ${entry}: ${problem}`);
    this.name = 'SpecError';
  }
}

/** A file of the specification's data: its path below `spec/`, and its text. */
export interface Source {
  file: string;
  text: string;
}

/** Reads one file of the specification. `file` is relative to `spec/`. */
export function readSource(file: string): Source {
  return { file, text: readFileSync(specPath(file), 'utf8') };
}

/** Reads all YAML files of a folder of the specification, in the order of the sections. */
export function readSources(folder: string): Source[] {
  return yamlFilesIn(folder).map((name) => readSource(join(folder, name)));
}

/**
 * One mapping in a YAML file, read field by field with the type that the caller expects.
 * Every method throws {@link SpecError} when the field is missing or is of another type.
 */
export class Entry {
  constructor(
    private readonly fields: Record<string, unknown>,
    private readonly file: string,
    private name: string,
  ) {}

  /** Reads a whole file, which has to be a mapping. */
  static of(source: Source): Entry {
    return Entry.from(parseYaml(source), source.file, 'the file');
  }

  private static from(value: unknown, file: string, name: string): Entry {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new SpecError(file, name, 'is not a mapping');
    }
    return new Entry(value as Record<string, unknown>, file, name);
  }

  /** Gives the entry the name that errors call it by. */
  called(name: string): this {
    this.name = name;
    return this;
  }

  fail(problem: string): never {
    throw new SpecError(this.file, this.name, problem);
  }

  /** Refuses fields other than these, so that a misspelt one does not pass unseen. */
  allow(...known: string[]): this {
    const unknown = Object.keys(this.fields).find((key) => !known.includes(key));
    return unknown === undefined ? this : this.fail(`unknown field "${unknown}"`);
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined;
  }

  string(key: string): string {
    const value = this.fields[key];
    return typeof value === 'string' && value.trim() !== '' ? value : this.fail(`"${key}" is not a text`);
  }

  flag(key: string): boolean {
    const value = this.fields[key] ?? false;
    return typeof value === 'boolean' ? value : this.fail(`"${key}" is not true or false`);
  }

  /** A list of texts; a missing field is an empty list. */
  strings(key: string): string[] {
    return this.list(key).map((value) =>
      typeof value === 'string' ? value : this.fail(`"${key}" holds something that is not a text`),
    );
  }

  /** A text out of a closed set. */
  oneOf<Name extends string>(key: string, names: readonly Name[]): Name {
    const value = this.string(key);
    const known = names.find((name) => name === value);
    return known ?? this.fail(`${key} "${value}" is unknown; known are ${names.join(', ')}`);
  }

  /** A list of mappings; a missing field is an empty list. */
  entries(key: string): Entry[] {
    return this.list(key).map((value, index) =>
      Entry.from(value, this.file, `${this.prefix()}${key} entry ${index + 1}`),
    );
  }

  /** A mapping from names to texts; a missing field is an empty one. */
  texts(key: string): [string, string][] {
    if (!this.has(key)) {
      return [];
    }
    const inner = Entry.from(this.fields[key], this.file, `${this.prefix()}${key}`);
    return Object.keys(inner.fields).map((name) => [name, inner.string(name)]);
  }

  private list(key: string): unknown[] {
    const value = this.fields[key] ?? [];
    return Array.isArray(value) ? value : this.fail(`"${key}" is not a list`);
  }

  private prefix(): string {
    return this.name === 'the file' ? '' : `${this.name}, `;
  }
}

/** What the build has parsed already: texts and values by file. Beside the compiled module only, never in the sources. */
function builtData(): Record<string, { text: string; value: unknown }> {
  const path = join(__dirname, BUILT_DATA);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

let built: Record<string, { text: string; value: unknown }> | undefined;

/** Parses a file. YAML takes some 90 ms for the whole specification, JSON 1 ms: so the build leaves JSON of the same text. */
function parseYaml(source: Source): unknown {
  built ??= builtData();
  const known = built[source.file];
  if (known?.text === source.text) return known.value;
  // Required here, not above: the parser takes 15 ms to load, and who only asks for an id's section pays nothing.
  const { parse } = require('yaml') as typeof import('yaml');
  try {
    return parse(source.text);
  } catch (error) {
    throw new SpecError(source.file, 'the file', `is not YAML: ${(error as Error).message}`);
  }
}
