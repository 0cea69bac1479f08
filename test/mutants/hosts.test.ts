import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeMutant } from '../../mutants/apply';
import type { Mutant } from '../../mutants/declarations';
import { hostedCommand, startInHosts } from '../../mutants/hosted-server';
import { ServerHost } from '../../mutants/hosts';
import { keepsStateInModules } from '../../mutants/module-state';
import { createTarget } from '../../suite/target';
import * as shellProcess from '../../suite/target/shell-process';
import { encodeClientHello } from '../../wire';

const CONSTRUCTOR = 'this.#options = options;';

function mutant(replace: string): Mutant {
  const edits = [{ file: 'reference/server/server.ts', find: CONSTRUCTOR, replace }];
  return { name: 'tried', role: 'server', breaks: [], mistake: '', edits, where: 'a test' };
}

describe('the process that hosts the servers of a mutant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cosp-hosts-'));
  let host: ServerHost;
  before(async () => {
    startInHosts(shellProcess);
    const breaks = "this.once('joined', () => setImmediate(() => { throw new Error('broken down'); }));";
    host = await ServerHost.start(writeMutant(mutant(`${CONSTRUCTOR} ${breaks}`), folder));
  });
  after(() => {
    host.close();
    rmSync(folder, { recursive: true });
  });

  it('starts one after the other, is taken down by one that breaks down, and is replaced by the command then', async () => {
    const command = host.command("sh -c 'echo instead >&2; exit 3'");
    const target = createTarget({ kind: 'exec', command, host: '127.0.0.1' }, 5000);
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
    const sockets = 'readonly #sockets = new Set<Socket>();';
    assert.equal(keepsStateInModules(edit(sockets, `${sockets} static seen = 0;`)), true);
    assert.equal(keepsStateInModules(edit(sockets, `${sockets} seen = 0;`)), false);
    assert.equal(keepsStateInModules(mutant(`${CONSTRUCTOR} const seen = 1;`)), false);
  });
});
