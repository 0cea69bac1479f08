import { readFileSync } from 'node:fs';
import { UsageError } from '../run/usage-error';
import check from './generated/check';
import { RESULTS_VERSION, type Results } from './results';

type CheckError = NonNullable<typeof check.errors>[number];

/** Keywords that only say that what they are made of does not hold. */
const COMPOSED = new Set(['if', 'allOf', 'propertyNames']);
const LONGEST_SHOWN = 80;

/**
 * Reads what `cosp test --json` wrote, of this version or an older one with the same meaning.
 * @param file its path; `-` is standard input.
 * @throws UsageError that names the file, the place in it (a JSON pointer) and what was expected there.
 */
export function readResults(file: string): Results {
  const name = file === '-' ? 'standard input' : file;
  return parseResults(textOf(file, name), name);
}

/**
 * Checks the text of a results file; nothing in it is trusted.
 * @param name what errors call it.
 * @throws UsageError as {@link readResults}.
 */
export function parseResults(text: string, name: string): Results {
  const data = parse(text, name);
  checkVersion(data, name);
  if (!check(data)) {
    const errors = check.errors ?? [];
    const error = errors.find(({ keyword }) => !COMPOSED.has(keyword)) ?? errors[0];
    throw new UsageError(
      `${name} is no results file of cosp test: ${error ? sentence(error, data) : 'it is wrong'}`,
    );
  }
  const results = data as Results;
  checkNeeds(results, name);
  return results;
}

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reason(error)}`);
  }
}

function parse(text: string, name: string): unknown {
  if (text.trim() === '')
    throw new UsageError(`${name} is empty; cosp test --json FILE writes a results file`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function checkVersion(data: unknown, name: string): void {
  const version = (data as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version !== 'number' || version <= RESULTS_VERSION) return;
  throw new UsageError(
    `${name} has schemaVersion ${version}, and this cosp reads up to ${RESULTS_VERSION}: ` +
      'take the cosp that wrote it, or a newer one',
  );
}

function sentence({ instancePath, message = 'is wrong', params }: CheckError, data: unknown): string {
  const where = instancePath === '' ? 'the whole' : `at ${shown(instancePath)}: it`;
  const { missingProperty, allowedValues, allowedValue, pattern } = params;
  if (typeof missingProperty === 'string') return `${where} lacks "${missingProperty}"`;
  const found = `, not ${shown(JSON.stringify(valueAt(data, instancePath)) ?? 'nothing')}`;
  if (Array.isArray(allowedValues)) return `${where} must be one of ${allowedValues.join(', ')}${found}`;
  if (allowedValue !== undefined) return `${where} must be ${JSON.stringify(allowedValue)}${found}`;
  if (typeof pattern === 'string') return `${where} must match ${pattern}${found}`;
  return `${where} ${message}${found}`;
}

function valueAt(data: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<unknown>((value, key) => {
    return (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }, data);
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** What a schema cannot say: that what a requirement needs is there. */
function checkNeeds({ specification: { requirements } }: Results, name: string): void {
  const known = new Set(requirements.map(({ id }) => id));
  requirements.forEach(({ needs }, index) => {
    const unknown = needs.find((id) => !known.has(id));
    if (unknown === undefined) return;
    const pointer = `/specification/requirements/${index}/needs`;
    throw new UsageError(
      `${name} is no results file of cosp test: at ${pointer}: there is no requirement ${unknown}`,
    );
  });
}
