import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it, mock } from 'node:test';
import { serialise } from '../../../suite/report/json-report';
import { REPORT_KINDS } from '../../../suite/report/kinds';
import { reportCommand } from '../../../suite/report/report-command';
import { hostileResults } from '../fixtures/hostile';

const folder = mkdtempSync(path.join(tmpdir(), 'cosp-report-'));
const inFolder = (name: string): string => path.join(folder, name);
writeFileSync(inFolder('a.json'), serialise(hostileResults()));
writeFileSync(inFolder('b=c.json'), serialise(hostileResults()));

/** Runs `cosp report` with these arguments here, and returns what it wrote to standard error. */
async function report(...args: string[]): Promise<string> {
  let errors = '';
  const stderr = mock.method(process.stderr, 'write', (text: string) => {
    errors += text;
    return true;
  });
  try {
    await reportCommand().parseAsync(args, { from: 'user' });
  } finally {
    stderr.mock.restore();
  }
  return errors;
}

afterEach(() => {
  process.exitCode = 0;
});
after(() => rmSync(folder, { recursive: true }));

describe('cosp report', () => {
  it('has a subcommand for every kind of file that results can become', () => {
    const names = reportCommand().commands.map((command) => command.name());
    for (const kind of REPORT_KINDS) if (kind !== 'json') assert.ok(names.includes(kind), kind);
  });

  it('matrix writes a page, with the page of each run in a folder beside', async () => {
    const files = [`<script>=${inFolder('a.json')}`, `script=${inFolder('a.json')}`, inFolder('b=c.json')];
    assert.equal(await report('matrix', ...files, '--html', inFolder('m.html')), '');
    assert.deepEqual(readdirSync(inFolder('m-runs')).sort(), ['b-c.html', 'script-2.html', 'script.html']);
    const page = readFileSync(inFolder('m.html'), 'utf8');
    for (const name of ['script', 'script-2', 'b-c']) {
      assert.match(page, new RegExp(`<a href="m-runs/${name}\\.html#COSP-1-1">`));
      assert.match(readFileSync(inFolder(`m-runs/${name}.html`), 'utf8'), /id="COSP-1-1"/);
    }
  });

  it('matrix writes its data', async () => {
    await report('matrix', `mine=${inFolder('a.json')}`, '--json', inFolder('m.json'));
    const { schemaVersion, runs } = JSON.parse(readFileSync(inFolder('m.json'), 'utf8')) as {
      schemaVersion: number;
      runs: { name: string }[];
    };
    assert.deepEqual([schemaVersion, runs.map(({ name }) => name)], [1, ['mine']]);
  });

  it('matrix says what it cannot do', async () => {
    assert.match(
      await report('matrix', inFolder('a.json'), '--html', '-', '--json', '-'),
      /^error: only one of --html/,
    );
    assert.match(await report('matrix', inFolder('none.json')), /^error: cannot read .*none\.json: ENOENT/);
    assert.match(
      await report('matrix', inFolder('a.json'), '--html', inFolder('no/m.html')),
      /^error: cannot .*no/,
    );
    assert.equal(process.exitCode, 2);
  });
});
