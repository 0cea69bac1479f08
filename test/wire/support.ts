import fc from 'fast-check';
import type { ExpectedFields } from '../../spec/vectors';
import * as wire from '../../wire';

type Fields = ExpectedFields;

const HIDDEN = new Set(['_io', '_parent', '_root']);
const CODES: Partial<Record<wire.EntryType, Readonly<Record<number, string>>>> = {
  client_request: wire.RequestCode,
  connection_reply: wire.ConnectionCode,
  server_response: wire.ResponseCode,
};

const snake = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A generated object as plain data: names as in cosp.ksy, codes by name, bytes as Buffer. */
export function plain(type: wire.EntryType, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map((entry) => plain(type, entry));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([property]) => !HIDDEN.has(property));
  return Object.fromEntries(
    entries.map(([property, inner]) => {
      if (property === 'code') return [property, CODES[type]?.[inner as number]?.toLowerCase()];
      return [snake(property), plain(type, inner)];
    }),
  );
}

const id = (fields: Fields, name: string): number => fields[name] as number;
const text = (fields: Fields, name: string): Buffer => fields[name] as Buffer;

/** The encoder of each kind of frame, called with the fields' own values; the sizes are the encoder's work. */
const ENCODERS: Readonly<Record<string, (body: Fields) => Buffer>> = {
  client_hello: (body) => wire.encodeClientHello(text(body, 'pseudonym')),
  'client_request broadcast': (body) => wire.encodeBroadcastRequest(text(body, 'text')),
  'client_request direct': (body) => wire.encodeDirectRequest(id(body, 'id_addressee'), text(body, 'text')),
  'client_request private_request': (body) =>
    wire.encodePrivateRequest(id(body, 'port'), id(body, 'id_addressee')),
  'client_request private_accept': (body) =>
    wire.encodePrivateAccept(id(body, 'port'), id(body, 'id_requester')),
  'client_request private_refuse': (body) => wire.encodePrivateRefuse(id(body, 'id_requester')),
  'connection_reply accepted': (body) =>
    wire.encodeAccepted(
      (body.clients as readonly Fields[]).map((client) => ({
        idClient: id(client, 'id_client'),
        pseudonym: text(client, 'pseudonym'),
      })),
    ),
  'connection_reply pseudonym_in_use': () => wire.encodePseudonymInUse(),
  'server_response joined': (body) => wire.encodeJoined(id(body, 'id_client'), text(body, 'pseudonym')),
  'server_response left': (body) => wire.encodeLeft(id(body, 'id_client')),
  'server_response broadcast': (body) =>
    wire.encodeBroadcastResponse(id(body, 'id_sender'), text(body, 'text')),
  'server_response direct': (body) => wire.encodeDirectResponse(id(body, 'id_sender'), text(body, 'text')),
  'server_response private_requested': (body) => wire.encodePrivateRequested(id(body, 'id_requester')),
  'server_response private_accepted': (body) => wire.encodePrivateAccepted(id(body, 'id_accepter')),
  'server_response private_established': (body) => wire.encodePrivateEstablished(id(body, 'id_requester')),
  'server_response absent': () => wire.encodeAbsent(),
  'server_response private_refused': (body) => wire.encodePrivateRefused(id(body, 'id_refuser')),
};

/** Names of all kinds of frames: the entry type, and behind it the code's name where there is one. */
export const KINDS: readonly string[] = Object.keys(ENCODERS);

/** The kind of the frame that these fields make. */
export function kindOf(type: wire.EntryType, fields: Fields): string {
  return fields.code === undefined ? type : `${type} ${fields.code}`;
}

/** Encodes the frame that these fields make. */
export function encodeFields(type: wire.EntryType, fields: Fields): Buffer {
  const encode = ENCODERS[kindOf(type, fields)];
  if (encode === undefined) throw new Error(`no encoder for ${kindOf(type, fields)}`);
  return encode(fields.code === undefined ? fields : (fields.body as Fields));
}

/** A frame of any kind, its fields and its bytes. */
export interface AnyFrame {
  type: wire.EntryType;
  fields: Fields;
  bytes: Buffer;
}

const short = fc.oneof(fc.constantFrom(-32768, -1, 0, 32767), fc.integer({ min: -32768, max: 32767 }));
const port = fc.oneof(fc.constantFrom(0, 65535, 70000, -1), fc.maxSafeInteger()).map((value) => value | 0);
const bytes = fc.oneof(
  { weight: 10, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).map((s) => Buffer.from(s)) },
  { weight: 10, arbitrary: fc.uint8Array({ maxLength: 40 }).map((a) => Buffer.from(a)) },
  { weight: 1, arbitrary: fc.constantFrom(255, 256, 32767).map((size) => Buffer.alloc(size, 0x61)) },
);
const sized = (size: string, name: string, value: Buffer): Fields => ({
  [size]: value.length,
  [name]: value,
});
const client = fc
  .tuple(short, bytes)
  .map(([idClient, name]): Fields => ({ id_client: idClient, ...sized('len_pseudonym', 'pseudonym', name) }));

const idOnly = (name: string): fc.Arbitrary<Fields> => short.map((value) => ({ [name]: value }));
const idAndText = (name: string): fc.Arbitrary<Fields> =>
  fc
    .tuple(short, bytes)
    .map(([value, content]) => ({ [name]: value, ...sized('len_text', 'text', content) }));
const portAndId = (name: string): fc.Arbitrary<Fields> =>
  fc.tuple(port, short).map(([value, other]) => ({ port: value, [name]: other }));

const BODIES: Readonly<Record<string, fc.Arbitrary<Fields>>> = {
  client_hello: bytes.map((name) => sized('len_pseudonym', 'pseudonym', name)),
  'client_request broadcast': bytes.map((content) => sized('len_text', 'text', content)),
  'client_request direct': idAndText('id_addressee'),
  'client_request private_request': portAndId('id_addressee'),
  'client_request private_accept': portAndId('id_requester'),
  'client_request private_refuse': idOnly('id_requester'),
  'connection_reply accepted': fc
    .array(client, { maxLength: 8 })
    .map((clients) => ({ num_clients: clients.length, clients })),
  'connection_reply pseudonym_in_use': fc.constant({}),
  'server_response joined': client,
  'server_response left': idOnly('id_client'),
  'server_response broadcast': idAndText('id_sender'),
  'server_response direct': idAndText('id_sender'),
  'server_response private_requested': idOnly('id_requester'),
  'server_response private_accepted': idOnly('id_accepter'),
  'server_response private_established': idOnly('id_requester'),
  'server_response absent': fc.constant({}),
  'server_response private_refused': idOnly('id_refuser'),
};

/** Frames of one kind. */
export function framesOf(kind: string): fc.Arbitrary<AnyFrame> {
  const [entry, code] = kind.split(' ');
  const type = entry as wire.EntryType;
  const body = BODIES[kind];
  if (body === undefined) throw new Error(`no frames of kind ${kind}`);
  return body.map((fields) => {
    const all = code === undefined ? fields : { code, body: fields };
    return { type, fields: all, bytes: encodeFields(type, all) };
  });
}

/** Frames of all kinds. */
export const anyFrame: fc.Arbitrary<AnyFrame> = fc.constantFrom(...KINDS).chain(framesOf);

/** Ways to cut a stream: the sizes of its pieces, used over and over; empty pieces are among them. */
export const anyCuts: fc.Arbitrary<number[]> = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 70000 })), { minLength: 1 })
  .filter((sizes) => sizes.some((size) => size > 0));

/** The pieces of a stream cut in these sizes; with `[]` one piece. */
export function* piecesOf(stream: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  if (sizes.length === 0) yield stream;
  for (let at = 0, turn = 0; sizes.length > 0 && at < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? stream.length;
    yield stream.subarray(at, at + size);
    at += size;
  }
}
