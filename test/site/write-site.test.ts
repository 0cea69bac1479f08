import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writeSite } from '../../site/write-site';
import { UsageError } from '../../suite/run/usage-error';

describe('writing a site', () => {
  let folder = '';
  let out = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cosp-site-'));
    out = join(folder, 'deep', 'site');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes the folder, and says how many bytes it wrote', () => {
    assert.equal(writeSite(out, new Map([['index.html', 'été']])), 5);
    assert.equal(readFileSync(join(out, 'index.html'), 'utf8'), 'été');
  });

  it('writes again where it has written before, and takes away what is no longer part of it', () => {
    writeSite(
      out,
      new Map([
        ['index.html', 'one'],
        ['run-1.html', 'old'],
      ]),
    );
    writeFileSync(join(out, 'mine.txt'), 'kept');
    writeSite(out, new Map([['index.html', 'two']]));
    assert.deepEqual(readdirSync(out).sort(), ['.cosp-site.json', 'index.html', 'mine.txt']);
    assert.equal(readFileSync(join(out, 'index.html'), 'utf8'), 'two');
  });

  it('takes an empty folder', () => {
    mkdirSync(out, { recursive: true });
    writeSite(out, new Map([['index.html', 'one']]));
    assert.ok(existsSync(join(out, 'index.html')));
  });

  it('leaves a folder alone that holds something else, and says so', () => {
    writeFileSync(join(folder, 'thesis.txt'), 'precious');
    assert.throws(
      () => writeSite(folder, new Map([['index.html', 'one']])),
      (error: Error) => error instanceof UsageError && /thesis\.txt.*--out/.test(error.message),
    );
    assert.deepEqual(readdirSync(folder), ['thesis.txt']);
  });

  it('says that a file is no folder', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    assert.throws(() => writeSite(file, new Map()), /is not a folder: name another with --out/);
  });

  it('takes nothing away outside of the folder, whatever its list of files says', () => {
    writeSite(out, new Map([['index.html', 'one']]));
    const outside = join(folder, 'deep', 'outside.txt');
    writeFileSync(outside, 'kept');
    writeFileSync(join(out, '.cosp-site.json'), JSON.stringify(['../outside.txt', outside, 7]));
    writeSite(out, new Map([['index.html', 'two']]));
    assert.ok(existsSync(outside));
  });
});
