import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as wire from '../../wire';
import { DEFAULT_MAX_BYTES, Framer, FrameTooLongError, MalformedFrameError } from '../../wire';

const hello = wire.encodeBroadcastRequest('hello');
const bye = wire.encodeDirectRequest(3, 'bye');

const shares = (view: Uint8Array, memory: Uint8Array): boolean => view.buffer === memory.buffer;

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('Framer', () => {
  it('has nothing to give before bytes come, and counts what waits', () => {
    const framer = new Framer('client_request');
    assert.equal(framer.next(), undefined);
    framer.push(new Uint8Array(0));
    assert.equal(framer.next(), undefined);
    framer.push(hello.subarray(0, 3));
    assert.deepEqual([framer.pendingBytes, framer.streamOffset], [3, 0]);
    assert.equal(framer.next(), undefined);
    assert.deepEqual([framer.pendingBytes, framer.streamOffset], [3, 0]);
    framer.push(Buffer.concat([hello.subarray(3), bye]));
    assert.equal(framer.pendingBytes, hello.length + bye.length);
    assert.equal(framer.next()?.offset, 0);
    assert.deepEqual([framer.pendingBytes, framer.streamOffset], [bye.length, hello.length]);
    assert.equal(framer.next()?.offset, hello.length);
    assert.deepEqual([framer.pendingBytes, framer.next()], [0, undefined]);
  });

  it('takes several chunks before the first frame is asked for', () => {
    const framer = new Framer('client_request');
    for (const byte of Buffer.concat([hello, bye])) framer.push(Uint8Array.of(byte));
    assert.deepEqual(Buffer.from(framer.rest()), Buffer.concat([hello, bye]));
    assert.deepEqual(Buffer.from(framer.next()?.bytes ?? []), hello);
    assert.deepEqual(Buffer.from(framer.rest()), bye);
    assert.deepEqual(Buffer.from(framer.next()?.bytes ?? []), bye);
    assert.equal(framer.rest().length, 0);
  });

  it('lets the consumer change the type between two frames of one chunk', () => {
    const framer: Framer<wire.EntryType> = new Framer('client_hello');
    framer.push(Buffer.concat([wire.encodeClientHello('alice'), hello]));
    const first = framer.expect('client_hello').next();
    assert.equal(first && wire.textOf(first.frame.pseudonym), 'alice');
    const second = framer.expect('client_request').next();
    assert.ok(second?.frame.code === wire.RequestCode.BROADCAST);
    assert.equal(wire.textOf(second.frame.body.text), 'hello');
  });

  it('looks anew at held bytes when told another type, also when they are more than one frame of it', () => {
    const framer = new Framer('client_hello');
    framer.push(Buffer.of(1, 0, 5, 0xff, 4));
    assert.equal(framer.next(), undefined, 'a pseudonym of 256 bytes has begun');
    const responses = framer.expect('server_response');
    const texts: string[] = [];
    framer.push(Buffer.of(0, 6));
    for (let captured = responses.next(); captured !== undefined; captured = responses.next()) {
      texts.push(`${captured.offset}: ${wire.describeFrame('server_response', captured.frame)}`);
    }
    const expected = [
      '0: response 1 (left) 5',
      '3: response -1 (absent)',
      '4: response 4 (private requested) from 6',
    ];
    assert.deepEqual(texts, expected);
  });

  it('keeps the order when held bytes are put back before a chunk that waits', () => {
    const framer = new Framer('client_request');
    framer.push(Buffer.of(1, 0));
    assert.equal(framer.next(), undefined);
    framer.push(Buffer.of(7));
    framer.push(Buffer.of(1, 0, 8));
    const responses = framer.expect('server_response');
    assert.equal(responses.next()?.frame.code, wire.ResponseCode.LEFT);
    const second = responses.next();
    assert.ok(second?.frame.code === wire.ResponseCode.LEFT);
    assert.deepEqual([second.frame.body.idClient, second.offset], [8, 3]);
  });
});

describe('the memory of a frame', () => {
  it('is the chunk, where the frame lies whole in it', () => {
    const framer = new Framer('client_request');
    const chunk = new Uint8Array(Buffer.concat([hello, bye]));
    framer.push(chunk);
    for (let captured = framer.next(); captured !== undefined; captured = framer.next()) {
      assert.ok(shares(captured.bytes, chunk));
      assert.ok('text' in captured.frame.body && shares(captured.frame.body.text, chunk));
    }
  });

  it('stays untouched until the next push, also of a frame that came in pieces', () => {
    const framer = new Framer('client_request');
    framer.push(hello.subarray(0, 4));
    assert.equal(framer.next(), undefined);
    framer.push(Buffer.concat([hello.subarray(4), bye, bye.subarray(0, 6)]));
    const [first, second, third] = [framer.next(), framer.next(), framer.next()];
    assert.equal(third, undefined);
    assert.deepEqual(Buffer.from(first?.bytes ?? []), hello);
    assert.deepEqual(Buffer.from(second?.bytes ?? []), bye);
  });

  it('does not keep a large chunk once its frames are out', () => {
    const held = (value: unknown, memory: unknown, depth = 0): boolean =>
      value === memory ||
      (depth < 4 && typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
        ? Object.values(value).some((inner) => held(inner, memory, depth + 1))
        : ArrayBuffer.isView(value) && value.buffer === memory);
    const framer = new Framer('client_request');
    const chunk = new Uint8Array(Buffer.concat(new Array(1000).fill(hello)));
    framer.push(chunk);
    assert.ok(framer.next() && held(framer, chunk.buffer), 'else this test could not fail');
    while (framer.next() !== undefined);
    assert.ok(!held(framer, chunk.buffer));
  });

  it('keeps no chunk for the sake of a few bytes left over', () => {
    const framer = new Framer('client_request');
    const chunk = Buffer.concat([hello, bye.subarray(0, 2)]);
    framer.push(chunk);
    assert.deepEqual([framer.next()?.bytes.length, framer.next()], [hello.length, undefined]);
    chunk.fill(0);
    framer.push(bye.subarray(2));
    assert.deepEqual(Buffer.from(framer.next()?.bytes ?? []), bye);
  });
});

describe('a broken framer', () => {
  it('says the same at each call, and what is left begins with the frame to blame', () => {
    const framer = new Framer('client_request');
    framer.push(Buffer.concat([hello, Buffer.of(9, 8, 7)]));
    framer.next();
    const error = errorOf(() => framer.next());
    assert.ok(error instanceof MalformedFrameError);
    assert.equal(
      error.message,
      'client_request: code at byte 0 (09) is 9, which is no request code (-1, 0, 1, 2, 3)',
    );
    assert.deepEqual([error.frameOffset, error.streamOffset], [hello.length, hello.length]);
    framer.push(hello);
    framer.expect('server_response');
    assert.equal(
      errorOf(() => framer.next()),
      error,
    );
    assert.deepEqual(Buffer.from(framer.rest()), Buffer.concat([Buffer.of(9, 8, 7), hello]));
  });

  it('tells where the wrong field lies in the stream', () => {
    const framer = new Framer('client_request');
    framer.push(Buffer.concat([bye, Buffer.from('010003ff', 'hex')]));
    framer.next();
    assert.equal(framer.next(), undefined);
    framer.push(Buffer.of(0xfe));
    const error = errorOf(() => framer.next());
    assert.ok(error instanceof MalformedFrameError);
    assert.deepEqual([error.field, error.offset, error.streamOffset], ['body.len_text', 3, bye.length + 3]);
    assert.equal(error.reason, 'is -2, which is less than 0');
    assert.deepEqual(Buffer.from(error.bytes), Buffer.of(0xff, 0xfe));
  });
});

describe('the bound', () => {
  const tooLong = (framer: Framer<wire.EntryType>): [number, number] => {
    const error = errorOf(() => framer.next());
    assert.ok(error instanceof FrameTooLongError, String(error));
    return [error.maxBytes, error.atLeast];
  };

  it('is a whole number of at least 7, and 64 MiB unless told', () => {
    for (const maxBytes of [6, 0, -1, 7.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => new Framer('client_hello', { maxBytes }), RangeError);
    }
    assert.equal(new Framer('client_hello').maxBytes, DEFAULT_MAX_BYTES);
    assert.equal(DEFAULT_MAX_BYTES, 67_108_864);
  });

  it('lets a frame of just that length pass, and no longer one', () => {
    for (const cut of [1, 4, 8]) {
      const exact = new Framer('client_request', { maxBytes: 8 });
      exact.push(hello.subarray(0, cut));
      exact.next();
      exact.push(hello.subarray(cut));
      if (cut < 8) assert.equal(exact.next()?.bytes.length, 8);
      const over = new Framer('client_request', { maxBytes: 7 });
      over.push(hello.subarray(0, cut));
      if (cut < 3) over.next();
      over.push(hello.subarray(cut));
      assert.deepEqual(tooLong(over), [7, 8]);
    }
  });

  it('strikes as soon as the size is there', () => {
    const framer = new Framer('client_request', { maxBytes: 1024 });
    framer.push(Buffer.of(0, 0x04));
    assert.equal(framer.next(), undefined);
    framer.push(Buffer.of(0x00));
    assert.deepEqual(tooLong(framer), [1024, 1027]);
  });

  it('strikes as soon as a count cannot fit with empty pseudonyms', () => {
    const framer = new Framer('connection_reply', { maxBytes: 1000 });
    framer.push(Buffer.of(0, 0x00, 0xfa));
    assert.deepEqual(tooLong(framer), [1000, 1003]);
    assert.match(String(errorOf(() => framer.next())), /at least 1003 bytes, more than the 1000 allowed/);
  });

  it('strikes at the first entry of a list that does not fit', () => {
    const clients = [10, 20, 80, 10].map((size) => ({ idClient: 1, pseudonym: Buffer.alloc(size) }));
    const list = wire.encodeAccepted(clients);
    const firstSigns = 3 + 14 + 24 + 4;
    for (const step of [1, 7, list.length]) {
      const framer = new Framer('connection_reply', { maxBytes: 120 });
      let pushed = 0;
      let error: unknown;
      while (error === undefined && pushed < list.length) {
        framer.push(list.subarray(pushed, pushed + step));
        pushed += step;
        error = errorOf(() => framer.next());
      }
      assert.ok(error instanceof FrameTooLongError);
      assert.equal(error.atLeast, 3 + 14 + 24 + 84 + 4);
      assert.ok(step === list.length || pushed < firstSigns + step, `noticed after ${pushed} bytes`);
    }
  });

  it('takes a list that just fits', () => {
    const list = wire.encodeAccepted([1, 2, 3].map((idClient) => ({ idClient, pseudonym: 'abc' })));
    const framer = new Framer('connection_reply', { maxBytes: list.length });
    for (const byte of list) framer.push(Uint8Array.of(byte));
    assert.equal(framer.next()?.bytes.length, list.length);
  });
});
