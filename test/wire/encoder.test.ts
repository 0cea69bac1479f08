import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as wire from '../../wire';

type WithId = (id: number) => Buffer;

const WITH_ID: Readonly<Record<string, [field: string, encode: WithId]>> = {
  encodeDirectRequest: ['id_addressee', (id) => wire.encodeDirectRequest(id, 'x')],
  encodePrivateRequest: ['id_addressee', (id) => wire.encodePrivateRequest(1, id)],
  encodePrivateAccept: ['id_requester', (id) => wire.encodePrivateAccept(1, id)],
  encodePrivateRefuse: ['id_requester', wire.encodePrivateRefuse],
  encodeAccepted: ['id_client', (idClient) => wire.encodeAccepted([{ idClient, pseudonym: 'x' }])],
  encodeJoined: ['id_client', (id) => wire.encodeJoined(id, 'x')],
  encodeLeft: ['id_client', wire.encodeLeft],
  encodeBroadcastResponse: ['id_sender', (id) => wire.encodeBroadcastResponse(id, 'x')],
  encodeDirectResponse: ['id_sender', (id) => wire.encodeDirectResponse(id, 'x')],
  encodePrivateRequested: ['id_requester', wire.encodePrivateRequested],
  encodePrivateAccepted: ['id_accepter', wire.encodePrivateAccepted],
  encodePrivateEstablished: ['id_requester', wire.encodePrivateEstablished],
  encodePrivateRefused: ['id_refuser', wire.encodePrivateRefused],
};

const WITH_TEXT: Readonly<Record<string, [field: string, encode: (text: wire.Text) => Buffer]>> = {
  encodeClientHello: ['pseudonym', wire.encodeClientHello],
  encodeBroadcastRequest: ['text', wire.encodeBroadcastRequest],
  encodeDirectRequest: ['text', (text) => wire.encodeDirectRequest(1, text)],
  encodeAccepted: ['pseudonym', (pseudonym) => wire.encodeAccepted([{ idClient: 1, pseudonym }])],
  encodeJoined: ['pseudonym', (text) => wire.encodeJoined(1, text)],
  encodeBroadcastResponse: ['text', (text) => wire.encodeBroadcastResponse(1, text)],
  encodeDirectResponse: ['text', (text) => wire.encodeDirectResponse(1, text)],
};

const WITH_PORT: Readonly<Record<string, WithId>> = {
  encodePrivateRequest: (port) => wire.encodePrivateRequest(port, 1),
  encodePrivateAccept: (port) => wire.encodePrivateAccept(port, 1),
};

/** Matches a RangeError that begins with the field and tells the value. */
const rangeError = (field: string, value: number) => (error: unknown) => {
  assert.ok(error instanceof RangeError, String(error));
  assert.ok(error.message.startsWith(`${field}: ${value} `), error.message);
  return true;
};

describe('an encoder', () => {
  for (const [name, [field, encode]] of Object.entries(WITH_ID)) {
    it(`${name} takes any SHORT as ${field}, and nothing else`, () => {
      for (const id of [-32768, -1, 0, 32767]) assert.ok(encode(id).length >= 3);
      for (const id of [-32769, 32768, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        assert.throws(() => encode(id), rangeError(field, id));
      }
    });
  }

  for (const [name, encode] of Object.entries(WITH_PORT)) {
    it(`${name} takes any INT as port, and nothing else`, () => {
      for (const port of [-2147483648, -1, 0, 65535, 70000, 2147483647]) assert.equal(encode(port).length, 7);
      for (const port of [-2147483649, 2147483648, 1.5, Number.NaN]) {
        assert.throws(() => encode(port), rangeError('port', port));
      }
    });
  }

  for (const [name, [field, encode]] of Object.entries(WITH_TEXT)) {
    it(`${name} takes up to 32,767 bytes as ${field}, counted after encoding`, () => {
      const longest = `${'é'.repeat(16383)}z`;
      assert.deepEqual(encode(longest), encode(Buffer.from(longest)));
      assert.throws(() => encode(`${longest}z`), rangeError(field, 32768));
      assert.throws(() => encode(new Uint8Array(32768)), rangeError(field, 32768));
    });

    it(`${name} does not turn half a surrogate pair into another character`, () => {
      assert.throws(() => encode('a\ud83d'), new RegExp(`^RangeError: ${field}: half a surrogate pair`));
      assert.ok(encode('\u{1f600}').includes(Buffer.from('f09f9880', 'hex')));
    });

    it(`${name} takes bytes as they are, and does not keep them`, () => {
      const bytes = Uint8Array.of(0xff, 0x00, 0xfe);
      const frame = encode(bytes);
      bytes.fill(7);
      assert.ok(frame.subarray(-3).equals(Buffer.of(0xff, 0x00, 0xfe)));
    });
  }

  it('takes up to 32,767 clients in a list', () => {
    const clients = new Array(32767).fill({ idClient: 0, pseudonym: '' });
    assert.equal(wire.encodeAccepted(clients).length, 3 + 4 * 32767);
    assert.throws(() => wire.encodeAccepted([...clients, clients[0]]), rangeError('num_clients', 32768));
  });
});
