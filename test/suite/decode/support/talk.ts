import { CLIENT, type End, SERVER, type SegmentFields } from './packets';

/** Writes the segments of one connection, with the right sequence numbers. */
export class Talk {
  readonly segments: SegmentFields[] = [];
  private readonly next = new Map<End, number>();

  constructor(
    readonly client: End = CLIENT,
    readonly server: End = SERVER,
    private readonly first = 1000,
  ) {
    this.next.set(client, first);
    this.next.set(server, first + 7_000_000);
  }

  /** The three segments that open a connection. */
  open(): this {
    return this.send(this.client, 'S').send(this.server, 'SA').send(this.client, 'A');
  }

  /** Bytes to the server. */
  ask(payload: Uint8Array): this {
    return this.send(this.client, 'PA', payload);
  }

  /** Bytes to the client. */
  answer(payload: Uint8Array): this {
    return this.send(this.server, 'PA', payload);
  }

  /** Both sides close. */
  close(): this {
    return this.send(this.client, 'FA').send(this.server, 'FA');
  }

  /** A segment of either side. */
  send(from: End, flags: string, payload: Uint8Array = Buffer.alloc(0)): this {
    const sequence = this.next.get(from) ?? this.first;
    const to = from === this.client ? this.server : this.client;
    this.segments.push({ from, to, sequence, flags, payload });
    const counted = payload.length + (/[SF]/.test(flags) ? 1 : 0);
    this.next.set(from, (sequence + counted) >>> 0);
    return this;
  }
}
