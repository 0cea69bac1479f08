import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choicesOf, compareIds, loadChoices, loadRequirements, SpecError } from '../../spec';
import { parseChoices } from '../../spec/choices';
import { requirement } from './fixtures';

const REQUIREMENTS = [
  requirement({ id: 'COSP-2-1', level: 'CHOICE' }),
  requirement({ id: 'COSP-2-2', level: 'MUST' }),
];
const OPTIONS = 'options: [{ name: a, meaning: A., reason: R. }, { name: b, meaning: B., reason: R. }]';

function parse(...entries: string[]) {
  const text = `choices:\n${entries.map((fields) => `  - { ${fields} }\n`).join('')}`;
  return parseChoices([{ file: 'choices/2-t.yaml', text }], REQUIREMENTS);
}

describe('reading choices', () => {
  it('gives listed and free ones', () => {
    const [listed, free] = parse(
      `id: COSP-2-1, key: one, question: Q?, ${OPTIONS}`,
      'id: COSP-2-1, key: two, question: Q?, free: true, meaning: M., reason: R.',
    );
    assert.deepEqual(
      listed?.options.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(listed?.options[0]?.chosenBy, []);
    assert.ok(free?.free);
    assert.equal(free.meaning, 'M.');
  });

  const mistakes: [name: string, entries: string[], message: RegExp][] = [
    [
      'an unknown id',
      [`id: COSP-2-9, question: Q?, ${OPTIONS}`],
      /2-t\.yaml: COSP-2-9: no requirement has this id/,
    ],
    ['a MUST', [`id: COSP-2-2, question: Q?, ${OPTIONS}`], /COSP-2-2: a MUST leaves nothing open/],
    [
      'one option',
      ['id: COSP-2-1, question: Q?, options: [{ name: a, meaning: A., reason: R. }]'],
      /fewer than two/,
    ],
    ['no option', ['id: COSP-2-1, question: Q?'], /COSP-2-1: has fewer than two options/],
    [
      'two options of one name',
      [`id: COSP-2-1, question: Q?, ${OPTIONS.replace('name: b', 'name: a')}`],
      /COSP-2-1: two options have one name: a, a/,
    ],
    [
      'an option that nothing speaks for',
      [`id: COSP-2-1, question: Q?, ${OPTIONS.replace(', reason: R.', '')}`],
      /COSP-2-1, options entry 1: "reason" is not a text/,
    ],
    [
      'a free one with options',
      [`id: COSP-2-1, question: Q?, free: true, meaning: M., reason: R., ${OPTIONS}`],
      /COSP-2-1: unknown field "options"/,
    ],
    [
      'a question that is there twice',
      [`id: COSP-2-1, key: k, question: Q?, ${OPTIONS}`, `id: COSP-2-1, key: k, question: P?, ${OPTIONS}`],
      /COSP-2-1 k: the question is there twice/,
    ],
  ];
  for (const [name, entries, message] of mistakes) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parse(...entries),
        (error) => error instanceof SpecError && message.test(error.message),
      );
    });
  }
});

describe('the register of choices', () => {
  const choices = loadChoices();

  it('is in order', () => {
    const ids = choices.map(({ id }) => id);
    assert.deepEqual(ids, [...ids].sort(compareIds));
  });

  for (const { id } of loadRequirements().filter(({ level }) => level === 'CHOICE')) {
    it(`has the options of ${id}, and what speaks for each`, () => {
      const listed = choicesOf(id).filter(({ free }) => !free);
      assert.ok(listed.length > 0, 'no question with options');
      for (const { options } of listed) {
        assert.ok(options.length >= 2);
        assert.ok(options.every(({ meaning, reason }) => meaning !== '' && reason !== ''));
      }
    });
  }

  for (const choice of choices) {
    it(`asks a question with plain names: ${choice.id} ${choice.key ?? ''}`, () => {
      assert.match(choice.question, /^[A-Z][^\n]*\?$/);
      for (const { name, meaning, reason } of choice.options) {
        assert.match(name, /^[a-z]+(-[a-z]+)*$/);
        assert.match(meaning, /^[A-Z][^\n]*\.$/);
        assert.match(reason, /^[A-Z][^\n]*\.$/);
      }
    });
  }

  it('gives every question of an id with several a key', () => {
    for (const { id, key } of choices) {
      assert.equal(key !== undefined, choicesOf(id).length > 1, id);
    }
  });
});
