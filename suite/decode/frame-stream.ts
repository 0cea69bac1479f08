import {
  type Captured,
  decode,
  type EntryType,
  FrameError,
  Framer,
  FrameTooLongError,
  IncompleteFrameError,
  MalformedFrameError,
} from '../../wire';
import type { FrameEntry, ProblemEntry, Side } from './model';
import type { Moment } from './moment';
import type { Stream } from './stream';

/** More than anybody looks at, and as many as fit into memory. */
export const MOST_FRAMES = 500_000;

/** The frames of one side, and where they stop. */
export interface FramedStream {
  readonly frames: readonly FrameEntry[];
  readonly problem?: ProblemEntry;
}

/** Says what the next frame is, from the one before it (missing for the first) and how many there were. */
export type TypeOfNext = (count: number, previous: Captured | undefined) => EntryType;

/**
 * Cuts what one side sent into frames, up to the first that is none.
 * @param most how many frames are read.
 */
export function frameStream(
  stream: Stream,
  from: Side,
  typeOfNext: TypeOfNext,
  most = MOST_FRAMES,
): FramedStream {
  return new StreamReading(stream, from, typeOfNext, most).read();
}

/** One pass over a stream. */
class StreamReading {
  private readonly frames: FrameEntry[] = [];
  private type: EntryType;
  private framer: Framer<EntryType>;
  private moment: Moment = { order: 0 };
  private pushed = 0;

  constructor(
    private readonly stream: Stream,
    private readonly from: Side,
    private readonly typeOfNext: TypeOfNext,
    private readonly most: number,
  ) {
    this.type = typeOfNext(0, undefined);
    this.framer = new Framer<EntryType>(this.type);
  }

  read(): FramedStream {
    const { frames } = this;
    const problem = this.toFirstProblem() ?? this.atEnd();
    return { frames, ...(problem && { problem }) };
  }

  private toFirstProblem(): ProblemEntry | undefined {
    for (const { bytes, moment } of this.stream.chunks) {
      this.moment = moment;
      this.pushed += bytes.length;
      this.framer.push(bytes);
      try {
        if (!this.takeFrames()) return this.limit();
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        return this.refused(error);
      }
    }
    return undefined;
  }

  /** Returns false when no more frames may be read. */
  private takeFrames(): boolean {
    for (;;) {
      if (this.frames.length >= this.most) return this.framer.pendingBytes === 0;
      const captured = this.framer.next();
      if (captured === undefined) return true;
      const { type, offset, bytes } = captured;
      const shared = { from: this.from, moment: this.moment };
      // A copy, since the framer promises its own bytes only until the next push.
      this.frames.push({ kind: 'frame', ...shared, type, offset, bytes: Buffer.from(bytes) });
      this.type = this.typeOfNext(this.frames.length, captured);
      this.framer = this.framer.expect(this.type);
    }
  }

  private refused(error: FrameError): ProblemEntry {
    const { frameOffset, entryType: type } = error;
    const rest = Buffer.from(this.framer.rest());
    const shared = { offset: frameOffset, unframed: this.all - frameOffset };
    if (error instanceof MalformedFrameError) {
      const { streamOffset, field, reason, offset, bytes } = error;
      const frame = { type, offset: frameOffset, bytes: rest.subarray(0, offset + bytes.length), field };
      return this.problem('malformed', `${field} ${reason}`, { ...shared, offset: streamOffset, frame });
    }
    const reason =
      error instanceof FrameTooLongError ? `takes at least ${error.atLeast} bytes` : error.message;
    return this.problem('too-long', reason, shared);
  }

  private atEnd(): ProblemEntry | undefined {
    const { gap } = this.stream;
    const { streamOffset, pendingBytes } = this.framer;
    const unframed = pendingBytes + (gap?.behind ?? 0);
    const cut = pendingBytes > 0 ? this.cutFrame(streamOffset) : undefined;
    if (gap) {
      const { offset, length: missing } = gap;
      const reason = `${missing} bytes are missing from the capture`;
      return this.problem('gap', reason, { offset, missing, unframed, ...(cut && { frame: cut.frame }) });
    }
    if (!cut) return undefined;
    const { missing, reason, frame } = cut;
    return this.problem('incomplete', reason, { offset: this.pushed, missing, unframed, frame });
  }

  /** What is there of a frame at the stream's end. */
  private cutFrame(
    offset: number,
  ): { missing: number; reason: string; frame: ProblemEntry['frame'] } | undefined {
    const bytes = Buffer.from(this.framer.rest());
    try {
      decode(this.type, bytes);
    } catch (error) {
      if (!(error instanceof IncompleteFrameError)) throw error;
      const { missing, field, reason } = error;
      return { missing, reason: `${field} ${reason}`, frame: { type: this.type, offset, bytes, field } };
    }
    return undefined;
  }

  private limit(): ProblemEntry {
    const offset = this.framer.streamOffset;
    return this.problem('limit', `more than ${MOST_FRAMES} frames are not read`, {
      offset,
      unframed: this.all - offset,
    });
  }

  /** How many bytes of this side are there. */
  private get all(): number {
    const { chunks, gap } = this.stream;
    return chunks.reduce((sum, { bytes }) => sum + bytes.length, gap?.behind ?? 0);
  }

  private problem(
    problem: ProblemEntry['problem'],
    reason: string,
    details: Pick<ProblemEntry, 'offset' | 'unframed' | 'missing' | 'frame'>,
  ): ProblemEntry {
    return { kind: 'problem', from: this.from, moment: this.moment, problem, reason, ...details };
  }
}
