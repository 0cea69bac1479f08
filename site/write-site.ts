import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../suite/run/usage-error';

/** Lies in every folder that was written here, with the names of the files that may be written again. */
const MARKER = '.cosp-site.json';

/**
 * Writes the files of a site into a folder, and takes away those of the site that was there before.
 *
 * @param files text by path, relative to the folder.
 * @returns bytes written.
 * @throws UsageError when the folder holds something else, or cannot be written.
 */
export function writeSite(folder: string, files: ReadonlyMap<string, string>): number {
  const before = ownFiles(folder);
  try {
    for (const name of before) if (!files.has(name)) rmSync(path.join(folder, name), { force: true });
    let bytes = 0;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, MARKER), `${JSON.stringify([...files.keys()], null, 2)}\n`);
    for (const [name, text] of files) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      bytes += Buffer.byteLength(text);
    }
    return bytes;
  } catch (error) {
    throw new UsageError(`cannot write ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The files that an earlier call wrote. @throws UsageError when the folder is of somebody else. */
function ownFiles(folder: string): string[] {
  const marker = path.join(folder, MARKER);
  if (!existsSync(folder)) return [];
  if (existsSync(marker)) return namesIn(marker);
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch {
    throw new UsageError(`${folder} is not a folder: name another with --out`);
  }
  if (entries.length === 0) return [];
  throw new UsageError(
    `${folder} holds files that cosp site did not write (such as ${entries[0]}): name an empty folder, or one ` +
      'that does not exist, with --out',
  );
}

/** Only what lies in the folder itself or in one below is ever taken away. */
function namesIn(marker: string): string[] {
  try {
    const names: unknown = JSON.parse(readFileSync(marker, 'utf8'));
    if (!Array.isArray(names)) return [];
    return names.filter(
      (name) => typeof name === 'string' && /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/.test(name),
    );
  } catch {
    return [];
  }
}
