import assert from 'node:assert/strict';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { InvalidArgumentError } from 'commander';
import { editDistance, nearNames } from '../../suite/run/near-names';
import {
  control,
  cucumberFormat,
  levels,
  order,
  pattern,
  seconds,
  segmentation,
  wholeNumber,
} from '../../suite/run/option-values';
import { parseRequest, type RawOptions } from '../../suite/run/parse-request';
import { UsageError } from '../../suite/run/usage-error';

const DEFAULTS: RawOptions = {
  timeout: 5000,
  patience: 0,
  order: { mode: 'defined' },
  repeat: 1,
  segmentation: { mode: 'whole' },
  color: true,
};

const parse = (options: Partial<RawOptions>) =>
  parseRequest({ ...DEFAULTS, ...options }, './reference {port}', 'server');
const cores = Math.min(4, availableParallelism());

describe('target', () => {
  it('is a command with a place for the port', () => {
    const { parameters, workers, defaultTarget } = parse({ exec: './server {port}' });
    assert.deepEqual(parameters.target, { kind: 'exec', command: './server {port}', host: '127.0.0.1' });
    assert.deepEqual([workers, defaultTarget], [cores, false]);
  });

  it('is a command for a server that always listens on one port, tested by one worker', () => {
    const { parameters, workers } = parse({ exec: './server', port: 7777, host: '::1' });
    assert.deepEqual(parameters.target, { kind: 'exec', command: './server', host: '::1', port: 7777 });
    assert.equal(workers, 1);
    assert.throws(() => parse({ exec: './server', port: 7777, workers: 2 }), UsageError);
  });

  it('is an address, tested by one worker unless it is shared', () => {
    const { parameters, workers } = parse({ port: 7777 });
    assert.deepEqual(parameters.target, { kind: 'address', host: '127.0.0.1', port: 7777 });
    assert.equal(workers, 1);
    assert.equal(parse({ port: 7777, host: 'a.example', shared: true, workers: 3 }).workers, 3);
    assert.throws(() => parse({ port: 7777, workers: 2 }), /needs --shared/);
  });

  it('is talked to by TLS where that is asked for, and only where it is named', () => {
    const tls = (options: Partial<RawOptions>) => {
      const { target } = parse(options).parameters;
      return target.kind === 'adapter' ? assert.fail('a client') : target.tls;
    };
    assert.equal(tls({ port: 7777 }), undefined);
    assert.deepEqual(tls({ port: 7777, tls: true }), {});
    assert.deepEqual(tls({ exec: './server {port}', tlsCa: 'ca.pem' }), { ca: 'ca.pem' });
    assert.deepEqual(tls({ port: 7777, tlsInsecure: true }), { insecure: true });
    assert.throws(() => parse({ tls: true }), /--tls needs a server that speaks TLS/);
  });

  it('is the reference when none is named', () => {
    const { parameters, defaultTarget } = parse({});
    assert.deepEqual(parameters.target, { kind: 'exec', command: './reference {port}', host: '127.0.0.1' });
    assert.equal(defaultTarget, true);
    assert.throws(() => parseRequest(DEFAULTS, undefined, 'server'), /name a server/);
  });

  it('is refused when it cannot work', () => {
    assert.throws(() => parse({ exec: './server' }), /must say where the port goes, as in .*\{port\}/);
    assert.throws(() => parse({ exec: '  ' }), /needs a command/);
    assert.throws(() => parse({ host: '::1' }), /--host needs --port/);
    assert.throws(() => parse({ exec: './server {port}', shared: true }), /--shared/);
  });
});

describe('client', () => {
  const parseClient = (options: Partial<RawOptions>) =>
    parseRequest({ ...DEFAULTS, ...options }, 'reference adapter', 'client');
  const stdio = { way: 'stdio' as const };
  const tcp = (port: number) => ({ way: 'tcp' as const, port });

  it('is an adapter that the suite starts, one for each worker', () => {
    const { parameters, workers, defaultTarget } = parseClient({ exec: './adapter' });
    assert.deepEqual(parameters.target, { kind: 'adapter', command: './adapter', control: stdio });
    assert.deepEqual(
      [workers, defaultTarget, parameters.patience, parameters.shared],
      [cores, false, 0, false],
    );
    assert.equal(parseClient({ exec: './adapter {control}', control: tcp(0), workers: 7 }).workers, 7);
  });

  it('is tested by one worker where there can be only one', () => {
    const { parameters, workers, defaultTarget } = parseClient({ control: tcp(0) });
    assert.deepEqual(parameters.target, { kind: 'adapter', control: tcp(0) });
    assert.deepEqual([workers, defaultTarget], [1, false]);
    assert.equal(parseClient({ exec: './adapter', control: tcp(7778) }).workers, 1);
    assert.throws(
      () => parseClient({ exec: './adapter', control: tcp(7778), workers: 2 }),
      /one adapter only/,
    );
    assert.throws(() => parseClient({ control: tcp(0), workers: 2 }), /one worker only/);
    assert.throws(() => parseClient({ control: { way: 'human' }, workers: 2 }), /one thing at a time/);
  });

  it('is the reference when none is named', () => {
    const { parameters, defaultTarget } = parseClient({});
    assert.deepEqual(parameters.target, { kind: 'adapter', command: 'reference adapter', control: stdio });
    assert.equal(defaultTarget, true);
    assert.throws(() => parseRequest(DEFAULTS, undefined, 'client'), /name the adapter/);
  });

  it('is refused when it cannot work', () => {
    assert.throws(() => parseClient({ exec: ' ' }), /needs a command/);
    assert.throws(() => parseClient({ exec: './a', control: { way: 'human' } }), /leave out --exec/);
    assert.throws(() => parseClient({ exec: './a {control}' }), /address of --control tcp/);
  });
});

describe('outputs', () => {
  it('cannot both go to standard output', () => {
    assert.throws(
      () => parse({ json: '-', junit: '-' }),
      /--json and --junit cannot both .* standard output/,
    );
    assert.throws(() => parse({ tap: 'a', writeBaseline: './a' }), UsageError);
    assert.deepEqual(parse({ json: '-', badge: 'b.svg' }).reports, { json: '-', badge: 'b.svg' });
  });

  it('are a page, unless it is refused or standard output is for a program', () => {
    assert.equal(parse({ json: 'a.json' }).unaskedHtml, 'cosp-report.html');
    for (const options of [{ html: 'a.html' }, { html: false as const }, { tap: '-' }]) {
      assert.equal(parse(options).unaskedHtml, undefined);
    }
    assert.deepEqual(parse({ html: 'a.html' }).reports, { html: 'a.html' });
    assert.deepEqual(parse({ html: false }).reports, {});
  });

  it("may be Cucumber's own, of one round", () => {
    const format = cucumberFormat('rerun:@rerun.txt');
    assert.deepEqual(parse({ format }).cucumberFormats, [{ format: 'rerun', file: '@rerun.txt' }]);
    assert.throws(() => parse({ format, repeat: 2 }), /leave out --repeat/);
    for (const text of ['html', 'html:', 'html:-', 'pretty:a'])
      assert.throws(() => cucumberFormat(text), /html:FILE/);
  });

  it('are refused before the run when they cannot be written', () => {
    assert.throws(
      () => parse({ json: path.join(tmpdir(), 'no', 'such', 'folder.json') }),
      /there is no folder/,
    );
    assert.throws(() => parse({ writeBaseline: tmpdir() }), /it is a folder/);
  });

  it('may be a baseline that is written in place for the first time', () => {
    const file = path.join(tmpdir(), 'cosp-no-baseline-yet.yaml');
    assert.deepEqual(parse({ baseline: file, writeBaseline: file }).baseline, []);
    assert.throws(() => parse({ baseline: file }), /cannot read the baseline/);
  });
});

describe('option values', () => {
  it('are checked', () => {
    assert.equal(wholeNumber(1, 16)('16'), 16);
    assert.equal(seconds(1)('0.25'), 250);
    assert.deepEqual(levels('must', ['CHOICE']), ['CHOICE', 'MUST']);
    assert.deepEqual(order('random:7'), { mode: 'random', seed: 7 });
    assert.deepEqual(order('defined'), { mode: 'defined' });
    assert.deepEqual(segmentation('random:8'), { mode: 'random', seed: 8 });
    assert.deepEqual(segmentation('coalesced'), { mode: 'coalesced' });
    assert.equal(pattern('^a+$'), '^a+$');
  });

  it('draw a seed where none is given', () => {
    const drawn = order('random');
    assert.ok(drawn.mode === 'random' && Number.isInteger(drawn.seed) && drawn.seed >= 0);
  });

  const wrong: [string, () => unknown][] = [
    ['too small a number', () => wholeNumber(1, 16)('0')],
    ['no whole number', () => wholeNumber(1, 16)('1.5')],
    ['no number', () => wholeNumber(1, 16)('')],
    ['no seconds', () => seconds(1)('5s')],
    ['no time at all', () => seconds(1)('0')],
    ['an unknown level', () => levels('MAY')],
    ['a broken pattern', () => pattern('(')],
    ['an unknown order', () => order('reverse')],
    ['no seed', () => order('random:x')],
    ['an unknown segmentation', () => segmentation('bits')],
  ];
  for (const [what, attempt] of wrong) {
    it(`are refused: ${what}`, () => assert.throws(attempt, InvalidArgumentError));
  }
});

describe('near names', () => {
  it('are those with few differences', () => {
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(nearNames('COSP-2.1-11', ['COSP-2.1-1', 'COSP-7-7']), '; did you mean COSP-2.1-1?');
    assert.equal(nearNames('quite another', ['COSP-2.1-1']), '');
  });
});

describe('--control', () => {
  it('is a way, with a port where it has one', () => {
    assert.deepEqual(control('stdio'), { way: 'stdio' });
    assert.deepEqual(control('human'), { way: 'human' });
    assert.deepEqual(control('tcp'), { way: 'tcp', port: 0 });
    assert.deepEqual(control('tcp:7778'), { way: 'tcp', port: 7778 });
    for (const wrong of ['', 'udp', 'tcp:', 'tcp:0', 'tcp:65536', 'tcp:1.5', 'stdio:1'])
      assert.throws(() => control(wrong), InvalidArgumentError);
  });
});
