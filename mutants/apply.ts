import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { Mutant, Variant } from './declarations';

const ROOT = join(__dirname, '..');

/** @throws Error for a passage that is not there, or more than once: the reference has changed, and the mutant must follow. */
export function editedSources({ edits, where }: Pick<Mutant, 'edits' | 'where'>): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const source = sources.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    const passage = find.trimEnd();
    const times = source.split(passage).length - 1;
    if (times !== 1) throw new Error(`${where}: "${passage}" is ${times} times in ${file}, not once`);
    sources.set(
      file,
      source.replace(passage, () => replace.trimEnd()),
    );
  }
  return sources;
}

/**
 * Writes the changed modules of a mutant into a folder, compiled.
 * @returns the file that `preload.js` takes from COSP_MUTANT.
 * @throws Error for an edit that does not fit, or after which the source is no TypeScript.
 */
export function writeMutant(mutant: Mutant | Variant, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const copies: Record<string, string> = {};
  for (const [file, source] of editedSources(mutant)) {
    const copy = join(folder, file.replaceAll('/', '_').replace(/\.ts$/, '.js'));
    writeFileSync(copy, compiled(source, `${mutant.where}, ${file}`));
    copies[join(ROOT, 'dist', file.replace(/\.ts$/, '.js'))] = copy;
  }
  const list = join(folder, 'copies.json');
  writeFileSync(list, JSON.stringify(copies));
  return list;
}

function compiled(source: string, where: string): string {
  try {
    return transformSync(source, { loader: 'ts', format: 'cjs', target: 'es2023', logLevel: 'silent' }).code;
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`);
  }
}
