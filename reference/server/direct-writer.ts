import type { Socket } from 'node:net';
import type { Writer } from './writer';

/** What writes to the connection, inside of a socket. */
interface Handle {
  /** @returns 0, or the number of the system's error. */
  writeBuffer(request: WriteRequest, bytes: Buffer): number;
}

/** What Node keeps about a write that the operating system has not taken whole. */
interface WriteRequest {
  /** Kept from the garbage collector. */
  buffer?: Buffer;
  writer?: DirectWriter;
  oncomplete?(this: WriteRequest, status: number): void;
}

/** Node's own access to its streams, which `process.binding` gives to others too. */
interface StreamBinding {
  readonly WriteWrap: new () => WriteRequest;
  /** Tells of the last write of all, in one place for all sockets. */
  readonly streamBaseState: Int32Array;
  readonly kLastWriteWasAsync: number;
}

/**
 * Writes past the stream of a socket, straight to its handle: of what a short write costs the server, which is mostly
 * the system call, Node's streams are an eighth. Nearly all writes are taken at once, and nothing is kept about those: not
 * even a new request, as Node touches it only when something is left to send.
 */
export class DirectWriter implements Writer {
  #unsentBytes = 0;

  private constructor(
    private readonly binding: StreamBinding,
    private readonly socket: Socket,
    private readonly onTaken: () => void,
  ) {}

  /** @returns nothing for a socket that is no plain TCP, or where this Node does not let it. */
  static for(socket: Socket, onTaken: () => void): DirectWriter | undefined {
    const handle = handleOf(socket);
    if (handle?.constructor.name !== 'TCP' || typeof handle.writeBuffer !== 'function') return undefined;
    access ??= streamBinding();
    return access && new DirectWriter(access, socket, onTaken);
  }

  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  write(bytes: Buffer): void {
    const handle = handleOf(this.socket);
    if (!handle) return;
    const { WriteWrap, streamBaseState, kLastWriteWasAsync } = this.binding;
    spare ??= new WriteWrap();
    const failed = handle.writeBuffer(spare, bytes) !== 0;
    // Without an error that says where: nobody looks into it, and each would cost more than the client's coming and leaving.
    if (failed) this.socket.destroy();
    else if (streamBaseState[kLastWriteWasAsync] !== 0) this.#wait(bytes);
  }

  #wait(bytes: Buffer): void {
    const request = spare as WriteRequest;
    spare = undefined;
    request.buffer = bytes;
    request.writer = this;
    request.oncomplete = completed;
    this.#unsentBytes = bytes.length;
  }

  /** @param status 0, or the number of the system's error. */
  completed(status: number): void {
    if (status !== 0) {
      this.socket.destroy(); // or it has been, and that was the end of the write
      return;
    }
    this.#unsentBytes = 0;
    this.onTaken();
  }
}

let access: StreamBinding | undefined;
/** What the next write uses, of whichever socket. */
let spare: WriteRequest | undefined;

function completed(this: WriteRequest, status: number): void {
  this.writer?.completed(status);
}

function handleOf(socket: Socket): Handle | null | undefined {
  return (socket as unknown as { _handle?: Handle | null })._handle;
}

/** @returns nothing where Node keeps it to itself, or has changed it. */
function streamBinding(): StreamBinding | undefined {
  try {
    const { binding } = process as unknown as { binding(name: 'stream_wrap'): Partial<StreamBinding> };
    const { WriteWrap, streamBaseState, kLastWriteWasAsync } = binding('stream_wrap');
    if (typeof WriteWrap !== 'function' || !(streamBaseState instanceof Int32Array)) return undefined;
    if (kLastWriteWasAsync === undefined || streamBaseState[kLastWriteWasAsync] === undefined)
      return undefined;
    return { WriteWrap, streamBaseState, kLastWriteWasAsync };
  } catch {
    return undefined; // as under Node's permission model
  }
}
