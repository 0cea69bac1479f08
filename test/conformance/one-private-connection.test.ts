import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ROOT, testClient, withVerdict } from './run-suite';

const RESERVES = '    def _reserve(self, reserved: Reserved, identifier: int) -> int:\n';
const ACCEPTANCES = 'self._acceptances: Reserved = {}';
const OPENS = '        private.open(self._server)\n';

/** How the Python client is changed: what stands there, and what stands there instead. */
const CLIENTS: Record<string, [string, string]> = {
  'that refuses a second one locally': [
    RESERVES,
    `${RESERVES}        partner = self._roster[identifier]
        waits = identifier in self._requests or identifier in self._acceptances
        if waits or any(one.pseudonym == partner and one.usable for one in self._privates):
            raise NotAllowed(f'there is a private connection with {partner}, or there will be')
`,
  ],
  'that makes one of its request and its acceptance': [
    ACCEPTANCES,
    'self._acceptances: Reserved = self._requests',
  ],
  'that ends the older one for a newer': [
    OPENS,
    `        for one in self._privates:
            if one.pseudonym == pseudonym and one is not private and one.usable:
                one.close()
${OPENS}`,
  ],
};

describe('a client with one private connection with each other client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-one-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, [old, becomes]] of Object.entries(CLIENTS)) {
    it(`${name} is told as one that does not support more, and is blamed for nothing`, async () => {
      const copy = mkdtempSync(join(folder, 'client-'));
      cpSync(join(ROOT, 'examples', 'python-client'), copy, { recursive: true });
      const program = join(copy, 'cosp_client.py');
      const text = readFileSync(program, 'utf8');
      assert.ok(text.includes(old));
      writeFileSync(program, text.replace(old, becomes));
      const command = `python3 '${join(copy, 'adapter.py')}'`;
      const run = await testClient(
        '--exec',
        command,
        '--section',
        '6',
        '--section',
        '6.2',
        '--section',
        '6.3',
      );
      assert.deepEqual(
        withVerdict(run, 'FAIL', 'WARN', 'INCONCLUSIVE', 'BLOCKED', 'HARNESS-ERROR'),
        [],
        run.text,
      );
      assert.equal(run.exitCode, 0);
      const unsupported = withVerdict(run, 'UNSUPPORTED').length;
      assert.ok(unsupported > 0 && run.report.scenarios.length - unsupported > 40, run.text);
    });
  }
});
