import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { decodeCommand } from '../../../suite/decode/decode-command';
import { DECODE_HELP } from '../../../suite/decode/decode-help';

const ROOT = path.join(__dirname, '..', '..', '..');
const COSP = path.join(ROOT, 'dist', 'cli', 'cosp.js');
const page = readFileSync(path.join(ROOT, 'docs', 'decode.md'), 'utf8');
const CUT = '…\n';

/** What the command prints, in the folder of the capture that the page is about. */
function printed(command: string): Promise<string> {
  assert.ok(existsSync(COSP), 'dist/ is missing: npm run build');
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return new Promise((resolve) => {
    execFile(process.execPath, [COSP, ...words], { cwd: path.join(__dirname, 'captures') }, (_, stdout) => {
      resolve(stdout);
    });
  });
}

const examples = [...page.matchAll(/^```console\n\$ cosp (.*)\n([\s\S]*?)^```$/gm)];

test('the page has examples', () => assert.ok(examples.length >= 5));

for (const [, command = '', output = ''] of examples) {
  test(`the page shows what is printed: cosp ${command}`, async () => {
    const real = await printed(command);
    const parts = output.split(new RegExp(`^${CUT}`, 'm'));
    if (parts.length === 1) assert.equal(output, real);
    let at = 0;
    for (const part of parts) {
      const found = real.indexOf(part, at);
      assert.ok(found >= 0, `not there: ${part}`);
      at = found + part.length;
    }
  });
}

test('help and page name only options that there are, and all of them', () => {
  const options = decodeCommand().options.map(({ long }) => long);
  for (const [option] of [...DECODE_HELP.matchAll(/--[a-z]+/g), ...page.matchAll(/--[a-z]+(?=[ `|])/g)]) {
    assert.ok(option === '--help' || options.includes(option), option);
  }
  const help = decodeCommand().helpInformation();
  for (const option of options) assert.ok(option && help.includes(option), String(option));
});
