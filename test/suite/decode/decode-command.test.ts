import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const COSP = path.join(__dirname, '..', '..', '..', 'dist', 'cli', 'cosp.js');
const CHAT = path.join(__dirname, 'captures', 'chat.pcap');
const folder = mkdtempSync(path.join(tmpdir(), 'cosp-decode-'));
after(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs `cosp decode`; `closeAfter` closes its standard output once that many bytes have come. */
async function decode(
  options: readonly string[],
  stdin: Uint8Array | string = '',
  closeAfter = 0,
): Promise<Ended> {
  assert.ok(existsSync(COSP), 'dist/ is missing: npm run build');
  const child = spawn(process.execPath, [COSP, 'decode', ...options]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    if (closeAfter > 0 && stdout.length >= closeAfter) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { stdout, stderr, code };
}

function fileOf(name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('hex on the command line', async () => {
  const { stdout, code } = await decode(['--hex', '00 05 61 6c 69 63 65']);
  assert.equal(
    stdout,
    `(read as sent by the client, from the beginning of a connection)

  -> pseudonym, 5 bytes "alice"  (byte 0)
      0  00 05           len_pseudonym = 5
      2  61 6c 69 63 65  pseudonym = "alice"

1 frame, no problem
`,
  );
  assert.equal(code, 0);
});

test('raw bytes from standard input, with a malformed frame', async () => {
  const bytes = Buffer.from('ff02fffcff0568656c6c6f', 'hex');
  const { stdout, code } = await decode(['-', '--direction', 'server', '--state', 'registered'], bytes);
  assert.equal(
    stdout,
    `(read as sent by the server, after the registration)

  <- response -1 (absent)  (byte 0)
      0  ff  code = -1 (absent)

  <- malformed response: byte 4 is wrong
      0  02       code = 2 (broadcast)
      1  ff fc    body.id_sender = -4
    > 3  [ff] 05  body.len_text = -251
                  malformed: body.len_text at byte 3 is -251, which is less than 0
      (10 bytes from byte 1 on cannot be framed)

1 frame, 1 problem
`,
  );
  assert.equal(code, 1);
});

test('a dump from standard input without naming it; a frame that is not whole', async () => {
  const { stdout, code } = await decode(
    ['--brief'],
    '00000000: 0005 616c                                ..al\n',
  );
  assert.match(stdout, /incomplete pseudonym: at least 3 bytes missing behind byte 4\n/);
  assert.equal(code, 1);
});

test('a capture, in each way', async () => {
  const [brief, json, diagram, mermaid] = await Promise.all(
    ['--brief', '--json', '--diagram', '--mermaid'].map((way) => decode([CHAT, way])),
  );
  assert.match(brief?.stdout ?? '', /^connection 1: "alice" at 127\.0\.0\.1:\d+, server 127\.0\.0\.1:7777\n/);
  assert.match(brief?.stdout ?? '', /\n28 frames, 5 connections, no problem\n$/);
  assert.equal((JSON.parse(json?.stdout ?? '') as { connections: object[] }).connections.length, 5);
  assert.match(diagram?.stdout ?? '', /\n {7}0\.000 ms {2}\|\.\. connected \.+>\|\n/);
  assert.match(mermaid?.stdout ?? '', /^sequenceDiagram\n {2}participant c1 as "alice"\n/);
  for (const ended of [brief, json, diagram, mermaid])
    assert.deepEqual([ended?.code, ended?.stderr], [0, '']);
});

test('a capture that is cut off shows what it has, and says where', async () => {
  const cut = fileOf('cut.pcap', readFileSync(CHAT).subarray(0, 5000));
  const { stdout, code } = await decode([cut, '--brief']);
  assert.match(stdout, /; at byte \d+ of the capture: the file ends in a packet header\n$/);
  assert.equal(code, 1);
});

test('nobody reads to the end: no complaint', async () => {
  const long = Buffer.alloc(2_000_000, 0xff);
  const { stderr, stdout } = await decode(['-', '--direction', 'server'], long, 1000);
  assert.ok(stdout.length >= 1000 && stdout.length < 1_000_000);
  assert.equal(stderr, '');
});

const WRONG: readonly (readonly [
  name: string,
  options: readonly string[],
  problem: RegExp,
  stdin?: string,
])[] = [
  ['no such file', ['nowhere.pcap'], /^error: nowhere\.pcap cannot be read: there is no such file$/m],
  ['a folder', ['.'], /^error: \. cannot be read: it is a folder$/m],
  [
    'no capture',
    ['-', '--format', 'pcap'],
    /^error: standard input is neither a pcap nor a pcapng file$/m,
    'text',
  ],
  ['no hex', ['-'], /^error: standard input, line 1: "some" is not hex \(--format raw takes/m, 'some words'],
  ['nothing', ['-'], /^error: standard input is empty$/m],
  ['hex and a file', ['--hex', '00', CHAT], /^error: --hex is given, and a file too$/m],
  [
    'a direction for a capture',
    [CHAT, '--direction', 'client'],
    /^error: --direction is for hex and raw bytes/m,
  ],
  ['a port for hex', ['--hex', '00', '--port', '7777'], /^error: --port is for captures$/m],
  ['a port that none is', [CHAT, '--port', '0'], /must be a whole number from 1 to 65535/],
  ['two ways to show it', [CHAT, '--json', '--diagram'], /'--json' cannot be used with option '--diagram'/],
  ['gzip', ['-'], /^error: the file is compressed/m, '\x1f\x8b...'],
];

for (const [name, options, problem, stdin = ''] of WRONG) {
  test(`exit code 2: ${name}`, async () => {
    const { stdout, stderr, code } = await decode(options, Buffer.from(stdin, 'latin1'));
    assert.match(stderr, problem);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.deepEqual([stdout, code], ['', 2]);
  });
}
