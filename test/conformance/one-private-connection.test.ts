import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ROOT, testClient, withVerdict } from './run-suite';

const RESERVES = '    def _reserve(self, reserved: Reserved, identifier: int) -> int:\n';
const ONE_AT_A_TIME = `        partner = self._roster[identifier]
        waits = identifier in self._requests or identifier in self._acceptances
        if waits or any(one.pseudonym == partner and one.usable for one in self._privates):
            raise NotAllowed(f'there is a private connection with {partner}, or there will be')
`;

describe('a client that lets its user have one private connection with each other client', () => {
  const copy = mkdtempSync(join(tmpdir(), 'cosp-one-'));
  after(() => rmSync(copy, { recursive: true }));

  it('is told as one that does not support more, and is blamed for nothing', async () => {
    cpSync(join(ROOT, 'examples', 'python-client'), copy, { recursive: true });
    const program = join(copy, 'cosp_client.py');
    const text = readFileSync(program, 'utf8');
    assert.ok(text.includes(RESERVES));
    writeFileSync(program, text.replace(RESERVES, RESERVES + ONE_AT_A_TIME));
    const command = `python3 '${join(copy, 'adapter.py')}'`;
    const run = await testClient('--exec', command, '--section', '6', '--section', '6.2', '--section', '6.3');
    assert.deepEqual(
      withVerdict(run, 'FAIL', 'WARN', 'INCONCLUSIVE', 'BLOCKED', 'HARNESS-ERROR'),
      [],
      run.text,
    );
    assert.equal(run.exitCode, 0);
    const unsupported = withVerdict(run, 'UNSUPPORTED');
    assert.ok(
      unsupported.includes('UNSUPPORTED COSP-6.2-11: two with the same client'),
      unsupported.join('\n'),
    );
    assert.ok(run.report.scenarios.length - unsupported.length > 40, run.text);
  });
});
