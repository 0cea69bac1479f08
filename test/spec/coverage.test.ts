import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Exclusion, loadExclusions, loadRequirements, packageRoot, type Role } from '../../spec';
import { checkCoverage, type Scenario } from './coverage';
import { requirement } from './fixtures';
import { scenariosBelow, scenariosIn } from './scenarios';

const ONE = requirement({ id: 'COSP-2-1' });
const BOTH = requirement({ id: 'COSP-2-2', roles: ['server', 'client'] });
const LATER: Exclusion = { id: 'COSP-2-2', role: 'client', reason: 'Later.', by: 'role' };

function scenario(id: string, fields: Partial<Scenario> = {}): Scenario {
  return {
    name: `about ${id}`,
    tags: ['@server', `@${id}`],
    role: 'server',
    steps: 3,
    where: 'a.feature:1',
    ...fields,
  };
}

const GOOD = [scenario('COSP-2-1'), scenario('COSP-2-2')];

describe('the check of coverage', () => {
  it('accepts scenarios and exclusions that fit', () => {
    assert.deepEqual(checkCoverage([ONE, BOTH], [LATER], GOOD), []);
  });

  const mistakes: [name: string, scenarios: Scenario[], problem: RegExp][] = [
    [
      'a requirement without a scenario',
      GOOD.slice(1),
      /^COSP-2-1 has no scenario for a server and is not excluded/,
    ],
    [
      'an unknown tag',
      [...GOOD, scenario('COSP-2-9')],
      /"about COSP-2-9" has the tag @COSP-2-9, which no requirement/,
    ],
    [
      'an id in small letters',
      [...GOOD, scenario('cosp-2-1')],
      /has the tag @cosp-2-1, which no requirement/,
    ],
    [
      'a scenario without an id',
      [...GOOD, scenario('x', { tags: ['@slow'] })],
      /has 0 ids of requirements, not one/,
    ],
    [
      'a scenario with two ids',
      [...GOOD, scenario('COSP-2-1', { name: 'two', tags: ['@COSP-2-1', '@COSP-2-2'] })],
      /"two" has 2 ids of requirements, not one: COSP-2-1, COSP-2-2/,
    ],
    [
      'a need that is no requirement',
      [...GOOD, scenario('COSP-2-1', { name: 'two', tags: ['@COSP-2-1', '@needs-COSP-2-9'] })],
      /"two" needs "COSP-2-9", which no requirement of a server has as its id/,
    ],
    [
      'a need that is said already',
      [...GOOD, scenario('COSP-2-1', { name: 'two', tags: ['@COSP-2-1', '@needs-COSP-2-1'] })],
      /"two" needs COSP-2-1, as its requirement does/,
    ],
    [
      'a name that is there twice',
      [...GOOD, scenario('COSP-2-1')],
      /has the name of another scenario of COSP-2-1, at a/,
    ],
    [
      'a scenario without steps',
      [scenario('COSP-2-1', { steps: 0 }), ...GOOD.slice(1)],
      /has no steps; COSP-2-1 has no/,
    ],
    [
      'a scenario of the wrong role',
      [...GOOD, scenario('COSP-2-1', { role: 'client' })],
      /which COSP-2-1 does not bind/,
    ],
    [
      'an exclusion of a whole role that is stale',
      [...GOOD, scenario('COSP-2-2', { role: 'client' })],
      /^every requirement for a client has a scenario: take the exclusion of the role out$/,
    ],
  ];
  for (const [name, scenarios, problem] of mistakes) {
    it(`reports ${name}`, () => {
      assert.match(checkCoverage([ONE, BOTH], [LATER], scenarios).join('; '), problem);
    });
  }

  it('accepts the same name below another id', () => {
    const same = GOOD.map((each) => ({ ...each, name: 'same' }));
    assert.deepEqual(checkCoverage([ONE, BOTH], [LATER], same), []);
  });

  it('reports a role that is neither covered nor excluded', () => {
    assert.match(checkCoverage([ONE, BOTH], [], GOOD).join('; '), /^COSP-2-2 has no scenario for a client/);
  });

  it('accepts an exclusion by name until it is stale', () => {
    const byName: Exclusion = { id: 'COSP-2-1', role: 'server', reason: 'R.', by: 'name' };
    assert.deepEqual(checkCoverage([ONE, BOTH], [LATER, byName], GOOD.slice(1)), []);
    assert.match(
      checkCoverage([ONE, BOTH], [LATER, byName], GOOD).join(),
      /^COSP-2-1 is excluded for a server, and has/,
    );
  });
});

describe('reading scenarios', () => {
  const rule = (body: string) => `Feature: F\n\n  @COSP-2-1 @server\n  Rule: R\n${body}`;

  it('fills in the rows of an outline and inherits tags', () => {
    const text = rule(
      '    Scenario Outline: <n> bytes\n      Given <n>\n      Examples:\n        | n |\n        | 1 |\n        | 2 |\n',
    );
    assert.deepEqual(scenariosIn(text, 'a.feature', 'server'), [
      { name: '1 bytes', tags: ['@COSP-2-1', '@server'], role: 'server', steps: 1, where: 'a.feature:9' },
      { name: '2 bytes', tags: ['@COSP-2-1', '@server'], role: 'server', steps: 1, where: 'a.feature:10' },
    ]);
  });

  it('keeps a scenario without steps, so that it can be reported', () => {
    const [empty] = scenariosIn(rule('    Example: nothing\n'), 'a.feature', 'server');
    assert.equal(empty?.steps, 0);
  });

  it('shows that rows without their values in the name have one name', () => {
    const text = rule(
      '    Scenario Outline: bytes\n      Given <n>\n      Examples:\n        | n |\n        | 1 |\n        | 2 |\n',
    );
    const problems = checkCoverage([ONE], [], scenariosIn(text, 'a.feature', 'server'));
    assert.deepEqual(problems, [
      'a.feature:10: "bytes" has the name of another scenario of COSP-2-1, at a.feature:9',
    ]);
  });
});

it('every requirement is covered by a scenario or excluded, and every scenario belongs to one', () => {
  const root = packageRoot();
  const roles: Role[] = ['server', 'client'];
  const scenarios = roles
    .filter((role) => existsSync(join(root, 'features', role)))
    .flatMap((role) => scenariosBelow(root, join('features', role), role));
  const problems = checkCoverage(loadRequirements(), loadExclusions(), scenarios);
  assert.equal(problems.length, 0, `\n${problems.join('\n')}`);
});
