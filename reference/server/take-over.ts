import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';

/** What Node's own sockets are made from; the only way to read an accepted connection into memory of one's own. */
interface Handle {
  useUserBuffer?: unknown;
}
interface WithHandle {
  _handle: Handle | null;
}
type HandleOptions = SocketConstructorOpts & { handle: Handle; highWaterMark: number; onread: OnReadOpts };

/**
 * Takes over an accepted connection, of which nothing has been read yet, so that it reads as `onread` says.
 * @returns the socket to be used instead of the accepted one; undefined where Node does not let it be taken over.
 */
export function takeOver(accepted: Socket, onread: OnReadOpts, highWaterMark: number): Socket | undefined {
  const { _handle: handle } = accepted as unknown as WithHandle;
  if (typeof handle?.useUserBuffer !== 'function') return undefined;
  // Without its handle the accepted socket can be destroyed, so that the listener does not count it any more.
  (accepted as unknown as WithHandle)._handle = null;
  accepted.destroy();
  const options: HandleOptions = { handle, onread, highWaterMark, allowHalfOpen: true };
  return new Socket(options);
}
