/** The version of the adapter protocol that the suite speaks (docs/adapter-protocol.md). */
export const PROTOCOL_VERSION = 1;

/** What the suite can tell an adapter to do. */
export type CommandName =
  | 'hello'
  | 'connect'
  | 'register'
  | 'roster'
  | 'broadcast'
  | 'direct'
  | 'private.request'
  | 'private.accept'
  | 'private.refuse'
  | 'private.send'
  | 'private.received'
  | 'private.close'
  | 'disconnect'
  | 'bye';

/** A message to be written: as it is, or `fill` (ASCII) repeated and cut to `length` bytes. */
export type Message = { text: string } | { fill: string; length: number };

/** Bytes to be sent on a private connection: two lower-case digits each, or `fill` (ASCII) repeated and cut to `length`. */
export type PrivateBytes = { hex: string } | { fill: string; length: number };

/** A message as the client shows it; `length` is in UTF-8 bytes, `sha256` in hex. */
export type ShownMessage = { text: string } | { text?: undefined; length: number; sha256: string };

/** What the client shows its user. */
export type AdapterEvent =
  | { event: 'registered'; roster: string[] }
  | { event: 'register.refused' | 'absent' | 'disconnected' }
  | { event: 'joined' | 'left'; pseudonym: string }
  | ({ event: 'broadcast' | 'direct'; from: string } & ShownMessage)
  | { event: 'private.requested'; from: string }
  | { event: 'private.accepted' | 'private.refused'; by: string }
  | { event: 'private.open' | 'private.closed'; with: string }
  | { event: 'private.data'; with: string; length: number }
  | { event: 'error'; message: string };

/** Why an adapter did not do what it was told. */
export type RefusalKind = 'unsupported' | 'refused-locally' | 'io' | 'bug';

/** What an adapter says of the client that it drives. */
export interface ClientDescription {
  name: string;
  version?: string;
  language?: string;
}

/** The further members of the replies that have any. */
export interface ReplyMembers {
  hello: { version: number; client: ClientDescription; unsupported: string[] };
  roster: { roster: string[] };
  /** `length` in bytes; `hex` is missing above 1,024 bytes. */
  'private.received': { length: number; sha256: string; hex?: string };
}

/** The members of the reply to `name`. */
export type ReplyTo<Name extends CommandName> = Name extends keyof ReplyMembers
  ? ReplyMembers[Name]
  : Record<string, unknown>;
