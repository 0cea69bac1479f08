import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { installScript, missingPeers } from '../../bench/peers/install';

const missing = missingPeers((command) => command !== 'ngircd' && command !== 'socat');

describe('installing peers of the bench', () => {
  it('leaves alone what is there', () => {
    assert.deepEqual(
      missing.map(({ command }) => command),
      ['ngircd', 'socat'],
    );
    assert.deepEqual(
      missingPeers(() => true),
      [],
    );
  });

  it('names packages and services in a script that a shell can read', () => {
    const script = installScript(missing);
    execFileSync('sh', ['-n'], { input: script });
    assert.match(script, /^apt-get install -y --no-install-recommends ngircd socat$/m);
    assert.match(script, /for service in ngircd; do systemctl disable --now /);
    assert.match(script, /exit 101/); // the policy: no service is started
  });
});
