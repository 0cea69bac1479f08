import { createServer } from 'node:net';
import { CommandFailed } from '../adapter';
import { AdapterFault } from '../judgement';
import type { Check, Scene } from './examination';
import { ask, register } from './registration';

/** Beginnings and ends of the chat connection. */
export const CONNECTION_CHECKS: readonly Check[] = [
  { name: 'notices that the server has ended the connection', run: serverEnds },
  { name: 'disconnects, and connects again', run: again },
  { name: 'tells that a connection could not be opened', run: nobodyThere },
];

async function serverEnds(scene: Scene): Promise<void> {
  await scene.stage.connect();
  await register(scene);
  await scene.script.end('close');
  await scene.stage.shown();
}

async function again(scene: Scene): Promise<void> {
  const { adapter, stage } = scene;
  await stage.connect();
  await register(scene);
  stage.closeAfterClient();
  await adapter.reset();
  await stage.connect();
  await ask(scene, 'doctor');
}

/** A port at which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function nobodyThere({ adapter }: Scene): Promise<void> {
  const port = await deadPort();
  try {
    await adapter.command('connect', { host: '127.0.0.1', port });
  } catch (error) {
    if (error instanceof CommandFailed) return;
    throw error;
  }
  throw new AdapterFault(`the adapter answered "connect" with ok, but nobody listens on port ${port}`);
}
