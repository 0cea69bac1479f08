import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import { packageRoot } from '../../spec';
import { wrongInEvent, wrongInReply } from '../../suite/adapter/check';
import { GENERATED_CHECKS, generateChecks, SCHEMA_PATH } from '../../tools/build-adapter-protocol';

interface Line {
  id?: number;
  command?: string;
  event?: string;
}

const text = readFileSync(SCHEMA_PATH, 'utf8');
const schema = JSON.parse(text) as { $id: string; definitions: Record<string, Record<string, object>> };
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
const fits = ajv.compile(schema);
const page = readFileSync(path.join(packageRoot(), 'docs', 'adapter-protocol.md'), 'utf8');

/** The session in the page: who wrote it, and the line. */
const session = [...page.matchAll(/^([<>]) (\{.*\})$/gm)].map(([, who, json]) => ({
  who,
  line: JSON.parse(json as string) as Line,
}));

/** The names in the first column of the table under a heading of the page. */
function namesUnder(heading: string): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const table = section.split('\n## ')[0] ?? '';
  return [...table.matchAll(/^\| `([a-z.]+)` \|/gm)].map(([, name]) => name as string);
}

describe('the session in docs/adapter-protocol.md', () => {
  it('is there', () => assert.ok(session.length > 30));

  it('fits the schema, line by line', () => {
    for (const { line } of session)
      assert.ok(fits(line), `${JSON.stringify(line)}: ${ajv.errorsText(fits.errors)}`);
  });

  it('passes the checks of the suite', () => {
    const commands = new Map<number, string>();
    for (const { who, line } of session) {
      const { id = 0, command = '', event } = line;
      if (who === '>') commands.set(id, command);
      else if (event !== undefined) assert.equal(wrongInEvent({ ...line, event }), undefined);
      else assert.equal(wrongInReply(line, commands.get(id) ?? ''), undefined);
    }
  });

  it('answers each command once', () => {
    const ids = (who: string): unknown[] =>
      session.filter((one) => one.who === who && one.line.id !== undefined).map(({ line }) => line.id);
    assert.deepEqual(ids('<'), ids('>'));
  });
});

describe('the schema of the adapter protocol', () => {
  it('has the commands and events of the page', () => {
    assert.deepEqual(Object.keys(schema.definitions.commands ?? {}), namesUnder('Commands'));
    assert.deepEqual(Object.keys(schema.definitions.events ?? {}), namesUnder('Events'));
  });

  it('refuses what is no line of the protocol', () => {
    const wrong = [
      {},
      [],
      { id: 1 },
      { id: 1, ok: false },
      { id: 1, ok: true, error: { kind: 'io', message: '' } },
      { id: 1, command: 'broadcast' },
      { id: 1, command: 'broadcast', text: 'a', fill: 'a', length: 1 },
      { id: 1, command: 'private.send', with: 'bob', hex: '0' },
      { id: 1, command: 'connect', host: '127.0.0.1', port: 0 },
      { event: 'no such event' },
      { event: 'direct', from: 'bob', length: 2000 },
    ];
    for (const line of wrong) assert.equal(fits(line), false, JSON.stringify(line));
  });

  it('lets unknown members and commands be', () => {
    assert.ok(fits({ event: 'joined', pseudonym: 'bob', at: 'noon' }));
    assert.ok(fits({ id: 1, command: 'dance', with: 'bob' }));
    assert.ok(fits({ id: 1, ok: true, took: 5 }));
    assert.ok(fits({ event: 'direct', from: 'bob', length: 2000, sha256: 'a'.repeat(64) }));
  });

  it('is what the generated checks were made of', () => {
    for (const [name, generated] of generateChecks(text)) {
      assert.equal(readFileSync(path.join(GENERATED_CHECKS, name), 'utf8'), generated, name);
    }
  });
});
