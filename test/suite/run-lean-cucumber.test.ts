import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import '../../suite/run/lean-cucumber';

type Match = (expression: RegExp, text: string) => RegExpExecArray | null;

const fromCucumber = createRequire(require.resolve('@cucumber/cucumber'));
const file = createRequire(fromCucumber.resolve('@cucumber/cucumber-expressions')).resolve(
  'regexp-match-indices',
);

describe('stand-ins for what Cucumber loads', () => {
  const standIn = require.cache[file]?.exports as Match;

  it('are there when Cucumber asks for them', () => {
    require('@cucumber/cucumber');
    const loaded = Object.keys(require.cache).filter((name) =>
      /[\\/](regexp-tree|yaml|yup|scope)[\\/](?!index)/.test(name),
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
});
