import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { replayLine, shellWord } from '../../suite/report/replay';
import { REQUEST } from './fixtures/run-result';
import { scenario } from './fixtures/scenarios';

const record = { ...scenario('COSP-1-1', 1), name: "it's (really) 1+1?" };
const { parameters } = REQUEST;

/** The words that a shell makes of a line. */
function words(line: string): string[] {
  const script = `cosp() { for word; do printf '%s\\0' "$word"; done; }; ${line}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('replay line', () => {
  it('runs only that scenario on the same server', () => {
    assert.deepEqual(words(replayLine(REQUEST, record)), [
      ...['test', 'server', '--exec', './server {port}'],
      ...['--id', 'COSP-1-1', '--grep', "^it's \\(really\\) 1\\+1\\?$"],
    ]);
  });

  it('selects by a pattern that matches the name', () => {
    const pattern = words(replayLine(REQUEST, record)).at(-1) ?? '';
    assert.match(record.name, new RegExp(pattern));
  });

  it('carries what is not default, with the seeds of the round', () => {
    const request = {
      ...REQUEST,
      order: { mode: 'random' as const, seed: 10 },
      parameters: {
        ...parameters,
        timeout: 500,
        patience: 1000,
        segmentation: { mode: 'random' as const, seed: 20 },
      },
    };
    assert.match(
      replayLine(request, record, 3),
      / --timeout 0\.5 --patience 1 --order random:12 --segmentation random:22$/,
    );
    const bytes = { ...REQUEST, parameters: { ...parameters, segmentation: { mode: 'bytes' as const } } };
    assert.match(replayLine(bytes, record), / --segmentation bytes$/);
  });

  it('names the server as it was named', () => {
    const at = (target: typeof parameters.target, shared = false): string =>
      replayLine({ ...REQUEST, parameters: { ...parameters, target, shared } }, record);
    assert.match(at({ kind: 'address', host: '127.0.0.1', port: 7 }), /^cosp test server --port 7 --id/);
    assert.match(
      at({ kind: 'address', host: '::1', port: 7 }, true),
      /^cosp test server --host ::1 --port 7 --shared --id/,
    );
    assert.match(
      at({ kind: 'address', host: '127.0.0.1', port: 7, tls: { ca: 'ca.pem' } }),
      /^cosp test server --port 7 --tls --tls-ca ca\.pem --id/,
    );
    assert.match(
      at({ kind: 'exec', command: './server', host: '127.0.0.1', port: 7, tls: { insecure: true } }),
      /^cosp test server --exec \.\/server --port 7 --tls --tls-insecure --id/,
    );
    assert.match(
      at({ kind: 'exec', command: 'a', host: '::1', port: 7 }),
      /^cosp test server --exec a --host ::1 --port 7 --id/,
    );
    assert.match(replayLine({ ...REQUEST, defaultTarget: true }, record), /^cosp test server --id/);
  });

  it('is quoted for a shell, whatever the words', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', "'", '"', '\\', '$', '`', ' ', '\n', '!', '*', '{', '~', '#', ';'),
    });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (list) => {
        assert.deepEqual(words(['cosp', ...list].map(shellWord).join(' ')), list);
      }),
      { numRuns: 30 },
    );
  });
});
