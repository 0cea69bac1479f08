import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import {
  type Choice,
  loadChoices,
  loadRequirements,
  loadSections,
  packageRoot,
  type Requirement,
  type Section,
  specPath,
} from '../spec';
import { loadVectors, type Vector } from '../spec/vectors';
import type { Results } from '../suite/results/results';
import type { Ksy } from '../wire/ksy';
import { type ReadableScenario, readScenarios } from './features/scenarios';
import { type FrameLayout, frameLayouts } from './frames/layout';

/** A page of the specification's prose. */
export interface ProsePage {
  /** `2-establishing-the-connection.md`. */
  readonly file: string;
  /** `2`. */
  readonly number: string;
  /** `Establishing the connection`. */
  readonly title: string;
  readonly markdown: string;
}

/** The results of one implementation that the site is coloured with. */
export interface Run {
  /** What the site calls the implementation. */
  readonly name: string;
  readonly results: Results;
  /** Page with all that the run has shown; its requirements and scenarios have anchors. */
  readonly evidence: string;
}

/** All that the pages are made of. */
export interface Site {
  readonly prose: readonly ProsePage[];
  readonly sections: readonly Section[];
  readonly requirements: readonly Requirement[];
  readonly scenarios: readonly ReadableScenario[];
  readonly choices: readonly Choice[];
  readonly layouts: readonly FrameLayout[];
  readonly vectors: readonly Vector[];
  /** In the order in which they were named. */
  readonly runs: readonly Run[];
}

/**
 * Reads the whole specification of this package.
 *
 * @throws Error when a file is missing or has a mistake; the message names it.
 */
export function loadSite(runs: readonly Run[]): Site {
  const root = packageRoot();
  const ksy = parse(readFileSync(path.join(root, 'cosp.ksy'), 'utf8')) as Ksy;
  return {
    prose: readProse(),
    sections: loadSections(),
    requirements: loadRequirements(),
    scenarios: readScenarios(root),
    choices: loadChoices(),
    layouts: frameLayouts(ksy),
    vectors: loadVectors(),
    runs,
  };
}

function readProse(): ProsePage[] {
  const files = readdirSync(specPath()).filter((name) => /^\d.*\.md$/.test(name));
  return files.sort().map((file) => {
    const markdown = readFileSync(specPath(file), 'utf8');
    const [, number, title] = /^# (\d+) (.+)$/m.exec(markdown) ?? [];
    if (number === undefined || title === undefined)
      throw new Error(`spec/${file} has no heading with a number`);
    return { file, number, title, markdown };
  });
}
