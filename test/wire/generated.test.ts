import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { GENERATED, generate, KSY_PATH } from '../../tools/build-wire';
import { Cosp } from '../../wire';

const KSY = readFileSync(KSY_PATH, 'utf8');

describe('wire/generated', () => {
  let files: Map<string, string>;
  before(async () => {
    files = await generate(KSY);
  });

  it('is up to date with cosp.ksy, and holds nothing else', () => {
    assert.deepEqual(readdirSync(GENERATED).sort(), [...files.keys()].sort());
    for (const [name, content] of files) {
      const found = readFileSync(join(GENERATED, name), 'utf8');
      assert.ok(found === content, `${name} is not what cosp.ksy gives; run the build`);
    }
  });

  it('is the same each time', async () => {
    assert.deepEqual(await generate(KSY), files);
  });

  it('gives other files for another cosp.ksy', async () => {
    const other = await generate(KSY.replace('doc: Message to everybody.', 'doc: Message to all.'));
    const changed = [...files.keys()].filter((name) => other.get(name) !== files.get(name));
    assert.deepEqual(changed, ['Cosp.d.ts']);
  });

  it('declares just what the parser has', () => {
    const typings = files.get('Cosp.d.ts') ?? '';
    const declared = [...typings.matchAll(/^ {2}(?:enum|class|const) (\w+)/gm)].map((match) => match[1]);
    assert.deepEqual(declared.sort(), Object.keys(Cosp).sort());
    for (const [name, values] of Object.entries(Cosp).filter(([key]) => key.endsWith('Code'))) {
      const body = typings.match(new RegExp(`enum ${name} \\{(.*?)\\n {2}\\}`, 's'))?.[1] ?? '';
      const members = [...body.matchAll(/(\w+) = (-?\d+),/g)].map(([, key, value]) => [key, Number(value)]);
      const names = Object.entries(values).filter(([, value]) => typeof value === 'number');
      assert.deepEqual(members.sort(), names.sort(), name);
    }
  });

  it('carries the comments of cosp.ksy over', () => {
    const typings = files.get('Cosp.d.ts') ?? '';
    const about = ' * Asks for a pseudonym. The only frame without a code';
    const reference = '@see ChatOS RFC COSP, "Établissement de la connexion", Client -> Serveur';
    const field = 'Size of the pseudonym in encoded bytes.';
    for (const text of [about, reference, field]) assert.ok(typings.includes(text), text);
  });

  it('stops at what the typings do not support, and at what the compiler refuses', async () => {
    const broken: [change: [string, string], message: RegExp][] = [
      [['size: len_pseudonym', 'size-eos: true'], /pseudonym: the key size-eos is not supported/],
      [['repeat-expr: num_clients', 'repeat-expr: nobody'], /unable to access 'nobody'/],
      [["'request_code::direct': direct_request", '_: direct_request'], /_ is not of the form enum::value/],
    ];
    for (const [[from, to], message] of broken) {
      assert.ok(KSY.includes(from));
      await assert.rejects(
        generate(KSY.replace(from, to)),
        (error) => {
          assert.match(String(error), message);
          return true;
        },
        to,
      );
    }
  });
});
