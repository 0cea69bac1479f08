import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

let root: string | undefined;

/**
 * The folder that holds this package's `package.json`: the nearest one above this module, so that it is
 * the same for the sources (`spec/paths.ts`) and for the built package (`dist/spec/paths.js`).
 *
 * @throws Error when no folder above this module holds a `package.json`.
 */
export function packageRoot(): string {
  root ??= nearestPackage(__dirname);
  return root;
}

function nearestPackage(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(`no package.json in ${start} or in a folder above it`);
    }
    folder = parent;
  }
  return folder;
}

/** The absolute path of a file or folder of the specification, such as `specPath('choices')`. */
export function specPath(...parts: string[]): string {
  return join(packageRoot(), 'spec', ...parts);
}

/** The names of the YAML files in a folder of the specification, sorted, so in the order of the sections. */
export function yamlFilesIn(folder: string): string[] {
  return readdirSync(specPath(folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}
