/**
 * Puts into dist/ what tsc leaves out: the generated parser and checks, which have no TypeScript source, and the
 * specification's data as JSON, because parsing its YAML would cost each start a tenth of a second.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BUILT_DATA } from '../spec/data';
import { GENERATED_CHECKS } from './build-adapter-protocol';
import { GENERATED } from './build-wire';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

cpSync(GENERATED, join(DIST, 'wire', 'generated'), { recursive: true });
cpSync(GENERATED_CHECKS, join(DIST, 'suite', 'adapter', 'generated'), { recursive: true });

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
