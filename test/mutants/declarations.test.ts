import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { editedSources, writeMutant } from '../../mutants/apply';
import { loadMutants, loadVariants, type Mutant } from '../../mutants/declarations';
import { judgeMutant } from '../../mutants/judge';
import { loadRequirements } from '../../spec';

const ROLES = ['server', 'client'] as const;

describe('the declarations of the mutants', () => {
  const requirements = new Map(loadRequirements().map((requirement) => [requirement.id, requirement]));

  for (const role of ROLES) {
    it(`name requirements that bind a ${role}, and edits that fit the reference`, () => {
      for (const mutant of loadMutants(role)) {
        for (const id of mutant.breaks) {
          const requirement = requirements.get(id);
          assert.ok(requirement?.roles.includes(role), `${mutant.where}: ${id} does not bind a ${role}`);
          assert.notEqual(requirement?.level, 'CHOICE', `${mutant.where}: nobody can break ${id}`);
        }
        editedSources(mutant);
      }
    });
  }

  it('of the variants have edits that fit the reference, and options of choices that there are', () => {
    for (const variant of loadVariants()) {
      editedSources(variant);
      for (const choice of Object.keys(variant.takes)) {
        const [id = ''] = choice.split(' ');
        assert.equal(
          requirements.get(id)?.level,
          choice.startsWith('COSP-6.2-14') ? 'SHOULD' : 'CHOICE',
          `${variant.where}: ${choice}`,
        );
      }
    }
  });

  it('are refused where an edit does not fit', () => {
    const edits = [{ file: 'wire/encoder.ts', find: 'no such passage', replace: '' }];
    const mutant: Mutant = { name: 'x', role: 'server', breaks: [], mistake: '', edits, where: 'here: x' };
    assert.throws(() => editedSources(mutant), /here: x: "no such passage" is 0 times in wire\/encoder\.ts/);
  });
});

describe('the sources of mutants and variants', () => {
  it('can be compiled', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cosp-declarations-'));
    try {
      for (const one of [...ROLES.flatMap(loadMutants), ...loadVariants()]) writeMutant(one, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the fate of a mutant', () => {
  const mutant: Mutant = {
    name: 'x',
    role: 'server',
    breaks: ['COSP-4-3'],
    mistake: '',
    edits: [],
    where: '',
  };
  const of = (...broken: string[]) =>
    judgeMutant(mutant, {
      faults: [],
      choices: [],
      scenarios: [
        { verdict: 'PASS', about: 'COSP-1-1', name: '', requirement: 'COSP-1-1' },
        ...broken.map((about) => ({ verdict: 'FAIL', about, name: '', requirement: about })),
      ],
    });

  it('is told with a fault where its code breaks down', () => {
    const stderr = ['{"level":"error","err":{"type":"TypeError","message":"x.y is not a function"}}'];
    const scenario = { verdict: 'FAIL', about: 'COSP-4-3', name: '', requirement: 'COSP-4-3' };
    const faultsOf = (lines: string[]) =>
      judgeMutant(mutant, {
        faults: [],
        choices: [],
        scenarios: [{ ...scenario, evidence: { target: { stderr: lines } } }],
      }).faults;
    assert.match(faultsOf(stderr).join(), /^its code breaks down: .*TypeError/);
    assert.deepEqual(faultsOf(['{"msg":"malformed frame"}']), []);
  });

  it('is told by the requirements that are told as broken', () => {
    assert.equal(of('COSP-4-3', 'COSP-4-3').fate, 'killed');
    assert.equal(of('COSP-1-2', 'COSP-4-3').fate, 'killed');
    assert.equal(of('COSP-1-2').fate, 'killed by another');
    assert.equal(of().fate, 'survived');
  });

  it('says how many scenarios could not be judged', () => {
    const scenarios = ['PASS', 'INCONCLUSIVE', 'INCONCLUSIVE', 'BLOCKED'].map((verdict) => {
      return { verdict, about: 'COSP-4-3', name: '', requirement: 'COSP-4-3' };
    });
    const { fate, unjudged } = judgeMutant(mutant, { faults: [], choices: [], scenarios });
    assert.deepEqual([fate, unjudged], ['survived', 2]);
  });

  it('lists them, its own first, each once', () => {
    assert.deepEqual(of('COSP-1-2', 'COSP-4-3', 'COSP-1-2').told, ['COSP-4-3', 'COSP-1-2']);
    assert.equal(of('COSP-1-2', 'COSP-4-3', 'COSP-1-2').scenarios, 3);
  });
});
