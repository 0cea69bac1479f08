/**
 * Makes suite/results/generated/ from spec/results.schema.json: the check of a results file as plain code, so that the
 * installed command needs no compiler of schemas.
 * Run by `node --require ts-node/register tools/build-results-check.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import standaloneCode from 'ajv/dist/standalone';

const ROOT = join(__dirname, '..');

/** Folder that the generated files are written to. */
export const GENERATED_RESULTS_CHECK = join(ROOT, 'suite', 'results', 'generated');

/** Path of the schema of a results file. */
export const RESULTS_SCHEMA_PATH = join(ROOT, 'spec', 'results.schema.json');

const TYPINGS = `interface CheckError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

/** Whether data is a results file; what is wrong is in \`errors\`. */
declare const check: {
  (data: unknown): boolean;
  errors?: CheckError[] | null;
};
export = check;
`;

/**
 * Compiles the text of the schema.
 * @returns contents by file name, nothing written.
 * @throws Error when it is no valid schema, or needs ajv itself to run.
 */
export function generateResultsCheck(schemaText: string): Map<string, string> {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, code: { source: true } });
  const code = standaloneCode(ajv, ajv.compile(JSON.parse(schemaText) as object));
  if (code.includes('require(')) throw new Error('the generated check needs a package at run time');
  return new Map([
    ['check.js', `${code}\n`],
    ['check.d.ts', TYPINGS],
  ]);
}

/** Writes what has changed. */
function build(): void {
  mkdirSync(GENERATED_RESULTS_CHECK, { recursive: true });
  for (const [name, text] of generateResultsCheck(readFileSync(RESULTS_SCHEMA_PATH, 'utf8'))) {
    const file = join(GENERATED_RESULTS_CHECK, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

if (require.main === module) build();
