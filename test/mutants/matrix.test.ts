import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadMutants } from '../../mutants/declarations';
import { ServerHosts } from '../../mutants/hosts';
import { Lanes } from '../../mutants/lanes';
import { readMatrix } from '../../mutants/matrix';
import { runMutant } from '../../mutants/run-mutant';

/** So many mutants apart are those that are run again here: all of them take a quarter of an hour. */
const STRIDE = 40;
/** One mistake, one failure: this much may come with it where a server breaks many things by one. */
const MOST_TOLD = 5;

describe('the written kill matrix', () => {
  const mutants = (['server', 'client'] as const).flatMap(loadMutants);
  const matrix = readMatrix();
  const folder = mkdtempSync(join(tmpdir(), 'cosp-matrix-'));
  const lanes = new Lanes();
  const hosts = new ServerHosts();
  after(() => lanes.close());
  after(() => hosts.close());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has every mutant, and no other', () => {
    const declared = mutants.map(({ role, name }) => `${role} ${name}`);
    assert.deepEqual([...matrix.keys()].sort(), declared.sort(), 'npm run mutants -- --write');
  });

  it('has no survivor', () => {
    const left = [...matrix].filter(([, { fate }]) => fate === 'survived').map(([name]) => name);
    assert.deepEqual(left, []);
  });

  it('has no mutant told under others only', () => {
    const left = [...matrix].filter(([, { fate }]) => fate === 'killed by another').map(([name]) => name);
    assert.deepEqual(left, []);
  });

  it('has no mutant for which more than five requirements were told as broken', () => {
    const left = [...matrix].filter(([, { told }]) => told.length > MOST_TOLD).map(([name]) => name);
    assert.deepEqual(left, []);
  });

  for (const mutant of mutants.filter((_, index) => index % STRIDE === 0)) {
    it(`is right about the ${mutant.role} ${mutant.name}`, async () => {
      const result = await runMutant(mutant, { ownOnly: true, timeout: 2, lanes, hosts, folder });
      assert.equal(result.fate, matrix.get(`${mutant.role} ${mutant.name}`)?.fate);
      assert.deepEqual(result.faults, []);
    });
  }
});
