import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { writeMutant } from '../../mutants/apply';
import type { Mutant } from '../../mutants/declarations';
import { hostedCommand, startInHosts } from '../../mutants/hosted-server';
import { type HostedMutant, type ServerHost, ServerHosts } from '../../mutants/hosts';
import { keepsStateInModules } from '../../mutants/module-state';
import { createTarget, type Target } from '../../suite/target';
import * as shellProcess from '../../suite/target/shell-process';
import { encodeClientHello } from '../../wire';

const CONSTRUCTOR = 'this.#options = options;';

function mutant(replace: string): Mutant {
  const edits = [{ file: 'reference/server/server.ts', find: CONSTRUCTOR, replace }];
  return { name: 'tried', role: 'server', breaks: [], mistake: '', edits, where: 'a test' };
}

describe('the process that hosts the servers of mutants', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-hosts-'));
  const hosts = new ServerHosts();
  const hosted = (replace: string, eachAnew = false): HostedMutant => ({
    copies: writeMutant(mutant(`${replace} ${CONSTRUCTOR}`), join(folder, String(copies++))),
    eachAnew,
  });
  let copies = 0;
  before(() => startInHosts(shellProcess));
  after(() => {
    hosts.close();
    rmSync(folder, { recursive: true });
  });

  function targetOf(host: ServerHost): Target {
    const command = host.command("sh -c 'echo instead >&2; exit 3'");
    return createTarget({ kind: 'exec', command, host: '127.0.0.1' }, 5000);
  }

  /** The host, and what servers that are started one after the other print when they are asked to register somebody. */
  async function printed(what: HostedMutant, starts: number): Promise<[ServerHost, string[]]> {
    const texts: string[] = [];
    const host = await hosts.hosting(what, async (itsHost) => {
      const target = targetOf(itsHost);
      for (let start = 0; start < starts; start++) {
        await target.start();
        const client = connect(target.port, target.host, () => client.write(encodeClientHello('alice')));
        await once(client, 'data');
        client.destroy();
        while (target.state().stderr.length === 0) await setImmediate();
        texts.push(target.state().stderr.join());
      }
      await target.stop();
      return itsHost;
    });
    return [host, texts];
  }

  /** A mutant that prints a word when somebody joins. */
  const says = (word: string): string => `this.once('joined', () => options.log?.error({}, ${word}));`;

  it('starts one after the other, is taken down by one that breaks down, and is replaced by the command then', async () => {
    const breaks = "this.once('joined', () => setImmediate(() => { throw new Error('broken down'); }));";
    await hosts.hosting(hosted(breaks), async (host) => {
      const target = targetOf(host);
      await target.start();
      const first = target.port;
      await target.start();
      assert.notEqual(target.port, first);
      assert.equal(target.running, true);
      const client = connect(target.port, target.host, () => client.write(encodeClientHello('alice')));
      await target.ended(5000);
      client.destroy();
      assert.equal(target.state().state, 'exited');
      assert.match(target.state().stderr.join('\n'), /Error: broken down/);
      await assert.rejects(target.start(), /exited with code 3 before it listened/);
      assert.match(target.state().stderr.join('\n'), /instead/);
    });
  });

  it('loads one mutant after the other', async () => {
    const [first, one] = await printed(hosted(says('"one"')), 1);
    const [second, two] = await printed(hosted(says('"two"')), 1);
    assert.equal(second, first);
    assert.deepEqual([...one, ...two], ['one {}', 'two {}']);
  });

  it('keeps the modules that no mutant changes', async () => {
    const shared = "require('./shared-log')";
    const [first, one] = await printed(hosted(`Object.assign(${shared}, { kept: 1 }); ${says('"one"')}`), 1);
    const [second, two] = await printed(hosted(says(`String(${shared}.kept)`)), 1);
    assert.equal(second, first);
    assert.deepEqual([...one, ...two], ['one {}', '1 {}']);
  });

  it('is replaced where something is left of the mutant before', async () => {
    const [left] = await printed(hosted(`${says('"left"')} setInterval(() => {}, 1000);`), 1);
    const [next] = await printed(hosted(says('"next"')), 1);
    assert.notEqual(next, left);
  });

  it('gives each server modules of its own where it is asked to', async () => {
    const counts = `CospServer.seen = (CospServer.seen ?? 0) + 1; ${says('String(CospServer.seen)')}`;
    assert.deepEqual((await printed(hosted(counts), 2))[1], ['1 {}', '2 {}']);
    assert.deepEqual((await printed(hosted(counts, true), 2))[1], ['1 {}', '1 {}']);
  });

  it('says why a mutant cannot be loaded', async () => {
    const broken = { copies: join(folder, 'none.json'), eachAnew: false };
    await assert.rejects(printed(broken, 1), /cannot be loaded: .*none\.json/);
  });

  it('is replaced by the command as well where it is just about to be gone, and still connected to', async () => {
    const dying = createServer((starter) => starter.destroy()).listen(0, '127.0.0.1');
    await once(dying, 'listening');
    const command = hostedCommand((dying.address() as AddressInfo).port, "sh -c 'exit 3'");
    const target = createTarget({ kind: 'exec', command, host: '127.0.0.1' }, 5000);
    await assert.rejects(target.start(), /exited with code 3 before it listened/);
    dying.close();
  });
});

describe('a mutant whose servers each need a process of their own', () => {
  it('is one with a variable in a module, or a static property', () => {
    const named = 'const DEFAULT_PORT_BEFORE = 1;';
    const edit = (find: string, replace: string): Mutant => ({
      ...mutant(''),
      edits: [{ file: 'reference/server/server.ts', find, replace }],
    });
    const declaration = '/** A COSP server. */';
    assert.equal(keepsStateInModules(edit(declaration, `${named}\n${declaration}`)), true);
    const sockets = 'readonly #sockets = new Map<Socket, Outbox | undefined>();';
    assert.equal(keepsStateInModules(edit(sockets, `${sockets} static seen = 0;`)), true);
    assert.equal(keepsStateInModules(edit(sockets, `${sockets} seen = 0;`)), false);
    assert.equal(keepsStateInModules(mutant(`${CONSTRUCTOR} const seen = 1;`)), false);
  });
});
