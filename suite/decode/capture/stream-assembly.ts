import type { Moment } from '../moment';
import type { Chunk, Gap, Stream } from '../stream';
import type { Segment } from './segment';
import { type Part, PartHeap } from './segment-heap';

/**
 * One direction of a TCP connection put together: in order, each byte once, whatever was sent again, overlaps or came
 * out of order. Of bytes that came twice the first copy counts. Holds views of the capture, no copies.
 */
export class StreamAssembly implements Stream {
  readonly chunks: Chunk[] = [];
  /** When the side closed its sending half, once all before it is there. */
  closed: Moment | undefined;
  /** When the side reset the connection. */
  reset: Moment | undefined;
  /** Sequence number of the stream's first byte; undefined until it is known. */
  private first: number | undefined;
  private delivered = 0;
  private farthest = 0;
  private readonly waiting = new PartHeap();

  /** Whether a segment that opens a connection opens another one than this. */
  isAnotherBeginning({ syn, sequence }: Segment): boolean {
    return syn && this.first !== undefined && this.first !== (sequence + 1) >>> 0;
  }

  /** Adds a segment of this direction. */
  add({ syn, fin, reset, sequence, payload, length }: Segment, moment: Moment): void {
    if (reset) {
      this.reset ??= moment;
      return;
    }
    // The flag that opens a connection takes a number itself.
    const from = syn ? (sequence + 1) >>> 0 : sequence;
    if (syn || length > 0 || fin) this.first ??= from;
    if (this.first === undefined || (length === 0 && !fin)) return;
    // Sequence numbers are 32 bits and begin anew; the nearest place to what has been delivered is meant.
    const offset = this.delivered + ((from - this.first - this.delivered) | 0);
    this.farthest = Math.max(this.farthest, offset + length);
    this.waiting.add({ offset, payload, length, fin, moment });
    this.deliver(moment);
  }

  /** What is missing, once everything has been added. */
  get gap(): Gap | undefined {
    const { delivered, farthest } = this;
    const next = this.waiting.first?.offset ?? farthest;
    if (farthest <= delivered && next <= delivered) return undefined;
    return { offset: delivered, length: next - delivered, behind: Math.max(0, farthest - next) };
  }

  private deliver(moment: Moment): void {
    for (;;) {
      const part = this.waiting.first;
      if (part === undefined || part.offset > this.delivered) return;
      this.waiting.take();
      this.take(part, moment);
    }
  }

  private take({ offset, payload, length, fin }: Part, moment: Moment): void {
    const bytes = payload.subarray(this.delivered - offset);
    if (bytes.length > 0) this.chunks.push({ bytes, moment });
    this.delivered += bytes.length;
    if (fin && this.delivered >= offset + length) this.closed ??= moment;
  }
}
