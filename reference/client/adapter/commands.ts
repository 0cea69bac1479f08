import type { Duplex } from 'node:stream';
import type { PrivateOptions, PrivateRequest } from '../private-request';
import { bytesOf, numberOf, type Order, stringOf, textOf } from './members';
import { Refusal } from './refusal';
import type { Session } from './session';

export type { Order };

/** The newest version of the adapter protocol that is spoken here. */
const VERSION = 1;

const nothing = (): undefined => undefined;

/** Does what one command says. Returns the further members of the reply. */
export type CarryOut = (session: Session, order: Order) => Promise<object | undefined> | object | undefined;

/** Waits until what is asked or accepted has been sent, and not for what comes of it. */
async function untilSent(
  session: Session,
  pseudonym: string,
  start: (options: PrivateOptions) => Promise<Duplex>,
): Promise<undefined> {
  let opening: Promise<Duplex> | undefined;
  await new Promise<void>((resolve, reject) => {
    opening = start({ onSent: resolve });
    opening.catch(reject);
  });
  session.follow(pseudonym, opening as Promise<Duplex>);
  return undefined;
}

function requestOf({ client }: Session, order: Order): PrivateRequest {
  const from = stringOf(order, 'from');
  const request = client.privateRequestOf(from);
  if (request !== undefined) return request;
  throw new Refusal('refused-locally', `${from} has not asked for a private connection`);
}

const PRIVATE: readonly (readonly [string, CarryOut])[] = [
  [
    'private.request',
    (session, order) => {
      const to = stringOf(order, 'to');
      return untilSent(session, to, (options) => session.client.requestPrivate(to, options));
    },
  ],
  [
    'private.accept',
    (session, order) => {
      const request = requestOf(session, order);
      return untilSent(session, request.from.pseudonym, (options) => request.accept(options));
    },
  ],
  ['private.refuse', (session, order) => requestOf(session, order).refuse().then(nothing)],
  [
    'private.send',
    (session, order) => {
      const end = session.privateEnd(stringOf(order, 'with'));
      if (!end.isOpen) throw new Refusal('io', 'the private connection has ended');
      end.send(bytesOf(order));
      return undefined;
    },
  ],
  ['private.received', (session, order) => session.privateEnd(stringOf(order, 'with')).received()],
  [
    'private.close',
    (session, order) => {
      session.privateEnd(stringOf(order, 'with')).close();
      return undefined;
    },
  ],
];

/** All commands by their names. */
export const COMMANDS: ReadonlyMap<string, CarryOut> = new Map<string, CarryOut>([
  [
    'hello',
    () => ({
      version: VERSION,
      client: { name: 'cosp reference client', language: 'TypeScript' },
      unsupported: [],
    }),
  ],
  [
    'connect',
    (session, order) => session.connect(stringOf(order, 'host'), numberOf(order, 'port')).then(nothing),
  ],
  [
    'register',
    (session, order) => {
      // The answer is an event; and that none will come is told by `disconnected`.
      const asked = session.client.register(stringOf(order, 'pseudonym'));
      return Promise.race([asked, Promise.resolve()]).then(nothing);
    },
  ],
  ['roster', ({ client }) => ({ roster: [...client.roster.keys()] })],
  ['broadcast', ({ client }, order) => client.broadcast(textOf(order)).then(nothing)],
  ['direct', ({ client }, order) => client.direct(stringOf(order, 'to'), textOf(order)).then(nothing)],
  ...PRIVATE,
  ['disconnect', (session) => session.disconnect().then(nothing)],
  ['bye', nothing],
]);
