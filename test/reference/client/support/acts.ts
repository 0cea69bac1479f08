import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { test } from 'node:test';
import { type CospClient, type CospClientEvents, createCospClient } from '../../../../reference/client';
import type { ListedClient } from '../../../../wire';
import { ScriptedServer, type ServedClient } from './scripted-server';

const EVENTS = [
  'registered',
  'registrationRefused',
  'joined',
  'left',
  'broadcast',
  'direct',
  'absent',
  'privateRequested',
  'privateAccepted',
  'privateRefused',
  'problem',
  'disconnected',
] as const satisfies readonly (keyof CospClientEvents)[];

/** The events of a client in the order in which they come, each as a short line. */
export class Diary {
  readonly lines: string[] = [];
  #changed: () => void = () => undefined;

  constructor(client: CospClient) {
    for (const event of EVENTS) {
      client.on(event, (...args: unknown[]) => {
        this.lines.push([event, ...args.map(shown).filter((part) => part !== '')].join(' '));
        this.#changed();
      });
    }
  }

  /** Waits until there are so many, and yields them all. */
  async until(count: number): Promise<string[]> {
    while (this.lines.length < count) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
    return this.lines;
  }
}

function shown(value: unknown): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  if (value instanceof Error) return value.message;
  if (Symbol.iterator in (value as object)) return JSON.stringify([...(value as Iterable<unknown>)]);
  const { from, text, pseudonym } = value as Record<string, unknown>;
  return [pseudonym, shown(from), text].filter((part) => part !== undefined && part !== '').join(' ');
}

/** A registered client and the server's end of it. */
export interface Act {
  readonly server: ScriptedServer;
  readonly client: CospClient;
  readonly diary: Diary;
  readonly served: ServedClient;
}

/** A test with a scripted server and a client that is connected, and no more. */
export function connected(name: string, play: (act: Act) => Promise<void>): void {
  test(name, { timeout: 20_000 }, async () => {
    const server = await ScriptedServer.start();
    const client = createCospClient();
    try {
      const [served] = await Promise.all([server.client(), client.connect({ port: server.port })]);
      await play({ server, client, diary: new Diary(client), served });
    } finally {
      await client.disconnect();
      server.close();
    }
  });
}

export const BOB: ListedClient = { idClient: 9, pseudonym: 'bob' };
export const CAROL: ListedClient = { idClient: -3, pseudonym: 'carol' };

/** A test with a scripted server and a client that is registered, with bob (9) and carol (-3) there. */
export function registered(name: string, play: (act: Act) => Promise<void>): void {
  connected(name, async (act) => {
    await Promise.all([act.served.accept([BOB, CAROL]), act.client.register('alice')]);
    act.diary.lines.length = 0;
    await play(act);
  });
}

/** Reads to the end. */
export async function textOf(stream: Duplex): Promise<string> {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  await once(stream, 'end');
  return text;
}

/** Ends its own direction, and waits for the other one. */
export async function ended(stream: Duplex): Promise<void> {
  stream.resume().end();
  await once(stream, 'close');
}
