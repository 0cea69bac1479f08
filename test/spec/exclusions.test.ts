import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadExclusions, SpecError } from '../../spec';
import { parseExclusions } from '../../spec/exclusions';
import { requirement } from './fixtures';

const REQUIREMENTS = [
  requirement({ id: 'COSP-2-1' }),
  requirement({ id: 'COSP-2-2', roles: ['server', 'client'] }),
];

function parse(text: string) {
  return parseExclusions({ file: 'excluded.yaml', text }, REQUIREMENTS);
}

describe('reading exclusions', () => {
  it('gives those by name, then those by role', () => {
    assert.deepEqual(
      parse('roles: { client: Later. }\nrequirements: [{ id: COSP-2-1, role: server, reason: R. }]'),
      [
        { id: 'COSP-2-1', role: 'server', reason: 'R.', by: 'name' },
        { id: 'COSP-2-2', role: 'client', reason: 'Later.', by: 'role' },
      ],
    );
  });

  const mistakes: [name: string, text: string, message: RegExp][] = [
    ['an unknown role', 'roles: { proxy: Later. }', /excluded\.yaml: the file: role "proxy" is unknown/],
    [
      'an unknown id',
      'requirements: [{ id: COSP-2-9, role: server, reason: R. }]',
      /COSP-2-9: no requirement/,
    ],
    [
      'a missing reason',
      'requirements: [{ id: COSP-2-1, role: server }]',
      /COSP-2-1: "reason" is not a text/,
    ],
    [
      'a role that is not bound',
      'requirements: [{ id: COSP-2-1, role: client, reason: R. }]',
      /not bind a client/,
    ],
  ];
  for (const [name, text, message] of mistakes) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parse(text),
        (error) => error instanceof SpecError && message.test(error.message),
      );
    });
  }

  it('accepts the file of the specification', () => {
    assert.ok(loadExclusions().every(({ reason }) => reason.endsWith('.')));
  });
});
