import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { COUNTERS, GAUGES } from '../../reference/metrics/definitions';
import { serveCommand } from '../../reference/serve-command';
import { createCospServer, DELIVERIES, REQUESTS } from '../../reference/server';

const ROOT = join(__dirname, '..', '..');
const textOf = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const page = textOf('docs', 'operating.md');

/** Cells of the rows whose first cell is one name in code. */
function rowsOf(text: string): Map<string, string[]> {
  const rows = [...text.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)];
  return new Map(rows.map(([, name = '', rest = '']) => [name, rest.split('|').map((cell) => cell.trim())]));
}

const rows = rowsOf(page);
const codesIn = (text = ''): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code).sort();

test('the page has each option of cosp serve, with its default and a reason, and no other', () => {
  const options = serveCommand().options.filter(({ long }) => long !== '--help');
  const names = [...rows.keys()].filter((name) => name.startsWith('--'));
  assert.deepEqual(names.sort(), options.map(({ long }) => long ?? '').sort());
  for (const { long, defaultValue, defaultValueDescription } of options) {
    const [unless, why = ''] = rows.get(long ?? '') ?? [];
    assert.ok(why.length > 15, `${long} has no reason`);
    if (defaultValue === undefined || long === '--log-format') continue;
    assert.equal(unless, defaultValueDescription ?? `${defaultValue}`, long);
  }
});

test('the page has each metric, with its type, its label and its meaning, and no other', () => {
  const names = [...rows.keys()].filter((name) => name.startsWith('cosp_'));
  assert.deepEqual(names.sort(), [...GAUGES, ...COUNTERS].map(({ name }) => name).sort());
  for (const [type, definitions] of [
    ['gauge', GAUGES],
    ['counter', COUNTERS],
  ] as const) {
    for (const { name, label } of definitions) {
      const [saidType, saidLabel, meaning = ''] = rows.get(name) ?? [];
      assert.equal(saidType, type, name);
      assert.equal(saidLabel, label === undefined ? '' : `\`${label}\``, name);
      assert.ok(meaning.length > 10, name);
    }
  }
});

test('the page has each value of a label', () => {
  const server = createCospServer();
  for (const { name, label, read } of [...GAUGES, ...COUNTERS]) {
    if (label === undefined) continue;
    const values = Object.keys(read(server.inspect(), server.totals()));
    if (label === 'reason')
      for (const value of values) assert.ok(rows.has(value), `${value} is not explained`);
    else assert.deepEqual(codesIn(rows.get(name)?.[2]), values.sort(), name);
  }
  assert.deepEqual(codesIn(rows.get('cosp_requests_total')?.[2]), [...REQUESTS].sort());
  assert.deepEqual(codesIn(rows.get('cosp_deliveries_total')?.[2]), [...DELIVERIES].sort());
});

test('what is promised under overload names options and metrics that there are, with their defaults', () => {
  const overload = textOf('docs', 'overload.md');
  const named = codesIn(overload).map((code) => /^[\w-]+/.exec(code)?.[0] ?? '');
  for (const name of named.filter((code) => /^(--|cosp_)/.test(code))) assert.ok(rows.has(name), name);
  for (const [, option = '', value] of overload.matchAll(/\| `(--[a-z-]+)`, (\w+)/g)) {
    assert.equal(rows.get(option)?.[0], value, option);
  }
});

const unit = textOf('packaging', 'cosp.service');

test('the unit runs cosp serve, with options that there are', () => {
  const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
  const [program, subcommand, ...words] = command.split(' ');
  assert.deepEqual([program, subcommand, words.at(-1)], ['/usr/local/bin/cosp', 'serve', '$COSP_OPTIONS']);
  for (const word of words.filter((one) => one.startsWith('--'))) assert.ok(rows.has(word), word);
  const [, example = ''] = /COSP_OPTIONS="([^"]*)"/.exec(unit) ?? [];
  for (const word of example.split(' ').filter((one) => one.startsWith('--')))
    assert.ok(rows.has(word), word);
  assert.match(unit, /^RestartPreventExitStatus=2$/m);
  const [, stop] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
  const [, closing] = /^(\d+)s$/.exec(rows.get('--closing-timeout')?.[0] ?? '') ?? [];
  assert.ok(Number(stop) > Number(closing));
  const [, descriptors] = /^LimitNOFILE=(\d+)$/m.exec(unit) ?? [];
  assert.ok(Number(descriptors) > Number(rows.get('--max-clients')?.[0]));
});

test('the unit is of the form that systemd reads, each setting once', () => {
  const lines = unit.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(
    lines.filter((line) => line.startsWith('[')),
    ['[Unit]', '[Service]', '[Install]'],
  );
  const settings = lines
    .filter((line) => !line.startsWith('['))
    .map((line) => /^([A-Z][A-Za-z]+)=/.exec(line)?.[1]);
  assert.ok(!settings.includes(undefined), 'a line is neither a section nor a setting');
  assert.equal(new Set(settings).size, settings.length);
  // V8 writes the code that it runs.
  assert.ok(!settings.includes('MemoryDenyWriteExecute'));
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test('systemd finds nothing wrong with the unit', { skip: !hasSystemd && 'no systemd-analyze here' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-unit-'));
  const file = join(folder, 'cosp.service');
  // It looks for the program too.
  writeFileSync(file, unit.replace('/usr/local/bin/cosp', process.execPath));
  try {
    assert.equal(execFileSync('systemd-analyze', ['verify', file], { stdio: 'pipe' }).toString(), '');
    assert.equal(spawnSync('systemd-analyze', ['verify', file]).stderr.toString(), '');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the image of the server runs it as somebody else than root, on the ports that the page names', () => {
  const dockerfile = textOf('Dockerfile');
  const [, stage = ''] = /^FROM base AS server\n([\s\S]*?)(?=^FROM )/m.exec(dockerfile) ?? [];
  assert.match(stage, /^USER node$/m);
  assert.match(stage, /^EXPOSE 7777 9464$/m);
  assert.match(stage, /^ENTRYPOINT \["node", "\/opt\/cosp\/dist\/cli\/cosp\.js", "serve"\]$/m);
  const [, words = '[]'] = /^CMD (\[.*\])$/m.exec(stage) ?? [];
  for (const word of JSON.parse(words) as string[])
    if (word.startsWith('--')) assert.ok(rows.has(word), word);
  const [, check = '[]'] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(stage) ?? [];
  const [program, flag, script = ''] = JSON.parse(check) as string[];
  assert.deepEqual([program, flag], ['node', '-e']);
  // Nobody listens on port 1, and so it is not healthy.
  assert.equal(spawnSync(process.execPath, ['-e', script.replace('7777', '1')]).status, 1);
  assert.match(page, /--publish 7777:7777 --publish 127\.0\.0\.1:9464:9464/);
});
