import stringWidth from 'string-width';
import type { Palette } from '../report/screen';
import { inWords } from './entry-words';
import type { Conversation, Decoded, Entry } from './model';
import { entriesInOrder } from './order';
import { participantOf } from './participant';

const SERVER = 'server';
const TIME = 15;
/** From one client's lifeline to the next: room for its name. */
const LEAST_STEP = 12;
const WIDEST_STEP = 28;
/** From the last client's lifeline to the server's, over which every arrow goes: room for what it says. */
const LEAST_LAST = 36;
const WIDEST_LAST = 72;

/** What an arrow is drawn with, by what it stands for. */
const SHAFTS: Readonly<Record<Entry['kind'], string>> = { frame: '-', bytes: '=', event: '.', problem: '!' };

/** Where everything stands, in columns of the terminal. */
interface Layout {
  readonly margin: number;
  readonly step: number;
  readonly last: number;
  readonly conversations: readonly Conversation[];
}

/**
 * A sequence diagram: a lifeline for each connection's client, at the right the server's, an arrow for each frame.
 * Where the lifelines do not fit beside each other there are several diagrams, one below the other.
 */
export function* diagramLines(decoded: Decoded, columns: number, palette: Palette): Generator<string> {
  const { conversations } = decoded;
  const hasTime = conversations.some(({ entries }) => entries.some(({ moment }) => moment.at !== undefined));
  const margin = hasTime ? TIME + 2 : 2;
  const room = columns - margin - SERVER.length;
  const longest = conversations.reduce((most, one) => Math.max(most, stringWidth(participantOf(one))), 0);
  const step = Math.max(LEAST_STEP, Math.min(WIDEST_STEP, longest + 2));
  const beside = Math.max(1, Math.floor((room - LEAST_LAST) / step) + 1);
  for (let first = 0; first < conversations.length; first += beside) {
    const shown = conversations.slice(first, first + beside);
    const last = Math.min(WIDEST_LAST, room - step * (shown.length - 1));
    if (first > 0) yield '';
    yield* oneDiagram({ margin, step, last, conversations: shown }, palette);
  }
}

function* oneDiagram(layout: Layout, palette: Palette): Generator<string> {
  const { margin, step, last, conversations } = layout;
  const names = conversations.map((one, index) => {
    return fitted(participantOf(one), (index === conversations.length - 1 ? last : step) - 2, ' ');
  });
  yield `${' '.repeat(margin)}${names.map((name) => `${name}  `).join('')}${SERVER}`;
  for (const { conversation, entry } of entriesInOrder(conversations)) {
    const index = conversations.indexOf(conversation);
    yield `${timeOf(entry, margin)}${row(entry, index, layout, palette)}`;
  }
}

function timeOf({ moment }: Entry, margin: number): string {
  const text = moment.at === undefined ? '' : `${moment.at.toFixed(3)} ms`.padStart(TIME);
  return text.padEnd(margin);
}

/** The lifelines left of the arrow, and the arrow over the others up to the server's. */
function row(entry: Entry, index: number, { step, last, conversations }: Layout, palette: Palette): string {
  const left = `|${' '.repeat(step - 1)}`.repeat(index);
  const length = step * (conversations.length - index - 1) + last - 1;
  const shaft = SHAFTS[entry.kind];
  const label = ` ${inWords(entry)} `;
  const line = fitted(label, length - 4, shaft);
  const arrow =
    entry.from === 'client' ? `${shaft}${shaft}${line}${shaft}>` : `<${shaft}${line}${shaft}${shaft}`;
  return `${left}|${painted(entry, arrow, palette)}|`;
}

function painted({ kind, from }: Entry, arrow: string, palette: Palette): string {
  if (kind === 'problem') return palette.red(arrow);
  if (kind === 'event') return palette.dim(arrow);
  return from === 'client' ? palette.cyan(arrow) : palette.green(arrow);
}

/** Text in just so many columns: filled up at its end, or cut with an ellipsis. */
function fitted(text: string, width: number, filler: string): string {
  const missing = width - stringWidth(text);
  if (missing >= 0) return text + filler.repeat(missing);
  let shown = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const own = stringWidth(segment);
    if (used + own > width - 1) break;
    shown += segment;
    used += own;
  }
  return `${shown}…${filler.repeat(width - used - 1)}`;
}
