import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashOf, stateOf } from '../../site/browser/decoder-address';
import { splitFrames } from '../../site/browser/split-frames';
import { loadVectors } from '../../spec/vectors';
import type { EntryType } from '../../wire';

const split = (type: EntryType, hex: string): string[] => {
  const { frames, left } = splitFrames(type, Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  assert.equal(left, 0);
  return frames.map((frame) => `${frame.offset} ${frame.type} ${frame.summary ?? 'no whole frame'}`);
};

describe('bytes as frames', () => {
  it('are requests behind a hello', () => {
    assert.deepEqual(split('client_hello', '0003626f62 0000026869 00'), [
      '0 client_hello pseudonym, 3 bytes "bob"',
      '5 client_request request 0 (broadcast), 2 bytes "hi"',
      '10 client_request no whole frame',
    ]);
  });

  it('are responses behind an acceptance, and another answer behind a refusal', () => {
    assert.deepEqual(split('connection_reply', 'ff 000000 ff'), [
      '0 connection_reply connection -1 (pseudonym in use)',
      '1 connection_reply connection 0 (accepted), 0 clients',
      '4 server_response response -1 (absent)',
    ]);
  });

  it('end where they are malformed', () => {
    assert.deepEqual(split('client_request', '63 00'), ['0 client_request no whole frame']);
  });

  it('are told as left over when they are very many', () => {
    const { frames, left } = splitFrames('server_response', Buffer.alloc(300, 0xff));
    assert.deepEqual([frames.length, left], [200, 100]);
  });

  it('are whole frames exactly where the vectors say so', () => {
    for (const { id, entry, bytes, error } of loadVectors()) {
      const [first] = splitFrames(entry, bytes).frames;
      if (bytes.length === 0) assert.equal(first, undefined, id);
      else if (!error) assert.equal(first?.bytes.length, bytes.length, id);
      else if (error.kind === 'trailing') assert.equal(first?.bytes.length, error.offset, id);
      else assert.equal(first?.summary, undefined, id);
    }
  });
});

describe('the decoder’s address', () => {
  it('leads back to what it was made of', () => {
    assert.equal(hashOf('client_hello', '0001'), '#client_hello:0001');
    assert.deepEqual(stateOf('#client_hello:000178'), { type: 'client_hello', text: '00 01 78' });
    assert.deepEqual(stateOf('#server_response:'), { type: 'server_response', text: '' });
  });

  it('is not taken from anything else', () => {
    for (const hash of [
      '',
      '#',
      '#content',
      '#client_nonsense:00',
      '#client_hello:0g',
      '#client_hello:<b>',
    ]) {
      assert.equal(stateOf(hash), undefined, hash);
    }
  });
});
