import { readdirSync } from 'node:fs';
import path from 'node:path';
import { loadChoices, loadRequirements, loadSections, packageRoot, type Role } from '../../spec';
import type { ChoiceData } from '../verdict/choices';
import type { Requirements } from '../verdict/scenario';

/** What a run is made of: features, the code of their steps, and the protocol's data. */
export interface SuiteSources {
  /** Absolute paths of the feature files, in canonical order. */
  features: string[];
  /** Absolute paths of the modules with steps and hooks. */
  steps: string[];
  /** Modules to load before them. */
  requireModules: string[];
  /** Folder from which the features are named: `features/server/3-roster.feature`. */
  root: string;
  /** Whom the features test; only requirements that bind it can be selected. */
  role: Role;
  /** All of them, since one may need another that binds the other role. */
  requirements: Requirements;
  /** Number and title of each section, in order. */
  sections: readonly { number: string; title: string }[];
  choices: readonly ChoiceData[];
}

/**
 * The suite for servers or clients as it stands in this package: compiled modules in `dist/`, or the TypeScript of the
 * working copy when this module itself runs through ts-node. Independent of the working directory.
 * @throws Error when the package is incomplete.
 */
export function sourcesFor(role: Role): SuiteSources {
  const root = packageRoot();
  const isWorkingCopy = __filename.endsWith('.ts');
  const code = isWorkingCopy ? root : path.join(root, 'dist');
  return {
    features: filesIn(path.join(root, 'features', role), '.feature'),
    steps: filesIn(path.join(code, 'steps', role), isWorkingCopy ? '.ts' : '.js'),
    requireModules: isWorkingCopy ? ['ts-node/register'] : [],
    root,
    role,
    requirements: new Map(loadRequirements().map((requirement) => [requirement.id, requirement])),
    sections: loadSections(),
    choices: loadChoices(),
  };
}

/** All files under `folder` whose name ends with `ending`, sorted; typings are left out. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}
