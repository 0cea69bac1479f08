import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { packageRoot, requirementById } from '../../spec';
import { Doctor } from '../../suite/doctor/doctor';

const DOCS = path.join(packageRoot(), 'docs');
const page = readFileSync(path.join(DOCS, 'test-your-client.md'), 'utf8');
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

  it('shows a failure of a scenario that is there, under a statement that is so', () => {
    const [, id = '', statement, name, feature = '', line] =
      /^FAIL (\S+) .*\n +(.*)\n +scenario {2}(.*)\n +(features\/\S+):(\d+)$/m.exec(page) ?? [];
    assert.equal(statement, requirementById(id)?.statement);
    const lines = readFileSync(path.join(packageRoot(), feature), 'utf8').split('\n');
    assert.equal(lines[Number(line) - 1]?.trim(), `Example: ${name}`);
    const rule = lines.slice(0, Number(line)).findLast((text) => text.trim().startsWith('@'));
    assert.ok(rule?.includes(`@${id}`), rule);
  });
});

describe('the pages for who tests a client', () => {
  for (const name of ['test-your-client.md', 'adapter-protocol.md']) {
    it(`link to what is there: ${name}`, () => {
      const text = readFileSync(path.join(DOCS, name), 'utf8').replace(/```.*?```/gs, '');
      const links = [...text.matchAll(/\]\(([^):#]*)(?:#([^)]+))?\)/g)];
      assert.ok(links.length >= 3);
      for (const [, file = '', heading] of links) {
        const target = readFileSync(path.join(DOCS, file === '' ? name : file), 'utf8');
        if (heading !== undefined) assert.ok(headingsOf(target).includes(heading), `${file}#${heading}`);
      }
    });
  }
});

/** The headings as links name them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
}
