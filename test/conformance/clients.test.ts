import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assertClean, ROOT, type Run, testClient } from './run-suite';

const PYTHON = `python3 '${join(ROOT, 'examples', 'python-client', 'adapter.py')}'`;
const JAVA_SOURCES = join(ROOT, 'examples', 'java-client');
const SEGMENTATIONS = ['whole', 'bytes', 'random:1', 'coalesced'];
const LEAST = 190;

function conforms(run: (...args: string[]) => Promise<Run>): void {
  for (const segmentation of SEGMENTATIONS) {
    it(`conforms, sent to in the segmentation ${segmentation}, in random order`, async () => {
      assertClean(await run('--workers', '2', '--segmentation', segmentation, '--order', 'random:1'), LEAST);
    });
  }
}

describe('the reference client', () => conforms(testClient));

describe('the Python client', () => conforms((...args) => testClient('--exec', PYTHON, ...args)));

describe('the Java client', () => {
  let classes = '';
  before(() => {
    classes = mkdtempSync(join(tmpdir(), 'cosp-java-'));
    const sources = readdirSync(JAVA_SOURCES).filter((name) => name.endsWith('.java'));
    assert.ok(sources.length > 0);
    execFileSync('javac', ['-d', classes, ...sources], { cwd: JAVA_SOURCES });
  });
  after(() => rmSync(classes, { recursive: true, force: true }));

  conforms((...args) => testClient('--exec', `java -cp '${classes}' Adapter`, ...args));
});
