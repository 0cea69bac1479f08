import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { serialise } from '../../../suite/report/json-report';
import { REPORT_KINDS, renderReport } from '../../../suite/report/kinds';
import { PLAIN } from '../../../suite/report/screen';
import { printReport } from '../../../suite/report/text-report';
import { judgeAgain } from '../../../suite/results/judge-again';
import { parseResults, readResults } from '../../../suite/results/read-results';
import { UsageError } from '../../../suite/run/usage-error';
import {
  GENERATED_RESULTS_CHECK,
  generateResultsCheck,
  RESULTS_SCHEMA_PATH,
} from '../../../tools/build-results-check';
import { hostileResults } from '../fixtures/hostile';

const results = hostileResults();
const text = serialise(results);
const folder = mkdtempSync(path.join(tmpdir(), 'cosp-results-'));
after(() => rmSync(folder, { recursive: true }));

type Data = Record<string, unknown>;

/** What is said of the results with one member, by its JSON pointer, replaced or, undefined, taken out. */
function complaint(pointer: string, value: unknown): string {
  const data = structuredClone(JSON.parse(text)) as Data;
  const keys = pointer.split('/').slice(1);
  const last = keys.pop() as string;
  const owner = keys.reduce((at, key) => at[key] as Data, data);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  try {
    parseResults(JSON.stringify(data), 'r.json');
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message;
  }
  return '';
}

describe('a results file', () => {
  it('is read as it was written, hostile texts too', () => {
    const file = path.join(folder, 'r.json');
    writeFileSync(file, `\ufeff${text}`);
    assert.deepEqual(readResults(file), JSON.parse(JSON.stringify(results)));
  });

  it('is refused with its name, the place and what was expected there', () => {
    const wrong = (pointer: string, value: unknown, expected: RegExp): void =>
      assert.match(complaint(pointer, value), expected);
    wrong(
      '/tool/version',
      undefined,
      /^r\.json is no results file of cosp test: at \/tool: it lacks "version"$/,
    );
    wrong(
      '/scenarios/1/verdict',
      'FINE',
      /at \/scenarios\/1\/verdict: it must be one of FAIL, .*, not "FINE"$/,
    );
    wrong('/scenarios/0/requirement', '<b>', /at \/scenarios\/0\/requirement: it must match .*, not "<b>"$/);
    wrong('/scenarios/1/evidence/frame/hex', '0g', /at \/scenarios\/1\/evidence\/frame\/hex: it must match/);
    wrong('/parameters/target', { kind: 'exec', host: 'a' }, /at \/parameters\/target: it lacks "command"$/);
    wrong('/parameters/order', { mode: 'random' }, /at \/parameters\/order: it lacks "seed"$/);
    wrong('/started', '2024-13-01T00:00:00.000Z', /at \/started: it must match/);
    wrong('/counts/scenarios', { FAIL: -1 }, /at \/counts\/scenarios\/FAIL: it must be >= 1/);
    wrong('/counts/scenarios', { FINE: 1 }, /at \/counts\/scenarios: it must be one of FAIL/);
    wrong('/specification/requirements/0/needs', ['COSP-9-9'], /there is no requirement COSP-9-9$/);
  });

  it('of a newer version is refused with what to do, and an older one too', () => {
    assert.match(
      complaint('/schemaVersion', 2),
      /has schemaVersion 2, and this cosp reads up to 1: take the cosp/,
    );
    assert.match(complaint('/schemaVersion', 0), /at \/schemaVersion: it must be 1, not 0$/);
  });

  it('must be JSON, and must be there', () => {
    assert.throws(() => parseResults('', 'r.json'), /r\.json is empty; cosp test --json FILE writes/);
    assert.throws(() => parseResults('{', 'r.json'), /r\.json is not JSON: /);
    assert.throws(
      () => parseResults('null', 'r.json'),
      /r\.json is no results file of cosp test: the whole must be object, not null/,
    );
    assert.throws(() => readResults(path.join(folder, 'none')), /cannot read .*none: ENOENT/);
  });

  it('may hold members that this version does not know', () => {
    assert.equal(complaint('/later', { a: 1 }), '');
  });

  it('is checked by code that is made from the schema as it stands', () => {
    for (const [name, made] of generateResultsCheck(readFileSync(RESULTS_SCHEMA_PATH, 'utf8'))) {
      assert.equal(
        readFileSync(path.join(GENERATED_RESULTS_CHECK, name), 'utf8'),
        made,
        `${name}: npm run build:results`,
      );
    }
  });
});

describe('a results file that somebody has changed', () => {
  const places = pointers(JSON.parse(text) as unknown);
  const value = fc.oneof(
    fc.constant(undefined),
    fc.constant('__proto__'),
    fc.jsonValue(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
  );

  it('is refused, or every report of it can be made', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (pointer, replacement) => {
        const data = structuredClone(JSON.parse(text)) as Data;
        const keys = pointer.split('/').slice(1);
        const last = keys.pop() as string;
        const owner = keys.reduce((at, key) => at[key] as Data, data);
        owner[last] = replacement;
        let read: ReturnType<typeof parseResults>;
        try {
          read = parseResults(JSON.stringify(data), 'r.json');
        } catch (error) {
          if (error instanceof UsageError) return;
          throw error;
        }
        for (const kind of REPORT_KINDS) renderReport(kind, read);
        printReport(read, PLAIN);
        judgeAgain(read, []);
      }),
      { numRuns: 200 },
    );
  });
});

/** The JSON pointer of every member. */
function pointers(data: unknown, at = ''): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [`${at}/${key}`, ...pointers(value, `${at}/${key}`)]);
}
