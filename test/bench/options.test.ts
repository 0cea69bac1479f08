import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coresOf } from '../../bench/cores';
import { benchCommand, type Options, selectScenarios, selectServers } from '../../bench/options';
import { allScenarios } from '../../bench/scenarios';

async function parsed(...args: string[]): Promise<Options> {
  let options: Options | undefined;
  const command = benchCommand(async (given) => {
    options = given;
    return 0;
  });
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(args, { from: 'user' });
  return options as Options;
}

const namesOf = (all: readonly { name: string }[]): string[] => all.map(({ name }) => name);
const nothing = (): undefined => undefined;

describe('options of the bench', () => {
  it('are read', async () => {
    const options = await parsed(
      '--only',
      'joins,relay-1',
      '--servers',
      'c,naive',
      '--rounds',
      '7',
      '--seconds',
      '0.5',
    );
    assert.deepEqual(options, {
      only: ['joins', 'relay-1'],
      servers: ['c', 'naive'],
      rounds: 7,
      seconds: 0.5,
      patience: 60,
    });
  });

  for (const wrong of [
    ['--rounds', '0'],
    ['--rounds', '1.5'],
    ['--seconds', '-1'],
    ['--seconds', 'x'],
  ])
    it(`${wrong.join(' ')} is refused`, async () => {
      await assert.rejects(parsed(...wrong), { code: 'commander.invalidArgument' });
    });

  it('choose a scenario by its name, several by how their names begin', async () => {
    const chosen = (only: string[]): string[] => namesOf(selectScenarios({ only, patience: 1 }, 100_000));
    assert.deepEqual(chosen(['broadcast-100x10-64']), ['broadcast-100x10-64']);
    assert.deepEqual(chosen(['broadcast-100x10']), [
      'broadcast-100x10-64',
      'broadcast-100x10-64-window-1',
      'broadcast-100x10-1024',
      'broadcast-100x10-1024-window-1',
    ]);
    assert.throws(
      () => chosen(['joins', 'jions']),
      /no scenario begins with jions; there are broadcast-10x1-64, /,
    );
  });

  it('choose servers, and tell which are not installed', () => {
    const told: string[] = [];
    const isInstalled = (command: string): boolean => command !== 'nats-server';
    const chosen = selectServers(
      { servers: ['c', 'nats', 'redis'], patience: 1 },
      (line) => told.push(line),
      isInstalled,
    );
    assert.deepEqual(namesOf(chosen), ['c', 'redis']);
    assert.deepEqual(told, ['nats is left out: nats-server is not installed']);
    assert.throws(
      () => selectServers({ servers: ['d'], patience: 1 }, nothing),
      /no server d; there are c, reference, /,
    );
  });

  it('make a quick run of few scenarios', () => {
    const quick = selectScenarios({ quick: true, patience: 1 }, 100_000);
    assert.ok(quick.length >= 6 && quick.length <= 10, namesOf(quick).join(' '));
  });
});

describe('scenarios of the bench', () => {
  it('have names of their own', () => {
    const names = namesOf(allScenarios(100_000));
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.filter((name) => name.startsWith('broadcast')).length, 20);
  });

  it('have as many idle clients as the descriptors allow, and say so', () => {
    const idle = (descriptors: number): string[] =>
      allScenarios(descriptors)
        .filter(({ kind }) => kind === 'idle')
        .map(({ title }) => title);
    assert.deepEqual(idle(100_000), ['idle, 10,000 clients', 'idle, 32,000 clients']);
    assert.deepEqual(idle(20_000), [
      'idle, 10,000 clients',
      'idle, 19,800 clients (as many as the descriptors of a process allow)',
    ]);
    assert.deepEqual(idle(1024), ['idle, 824 clients (as many as the descriptors of a process allow)']);
  });
});

describe('cores of the bench', () => {
  it('are read from a list', () => {
    assert.deepEqual(coresOf('0-2,5,8-9'), [0, 1, 2, 5, 8, 9]);
  });
});
