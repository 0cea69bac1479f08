import { decode, describeFrame, type EntryType, printable } from '../../wire';
import { inert } from '../report/inert';
import { plural } from '../report/prose';
import type { Conversation, Entry, EventEntry, FrameEntry, ProblemEntry } from './model';

/** What an entry type is called in sentences. */
const FRAMES: Readonly<Record<EntryType, string>> = {
  client_hello: 'pseudonym',
  client_request: 'request',
  connection_reply: 'answer to the pseudonym',
  server_response: 'response',
};

const SHOWN_CHARACTERS = 30;

/** An entry in one line that a terminal only shows. */
export function inWords(entry: Entry): string {
  switch (entry.kind) {
    case 'frame':
      return inert(frameInWords(entry));
    case 'bytes':
      return `${plural(entry.length, 'byte')} ${printable(entry.bytes, SHOWN_CHARACTERS)}`;
    case 'event':
      return eventInWords(entry);
    case 'problem':
      return problemInWords(entry);
  }
}

function frameInWords({ type, bytes }: FrameEntry): string {
  return describeFrame(type, decode(type, bytes));
}

function eventInWords({ event, from }: EventEntry): string {
  switch (event) {
    case 'connected':
      return 'connected';
    case 'closed':
      return `closed by the ${from}`;
    case 'reset':
      return `reset by the ${from}`;
  }
}

function problemInWords({ problem, offset, missing = 0, reason, frame }: ProblemEntry): string {
  const what = frame ? FRAMES[frame.type] : 'frame';
  switch (problem) {
    case 'malformed':
      return `malformed ${what}: byte ${offset} is wrong`;
    case 'incomplete':
      return `incomplete ${what}: at least ${plural(missing, 'byte')} missing behind byte ${offset}`;
    case 'gap':
      return `${plural(missing, 'byte')} not in the capture, from byte ${offset} on`;
    case 'too-long':
      return `${what} at byte ${offset} ${reason}`;
    case 'limit':
      return `${reason}; the rest begins at byte ${offset}`;
  }
}

/** Where a connection's client is from, with its pseudonym: short enough for a heading. */
export function headingOf({ number, kind, client, server, between }: Conversation, name: string): string {
  if (client === undefined || server === undefined) return '';
  const ends = `${client} and server ${server}`;
  switch (kind) {
    case 'chat':
      return `connection ${number}: ${name} at ${client}, server ${server}`;
    case 'private':
      return `connection ${number}: private, the side of ${between?.own} towards ${between?.other}, at ${client}, server ${server}`;
    case 'unknown':
      return `connection ${number}: not recognised, between ${ends}`;
  }
}
