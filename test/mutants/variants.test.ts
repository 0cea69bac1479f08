import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadVariants, type Variant } from '../../mutants/declarations';
import { ServerHosts } from '../../mutants/hosts';
import { judgeVariant } from '../../mutants/judge';
import { Lanes } from '../../mutants/lanes';
import { runVariant } from '../../mutants/run-mutant';

/** So many variants apart are those that are run here: all of them take some minutes. */
const STRIDE = 13;

describe('a server that conforms and differs', () => {
  const variant: Variant = {
    name: 'x',
    role: 'server',
    difference: '',
    takes: { 'COSP-2.1-8 first': '-3' },
    edits: [],
    where: '',
  };
  const evidence = { message: 'it came late' };
  const report = (verdict: string, first: string) => ({
    faults: [],
    choices: [{ id: 'COSP-2.1-8', key: 'first', options: [{ option: first }] }],
    scenarios: [{ verdict, about: 'COSP-4-3', name: 'one message', requirement: 'COSP-4-3', evidence }],
  });

  it('is blamed for every verdict but PASS and CHOICE', () => {
    assert.deepEqual(judgeVariant(variant, report('PASS', '-3')).blamed, []);
    assert.deepEqual(judgeVariant(variant, report('CHOICE', '-3')).blamed, []);
    assert.deepEqual(judgeVariant(variant, report('INCONCLUSIVE', '-3')).blamed, [
      'INCONCLUSIVE COSP-4-3 "one message": it came late',
    ]);
  });

  it('must be seen to differ', () => {
    assert.deepEqual(judgeVariant(variant, report('PASS', '-3')).unseen, []);
    assert.equal(judgeVariant(variant, report('PASS', '0')).unseen.length, 1);
  });

  const folder = mkdtempSync(join(tmpdir(), 'cosp-variants-'));
  const lanes = new Lanes();
  const hosts = new ServerHosts();
  after(() => lanes.close());
  after(() => hosts.close());
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const one of loadVariants().filter((_, index) => index % STRIDE === 0)) {
    it(`is not blamed: ${one.name}`, async () => {
      const result = await runVariant(one, { ownOnly: false, timeout: 5, lanes, hosts, folder });
      assert.deepEqual(result.blamed, []);
      assert.deepEqual(result.unseen, []);
      assert.deepEqual(result.faults, []);
    });
  }
});
