import type { Streams } from './frame-chat';
import type { BytesEntry, ProblemEntry, Side } from './model';
import type { Chunk, Stream } from './stream';

const MOST_KEPT = 4096;

interface Growing extends BytesEntry {
  length: number;
  bytes: Buffer;
}

/** The bytes of both sides as pieces, a new one whenever the other side has its turn. */
export function rawEntries({ client, server }: Streams): (BytesEntry | ProblemEntry)[] {
  const entries: Growing[] = [];
  const offsets = { client: 0, server: 0 };
  const both = [...chunksOf(client, 'client'), ...chunksOf(server, 'server')];
  both.sort((one, other) => one.moment.order - other.moment.order);
  for (const { from, bytes, moment } of both) {
    const last = entries.at(-1);
    const piece = last?.from === from ? last : undefined;
    if (!piece) {
      const kept = bytes.subarray(0, MOST_KEPT);
      entries.push({ kind: 'bytes', from, moment, offset: offsets[from], bytes: kept, length: bytes.length });
    } else {
      const room = MOST_KEPT - piece.bytes.length;
      if (room > 0) piece.bytes = Buffer.concat([piece.bytes, bytes.subarray(0, room)]);
      piece.length += bytes.length;
    }
    offsets[from] += bytes.length;
  }
  return [...entries, ...gapOf(client, 'client'), ...gapOf(server, 'server')];
}

function chunksOf({ chunks }: Stream, from: Side): (Chunk & { from: Side })[] {
  return chunks.map((chunk) => ({ ...chunk, from }));
}

function gapOf({ gap, chunks }: Stream, from: Side): ProblemEntry[] {
  if (!gap) return [];
  const { offset, length: missing, behind: unframed } = gap;
  const moment = chunks.at(-1)?.moment ?? { order: 0 };
  const reason = `${missing} bytes are missing from the capture`;
  return [{ kind: 'problem', from, moment, problem: 'gap', reason, offset, missing, unframed }];
}
