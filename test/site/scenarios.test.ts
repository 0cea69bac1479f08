import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scenariosIn } from '../../site/features/scenarios';

const read = (text: string) => scenariosIn(text, 'features/server/x.feature', 'server');

describe('scenarios as a person reads them', () => {
  it('have steps, tables and the requirement of their rule', () => {
    const found = read(`@server
Feature: made
  @COSP-4-3
  Rule: a rule
    Scenario Outline: sent <times> times
      Given "alice" is registered
        | a | b |
      When it sends
        """
        some text
        """

      Examples: few
        | times |
        | 1     |
        | 2     |
`);
    assert.deepEqual(found, [
      {
        requirement: 'COSP-4-3',
        role: 'server',
        uri: 'features/server/x.feature',
        line: 5,
        name: 'sent <times> times',
        steps: [
          { keyword: 'Given', text: '"alice" is registered', table: [['a', 'b']] },
          { keyword: 'When', text: 'it sends', block: 'some text' },
        ],
        examples: [
          {
            name: 'few',
            columns: ['times'],
            rows: [
              { line: 15, cells: ['1'] },
              { line: 16, cells: ['2'] },
            ],
          },
        ],
      },
    ]);
  });

  it('stand under exactly one requirement', () => {
    assert.throws(
      () => read('Feature: made\n  Example: one\n    Given nothing\n'),
      /x\.feature:2: under 0 requirements/,
    );
    assert.throws(
      () => read('@COSP-1-1\nFeature: made\n  @COSP-1-2\n  Example: one\n    Given nothing\n'),
      /x\.feature:4: under 2 requirements/,
    );
  });

  it('have no background, which the pages would not show', () => {
    assert.throws(
      () => read('Feature: made\n  Background:\n    Given nothing\n'),
      /a background is not shown/,
    );
  });
});
