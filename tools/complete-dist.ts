/**
 * Puts into dist/ what tsc leaves out: the generated parser and checks, the pages' styles and scripts, and the
 * specification's data as JSON, because parsing its YAML would cost each start a tenth of a second.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BUILT_DATA } from '../spec/data';
import { GENERATED_CHECKS } from './build-adapter-protocol';
import { PAGE_ASSETS } from './build-pages';
import { GENERATED_RESULTS_CHECK } from './build-results-check';
import { GENERATED } from './build-wire';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

cpSync(GENERATED, join(DIST, 'wire', 'generated'), { recursive: true });
cpSync(GENERATED_CHECKS, join(DIST, 'suite', 'adapter', 'generated'), { recursive: true });
cpSync(GENERATED_RESULTS_CHECK, join(DIST, 'suite', 'results', 'generated'), { recursive: true });
for (const folder of PAGE_ASSETS) cpSync(join(ROOT, folder), join(DIST, folder), { recursive: true });

const files = readdirSync(join(ROOT, 'spec'), { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !name.startsWith('vectors'),
);
const data = Object.fromEntries(
  files.map((name) => {
    const text = readFileSync(join(ROOT, 'spec', name), 'utf8');
    return [name, { text, value: parse(text) as unknown }];
  }),
);
writeFileSync(join(DIST, 'spec', BUILT_DATA), JSON.stringify(data));
