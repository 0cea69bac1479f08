import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { packageRoot } from '../../spec';
import { Doctor } from '../../suite/doctor/doctor';

const page = readFileSync(path.join(packageRoot(), 'docs', 'test-your-client.md'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'cosp-page-'));
after(() => rmSync(folder, { recursive: true }));

describe('docs/test-your-client.md', () => {
  it('begins with an adapter of which the doctor says what the page says', async () => {
    const [, program = ''] = /```python\n(.*?)```/s.exec(page) ?? [];
    const file = path.join(folder, 'adapter.py');
    writeFileSync(file, program);
    const parameters = {
      target: { kind: 'adapter' as const, command: `python3 "${file}"`, control: { way: 'stdio' as const } },
      timeout: 5_000,
      patience: 0,
      shared: false,
      segmentation: { mode: 'whole' as const },
      verbose: false,
    };
    const findings = await new Doctor(parameters, () => {}).examine();
    const said = findings.map(({ kind, name }) => `${kind === 'wrong' ? 'MEND' : kind}  ${name}`);
    const [, shown = ''] = /```text\n(fine.*?)\n\n/s.exec(page) ?? [];
    assert.deepEqual(
      shown.split('\n').map((line) => line.split(': without')[0]),
      said,
    );
  });

  it('links to files that are there', () => {
    const links = [...page.replace(/```.*?```/gs, '').matchAll(/\]\(([^)#:]+)\)/g)].map(
      ([, link]) => link as string,
    );
    assert.ok(links.length >= 3);
    for (const link of links)
      assert.ok(readFileSync(path.join(packageRoot(), 'docs', link)).length > 0, link);
  });
});
