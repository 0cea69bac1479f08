import { decodeCapture } from '../../../../suite/decode/decode-capture';
import { inWords } from '../../../../suite/decode/entry-words';
import type { Conversation, Decoded } from '../../../../suite/decode/model';
import { captureOf } from './captures';
import type { SegmentFields } from './packets';

/** Decodes a capture of these segments. */
export function decodedFrom(segments: readonly SegmentFields[], port?: number): Decoded {
  return decodeCapture(captureOf(segments), 'test.pcap', port);
}

/** What a connection was told of, one line an entry, `>` from the client. */
export function told({ entries }: Conversation): string[] {
  return entries.map((entry) => `${entry.from === 'client' ? '>' : '<'} ${inWords(entry)}`);
}
