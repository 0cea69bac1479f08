import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv/dist/2020';
import { packageRoot } from '../../../spec';
import { RESULTS_SCHEMA_PATH } from '../../../tools/build-results-check';

const schema = JSON.parse(readFileSync(RESULTS_SCHEMA_PATH, 'utf8')) as { $id: string; properties: object };
const page = readFileSync(path.join(packageRoot(), 'docs', 'results.md'), 'utf8');

describe('docs/results.md', () => {
  it('names every member of a results file, and no other', () => {
    const [, format = ''] = page.split('\n## The format\n');
    const rows = [...(format.split('\n## ')[0] ?? '').matchAll(/^\| (`.*?`) \| /gm)];
    const named = rows.flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    assert.deepEqual(named.sort(), Object.keys(schema.properties).sort());
  });

  it('has an example that fits the schema', () => {
    const example = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '') as unknown;
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    ajv.addSchema(schema);
    const fits = ajv.compile({ $ref: `${schema.$id}#/$defs/scenario` });
    assert.ok(fits(example), ajv.errorsText(fits.errors));
  });
});
