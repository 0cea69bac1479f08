import { type Annotation, annotate, textOf } from '../../wire';
import { serialise } from '../report/json-report';
import { inWords } from './entry-words';
import { type Conversation, type Decoded, type Entry, isComplete } from './model';

/** Goes up when a field changes its meaning or goes away; new fields may come at any time. */
const DECODE_SCHEMA_VERSION = 1;

/** One JSON document in pieces, since all of a long capture in one string would be too long for Node. */
export function* jsonPieces(decoded: Decoded): Generator<string> {
  const { source, began, notes, damage, conversations } = decoded;
  const head = {
    schemaVersion: DECODE_SCHEMA_VERSION,
    source,
    ...(began !== undefined && { began: isoTime(began) }),
    complete: isComplete(decoded),
    notes,
    damage,
  };
  yield `${opened(head, 0)},\n  "connections": [`;
  for (const [index, conversation] of conversations.entries()) {
    yield `${index > 0 ? ',' : ''}\n${opened(headOf(conversation), 4)},\n      "entries": [`;
    for (const [place, entry] of conversation.entries.entries()) {
      yield `${place > 0 ? ',' : ''}\n${indented(plainEntry(entry, began), 8)}`;
    }
    yield '\n      ]\n    }';
  }
  yield '\n  ]\n}\n';
}

function indented(object: object, by: number): string {
  return serialise(object).trimEnd().replace(/^/gm, ' '.repeat(by));
}

/** An object without its closing brace, to be gone on with. */
function opened(object: object, by: number): string {
  return indented(object, by).replace(/\n *\}$/, '');
}

function headOf({ entries: _, pseudonym, ...rest }: Conversation): object {
  return {
    ...rest,
    ...(pseudonym && { pseudonym: { text: textOf(pseudonym), hex: pseudonym.toString('hex') } }),
  };
}

function plainEntry(entry: Entry, began: bigint | undefined): object {
  const { kind, from, moment } = entry;
  const time =
    began !== undefined && moment.at !== undefined ? began + BigInt(Math.round(moment.at * 1e6)) : undefined;
  const when = { at: moment.at, time: time === undefined ? undefined : isoTime(time) };
  return { kind, from, ...when, summary: inWords(entry), ...detailsOf(entry) };
}

function detailsOf(entry: Entry): object {
  switch (entry.kind) {
    case 'event':
      return { event: entry.event };
    case 'bytes':
      return { offset: entry.offset, length: entry.length, hex: entry.bytes.toString('hex') };
    case 'frame': {
      const { type, offset, bytes } = entry;
      return { offset, length: bytes.length, ...frameDetails(type, bytes) };
    }
    case 'problem': {
      const { problem, offset, reason, missing, unframed, frame } = entry;
      const read = frame && {
        offset: frame.offset,
        field: frame.field,
        ...frameDetails(frame.type, frame.bytes),
      };
      return { problem, offset, reason, missing, unframed, frame: read };
    }
  }
}

function frameDetails(type: Parameters<typeof annotate>[0], bytes: Buffer): object {
  return {
    entryType: type,
    hex: bytes.toString('hex'),
    fields: annotate(type, bytes).fields.map(withoutDoc),
  };
}

function withoutDoc({ doc: _, ...field }: Annotation['fields'][number]): object {
  return field;
}

/** ISO 8601 to the microsecond; undefined for times that no calendar has. */
function isoTime(nanoseconds: bigint): string | undefined {
  const date = new Date(Number(nanoseconds / 1_000_000n));
  if (Number.isNaN(date.getTime())) return undefined;
  const micros = String((((nanoseconds / 1_000n) % 1_000n) + 1_000n) % 1_000n).padStart(3, '0');
  return date.toISOString().replace('Z', `${micros}Z`);
}
