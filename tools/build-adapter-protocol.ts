/**
 * Makes suite/adapter/generated/ from spec/adapter-protocol.schema.json: checks of single lines as plain code, because
 * compiling a schema at each start would cost each worker 200 ms.
 * Run by `node --require ts-node/register tools/build-adapter-protocol.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone';

interface Schema {
  $id: string;
  definitions: { replies: Record<string, object>; events: Record<string, object> };
}

const ROOT = join(__dirname, '..');

/** Folder that the generated files are written to. */
export const GENERATED_CHECKS = join(ROOT, 'suite', 'adapter', 'generated');

/** Path of the adapter protocol's schema. */
export const SCHEMA_PATH = join(ROOT, 'spec', 'adapter-protocol.schema.json');

const TYPINGS = `interface CheckError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

interface Check {
  (line: unknown): boolean;
  errors?: CheckError[] | null;
}

/** By the name of a definition: \`ok\`, \`replies/roster\`, \`events/joined\`. */
declare const checks: Readonly<Record<string, Check>>;
export = checks;
`;

/**
 * Compiles the text of the schema.
 * @returns contents by file name, nothing written.
 * @throws Error when it is no valid schema, or needs ajv itself to run.
 */
export function generateChecks(schemaText: string): Map<string, string> {
  const schema = JSON.parse(schemaText) as Schema;
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, code: { source: true } });
  ajv.addSchema(schema);
  const { replies, events } = schema.definitions;
  const names = [
    'ok',
    'refusal',
    ...Object.keys(replies).map((name) => `replies/${name}`),
    ...Object.keys(events).map((name) => `events/${name}`),
  ];
  const code = standaloneCode(
    ajv,
    Object.fromEntries(names.map((name) => [name, `${schema.$id}#/definitions/${name}`])),
  );
  if (code.includes('require(')) throw new Error('the generated checks need a package at run time');
  return new Map([
    ['checks.js', `${code}\n`],
    ['checks.d.ts', TYPINGS],
  ]);
}

/** Writes what has changed. */
function build(): void {
  mkdirSync(GENERATED_CHECKS, { recursive: true });
  for (const [name, text] of generateChecks(readFileSync(SCHEMA_PATH, 'utf8'))) {
    const file = join(GENERATED_CHECKS, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
}

if (require.main === module) build();
