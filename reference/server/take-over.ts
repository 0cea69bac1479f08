import type { OnReadOpts, Socket } from 'node:net';

/** What reads from the connection, inside of a socket. */
interface Handle {
  useUserBuffer?(memory: Uint8Array): void;
}

/** The symbols, which Node keeps to itself, of the properties that a socket gets from the option `onread`. */
interface Properties {
  readonly memory: symbol;
  readonly callback: symbol;
  readonly generator: symbol;
}

let properties: Properties | undefined;

/**
 * Has an accepted connection, of which nothing has been read yet, read as if its socket had been made with the option
 * `onread`, which Node offers only to those who connect. Where this Node does not let it the socket reads as ever.
 */
export function takeOver(accepted: Socket, { buffer, callback }: OnReadOpts): void {
  const inside = accepted as unknown as { _handle?: Handle } & Record<symbol, unknown>;
  properties ??= propertiesOf(accepted);
  const { _handle: handle } = inside;
  if (properties === undefined || typeof handle?.useUserBuffer !== 'function') return;
  const memory = typeof buffer === 'function' ? buffer() : buffer;
  inside[properties.memory] = memory;
  inside[properties.callback] = callback;
  inside[properties.generator] = typeof buffer === 'function' ? buffer : null;
  handle.useUserBuffer(memory);
}

function propertiesOf(socket: Socket): Properties | undefined {
  const symbols = Object.getOwnPropertySymbols(socket);
  const [memory, callback, generator] = ['kBuffer', 'kBufferCb', 'kBufferGen'].map((name) =>
    symbols.find(({ description }) => description === name),
  );
  return memory && callback && generator && { memory, callback, generator };
}
