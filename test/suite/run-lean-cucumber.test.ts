import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import '../../suite/run/lean-cucumber';
import { asPattern } from '../../suite/run/patterns';

type Match = (expression: RegExp, text: string) => RegExpExecArray | null;
type Paths = typeof import('@cucumber/cucumber/lib/paths/index');

const fromCucumber = createRequire(require.resolve('@cucumber/cucumber'));
const file = createRequire(fromCucumber.resolve('@cucumber/cucumber-expressions')).resolve(
  'regexp-match-indices',
);
const pathsFile = fromCucumber.resolve('./paths');

describe('stand-ins for what Cucumber loads', () => {
  const standIn = require.cache[file]?.exports as Match;
  const standInForPaths = require.cache[pathsFile]?.exports as Paths;

  it('are there when Cucumber asks for them', () => {
    require('@cucumber/cucumber');
    require('@cucumber/cucumber/lib/api/run_cucumber');
    const loaded = Object.keys(require.cache).filter((name) =>
      /[\\/](regexp-tree|yaml|yup|scope|glob)[\\/](?!index)/.test(name),
    );
    assert.deepEqual(
      loaded,
      [],
      'Cucumber has changed: what lean-cucumber.ts replaces is loaded from elsewhere',
    );
  });

  it('tell the same matches as what they replace', () => {
    delete require.cache[file];
    const original = require(file) as Match;
    assert.notEqual(standIn, original);
    const expressions = [
      /^("([^"]*)") sends ("(?:[^"\\]|\\.)*"|a text of \d+ bytes) to everybody$/,
      /^(nobody|"[^"]*"(?:(?:, | and )"[^"]*")*) receives?(?: (\d+))?$/,
      /(a)|(b)(c)?/,
      /^(?<name>x+)?y/i,
    ];
    const part = fc.constantFrom(
      '"al"',
      'nobody',
      ' sends ',
      ' receives',
      ' 12',
      '"b\\"" to everybody',
      'a',
      'bc',
      'xxY',
      ', ',
    );
    const text = fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...expressions), text, (expression, subject) => {
        const [ours, theirs] = [standIn(expression, subject), original(expression, subject)];
        assert.deepEqual(ours && [...ours], theirs && [...theirs]);
        const indices = (match: RegExpExecArray | null) => match?.indices && Array.from(match.indices);
        assert.deepEqual(indices(ours), indices(theirs));
      }),
      { numRuns: 500 },
    );
  });

  it('find the same files as what they replace, whatever these are called', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'cosp-patterns-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const names = ['plain', 'suite (old) [2]', 'what?', 'a*b', '[[]', '[?]', 'naïve ]['];
    const files = names.map((name) => join(folder, name, '1-sizes.feature'));
    for (const one of files) {
      mkdirSync(join(one, '..'));
      writeFileSync(one, '');
    }
    delete require.cache[pathsFile];
    const original = require(pathsFile) as Paths;
    assert.notEqual(standInForPaths, original);
    const patterns = files.map(asPattern);
    const find = ({ resolvePaths }: Paths) =>
      resolvePaths(
        { debug: () => {} } as unknown as Parameters<Paths['resolvePaths']>[0],
        folder,
        { paths: patterns },
        { requireModules: [], requirePaths: patterns, importPaths: [], loaders: [] },
      );
    const found = await find(standInForPaths);
    assert.deepEqual(found.sourcePaths, files);
    assert.deepEqual(found, await find(original));
  });
});
