import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../spec';
import { adviceFor } from '../../suite/doctor/advice';
import { Doctor } from '../../suite/doctor/doctor';
import { doctorCommand } from '../../suite/doctor/doctor-command';
import type { Finding } from '../../suite/doctor/examination';
import type { AdapterControl } from '../../suite/run-parameters';

const ADAPTERS = path.join(__dirname, 'fixtures', 'adapters');
const GOOD = `python3 "${path.join(packageRoot(), 'examples', 'python-client', 'adapter.py')}"`;

const fixture = (name: string): string => `"${process.execPath}" "${path.join(ADAPTERS, name)}.js"`;
const mangled = (how: string): string => `${fixture('mangled')} "${how}" ${GOOD}`;

async function examine(
  command: string,
  control: AdapterControl = { way: 'stdio' },
): Promise<readonly Finding[]> {
  const parameters = {
    target: { kind: 'adapter' as const, command, control },
    timeout: 2_000,
    patience: 0,
    shared: false,
    segmentation: { mode: 'whole' as const },
    verbose: false,
  };
  return new Doctor(parameters, () => {}).examine();
}

/** What is wrong with it, and what to mend, one line each. */
async function wrongWith(command: string): Promise<string[]> {
  const lines = [];
  for (const finding of await examine(command)) {
    if (finding.kind !== 'wrong') continue;
    const { name, problem, stderr } = finding;
    lines.push([`${name}: ${problem}; ${adviceFor(problem)}`, ...stderr].join('\n'));
  }
  return lines;
}

describe('cosp adapter doctor', { concurrency: 2 }, () => {
  for (const [how, control] of [
    ['standard input and output', { way: 'stdio' }],
    ['a connection', { way: 'tcp', port: 0 }],
  ] as const) {
    it(`finds nothing wrong with a good adapter over ${how}`, async () => {
      const findings = await examine(GOOD, control);
      assert.deepEqual(new Set(findings.map(({ kind }) => kind)), new Set(['fine']));
      assert.equal(findings.length, control.way === 'stdio' ? 18 : 16);
    });
  }

  it('lets be what is not supported', async () => {
    const findings = await examine(mangled('no private connections'));
    const others = findings.filter(({ kind }) => kind !== 'fine');
    assert.deepEqual(
      others.map(({ kind }) => kind),
      ['unsupported', 'unsupported', 'unsupported'],
    );
  });

  const wrong: Record<string, [string, RegExp]> = {
    'that does not start': [
      fixture('exits-at-once'),
      /^starts.*: the adapter exited with code 1 before it answered "hello"; see what .*\n.*Unable to access jarfile/,
    ],
    'that prints a banner': [
      fixture('banner'),
      /^starts.*: My client 1\.0 is ready\.; write nothing but replies/,
    ],
    'that takes every command': [
      fixture('ok-to-unknown'),
      /^starts.*: \{"id":2,"ok":true\}; answer every command/,
    ],
    'that can do nothing': [
      mangled('no command'),
      /^connects.*: without these nothing .*; let the adapter do "connect"/,
    ],
    'of a client that does nothing': [
      fixture('good'),
      /^connects.*: the client says that it has connected.*; let the/,
    ],
    'that exits with another code': [
      mangled('exit code'),
      /^ends with.*but exited with code 7; reply to "bye"/,
    ],
    'that does not end with its input': [mangled('deaf'), /^ends when.*goes on when .*; end when/],
    'that takes a port where nobody listens': [
      mangled('connects to nobody'),
      /^tells that a connection.*: the adapter answered "connect" with ok, .*; answer "connect" with an error/,
    ],
  };
  for (const [which, [command, finding]] of Object.entries(wrong)) {
    it(`has one finding for an adapter ${which}`, async () => {
      const lines = await wrongWith(command);
      assert.equal(lines.length, 1, lines.join('\n'));
      assert.match(lines[0] ?? '', finding);
    });
  }

  it('finds every place where a reply is written twice', async () => {
    const lines = await wrongWith(mangled('two replies'));
    assert.ok(lines.length >= 1);
    for (const line of lines) assert.match(line, /a second time: \{.*\}; write one reply to each command/);
  });

  it('finds text that is no UTF-8', async () => {
    const lines = await wrongWith(mangled('latin1 messages'));
    assert.match(lines[0] ?? '', /no UTF-8: .*; write UTF-8/);
  });

  it('finds that the end of a connection is not told', async () => {
    const lines = await wrongWith(mangled('no end'));
    assert.match(lines[0] ?? '', /no event "disconnected".*; write the event "disconnected" once/);
  });

  it('tells a buffer from silence', { timeout: 60_000 }, async () => {
    const [line] = await wrongWith(fixture('buffered'));
    assert.match(line ?? '', /its lines stay in a buffer; flush standard output/);
  });
});

describe('the command line of the doctor', () => {
  const parse = (...args: string[]) =>
    doctorCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .parseAsync(args, { from: 'user' });

  it('takes seconds and ways that there are', async () => {
    await assert.rejects(parse('--timeout', '0'), /number of seconds/);
    await assert.rejects(parse('--control', 'udp'), /stdio, tcp, tcp:PORT or human/);
    await assert.rejects(parse('--sektion', '2'), /unknown option/);
  });
});
