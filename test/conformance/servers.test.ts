import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertClean, ROOT, type Run, testServer } from './run-suite';

const PYTHON = `python3 '${join(ROOT, 'examples', 'python-server', 'cosp_server.py')}' --host {host} --port {port} --pairing-timeout 1`;
/** Where another choice would be far-fetched: identifiers that grow by one, and a stream that is just read on. */
const COMMON_CHOICES = ['COSP-2.1-8 step', 'COSP-2.1-9 '];

/** What a server chose, by question. */
function choices(run: Run): Map<string, string> {
  return new Map(
    run.report.choices.map(({ id, key, options }) => [
      `${id} ${key ?? ''}`,
      options.map(({ option }) => option).join(' '),
    ]),
  );
}

describe('the reference server', () => {
  for (const segmentation of ['whole', 'bytes', 'random:1', 'coalesced']) {
    it(`conforms, sent to in the segmentation ${segmentation}, in random order`, async () => {
      assertClean(
        await testServer('--workers', '2', '--segmentation', segmentation, '--order', 'random:1'),
        500,
      );
    });
  }
});

describe('the Python server', () => {
  it('conforms, and chooses otherwise than the reference', async () => {
    const python = await testServer('--workers', '2', '--exec', PYTHON);
    assertClean(python, 500);
    const reference = choices(await testServer('--workers', '2', '--level', 'CHOICE', '--level', 'SHOULD'));
    const same = [...choices(python)].filter(([question, option]) => reference.get(question) === option);
    assert.deepEqual(
      same.map(([question]) => question),
      COMMON_CHOICES,
    );
  });
});
