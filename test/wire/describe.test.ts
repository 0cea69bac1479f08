import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as wire from '../../wire';
import { decode, describeFrame, type EntryType } from '../../wire';

const LINES: [line: string, type: EntryType, frame: Buffer][] = [
  ['pseudonym, 5 bytes "alice"', 'client_hello', wire.encodeClientHello('alice')],
  ['request 0 (broadcast), 1 byte "x"', 'client_request', wire.encodeBroadcastRequest('x')],
  ['request 1 (direct) to -3, 2 bytes "é"', 'client_request', wire.encodeDirectRequest(-3, 'é')],
  ['request 2 (private request) to 4, port 7777', 'client_request', wire.encodePrivateRequest(7777, 4)],
  ['request 3 (private accept) of 5, port 70000', 'client_request', wire.encodePrivateAccept(70000, 5)],
  ['request -1 (private refuse) of 6', 'client_request', wire.encodePrivateRefuse(6)],
  ['connection 0 (accepted), 0 clients', 'connection_reply', wire.encodeAccepted([])],
  ['connection -1 (pseudonym in use)', 'connection_reply', wire.encodePseudonymInUse()],
  ['response 0 (joined) 7, 3 bytes "bob"', 'server_response', wire.encodeJoined(7, 'bob')],
  ['response 1 (left) 8', 'server_response', wire.encodeLeft(8)],
  [
    'response 2 (broadcast) from 5, 11 bytes "hello world"',
    'server_response',
    wire.encodeBroadcastResponse(5, 'hello world'),
  ],
  ['response 3 (direct) from 9, 0 bytes ""', 'server_response', wire.encodeDirectResponse(9, '')],
  ['response 4 (private requested) from 10', 'server_response', wire.encodePrivateRequested(10)],
  ['response 5 (private accepted) by 11', 'server_response', wire.encodePrivateAccepted(11)],
  ['response 6 (private established) with 12', 'server_response', wire.encodePrivateEstablished(12)],
  ['response -1 (absent)', 'server_response', wire.encodeAbsent()],
  ['response -2 (private refused) by 13', 'server_response', wire.encodePrivateRefused(13)],
];

describe('describeFrame', () => {
  for (const [line, type, frame] of LINES) {
    it(`says: ${line}`, () => assert.equal(describeFrame(type, decode(type, frame)), line));
  }

  it('lists the first clients by name', () => {
    const clients = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((pseudonym, idClient) => ({
      idClient,
      pseudonym,
    }));
    const described = (count: number): string =>
      describeFrame(
        'connection_reply',
        decode('connection_reply', wire.encodeAccepted(clients.slice(0, count))),
      );
    assert.equal(described(1), 'connection 0 (accepted), 1 client: 0 "a"');
    assert.equal(
      described(7),
      'connection 0 (accepted), 7 clients: 0 "a", 1 "b", 2 "c", 3 "d", 4 "e", and 2 more',
    );
  });

  it('cuts a long text and escapes what must not reach a terminal', () => {
    const long = wire.encodeBroadcastRequest(`\u202e${'x'.repeat(100)}`);
    const line = describeFrame('client_request', decode('client_request', long));
    assert.equal(line, `request 0 (broadcast), 103 bytes "\\u{202e}${'x'.repeat(59)}"…`);
  });
});
