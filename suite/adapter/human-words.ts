import { inert } from '../report/inert';
import type { AdapterEvent, CommandName, Message, PrivateBytes } from './protocol';

type Members = Record<string, unknown>;

/** What a person is to do with the client; undefined: a person cannot. */
export function orderInWords(name: CommandName, members: object): string | undefined {
  const { host, port, pseudonym, to, from, with: partner } = members as Members;
  switch (name) {
    case 'connect':
      return `start your client, and let it connect to ${host} port ${port}, but register nobody yet`;
    case 'register':
      return `ask for the pseudonym ${quoted(pseudonym)}`;
    case 'broadcast':
      return `write to everybody: ${message(members as Message)}`;
    case 'direct':
      return `write to ${quoted(to)} alone: ${message(members as Message)}`;
    case 'private.request':
      return `ask ${quoted(to)} for a private connection`;
    case 'private.accept':
      return `accept the private connection for which ${quoted(from)} asks`;
    case 'private.refuse':
      return `refuse the private connection for which ${quoted(from)} asks`;
    case 'private.send':
      return `send on the private connection with ${quoted(partner)}: ${bytes(members as PrivateBytes)}`;
    case 'private.close':
      return `close the private connection with ${quoted(partner)}`;
    case 'disconnect':
      return 'end your client';
    default:
      return undefined;
  }
}

/** What the client is to show. */
export function eventInWords(event: AdapterEvent): string {
  switch (event.event) {
    case 'registered':
      return `that it is registered, with this roster (with or without its own pseudonym): ${event.roster.map(quoted).join(', ') || 'nobody'}`;
    case 'register.refused':
      return 'that the pseudonym is in use';
    case 'absent':
      return 'that an addressee is not there';
    case 'disconnected':
      return 'that the connection has ended';
    case 'joined':
      return `that ${quoted(event.pseudonym)} has come`;
    case 'left':
      return `that ${quoted(event.pseudonym)} has gone`;
    case 'broadcast':
    case 'direct':
      return `a message ${event.event === 'direct' ? 'to your client alone' : 'to everybody'} from ${quoted(event.from)}: ${event.text === undefined ? `${event.length} bytes` : quoted(event.text)}`;
    case 'error':
      return 'that something is wrong';
    default:
      return privateInWords(event);
  }
}

function privateInWords(event: Extract<AdapterEvent, { event: `private.${string}` }>): string {
  switch (event.event) {
    case 'private.requested':
      return `that ${quoted(event.from)} asks for a private connection`;
    case 'private.accepted':
      return `that ${quoted(event.by)} has accepted`;
    case 'private.refused':
      return `that ${quoted(event.by)} has refused`;
    case 'private.open':
      return `that the private connection with ${quoted(event.with)} is open`;
    case 'private.data':
      return `that ${event.length} bytes in all have come from ${quoted(event.with)}`;
    case 'private.closed':
      return `that the private connection with ${quoted(event.with)} has ended`;
  }
}

function quoted(text: unknown): string {
  return `"${inert(String(text))}"`;
}

function message(it: Message): string {
  return 'text' in it ? quoted(it.text) : filled(it);
}

function bytes(it: PrivateBytes): string {
  return 'hex' in it ? `the bytes ${it.hex} (hexadecimal)` : filled(it);
}

function filled({ fill, length }: { fill: string; length: number }): string {
  return `${length} bytes of ${quoted(fill)} again and again`;
}
