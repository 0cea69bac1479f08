import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadRequirements } from '../../spec';
import { requirement } from './fixtures';
import { checkFrozen } from './frozen';

const ONE = requirement({ id: 'COSP-2-1', roles: ['server', 'client'] });
const TWO = requirement({ id: 'COSP-2-2', level: 'SHOULD' });
const LIST = 'COSP-2-1 MUST server,client\nCOSP-2-2 SHOULD server\n';

describe('the check of frozen ids', () => {
  it('accepts what is frozen', () => {
    assert.deepEqual(checkFrozen(LIST, [ONE, TWO]), []);
  });

  it('reports a requirement that is gone', () => {
    assert.match(checkFrozen(LIST, [ONE]).join(), /^"COSP-2-2 SHOULD server" is gone: an id is for good/);
  });

  it('reports a changed level and a changed role', () => {
    assert.match(
      checkFrozen(LIST, [ONE, { ...TWO, level: 'MUST' }]).join(),
      /^"COSP-2-2 SHOULD server" is changed/,
    );
    assert.match(
      checkFrozen(LIST, [{ ...ONE, roles: ['server'] }, TWO]).join(),
      /^"COSP-2-1 MUST.*" is changed/,
    );
  });

  it('reports a requirement that is not frozen yet', () => {
    const three = requirement({ id: 'COSP-2-3' });
    assert.deepEqual(checkFrozen(LIST, [ONE, TWO, three]), [
      '"COSP-2-3 MUST server" is new: add this line to the list',
    ]);
  });
});

it('every requirement has the id, level and roles that are frozen', () => {
  const list = readFileSync(join(__dirname, 'frozen-ids.txt'), 'utf8');
  assert.deepEqual(checkFrozen(list, loadRequirements()), []);
});
