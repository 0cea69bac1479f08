import { annotate, formatAnnotation } from '../../wire';
import { frameLines } from '../report/frame-view';
import { inert, inertLines } from '../report/inert';
import { plural } from '../report/prose';
import type { Palette } from '../report/screen';
import { headingOf, inWords } from './entry-words';
import type { BytesEntry, Decoded, Entry, FrameEntry, ProblemEntry } from './model';
import { isProblem } from './model';
import { participantOf } from './participant';

const INDENT = 4;
const TIME_WIDTH = 15;

/** How the text is laid out. */
export interface TextOptions {
  readonly palette: Palette;
  /** One line a frame, without its fields. */
  readonly brief: boolean;
}

/** Everything that was decoded, connection by connection; `->` is to the server. */
export function* textLines(decoded: Decoded, options: TextOptions): Generator<string> {
  const { palette } = options;
  for (const note of decoded.notes) yield palette.dim(`(${inert(note)})`);
  for (const conversation of decoded.conversations) {
    const heading = headingOf(conversation, participantOf(conversation));
    if (heading !== '') yield palette.bold(inert(heading));
    for (const note of conversation.notes) yield palette.dim(`(${inert(note)})`);
    yield '';
    for (const entry of conversation.entries) yield* entryLines(entry, options);
    if (conversation.entries.length === 0) yield '  (nothing was sent)';
    if (options.brief || conversation.entries.at(-1)?.kind === 'event') yield '';
  }
  yield closing(decoded, palette);
}

function* entryLines(entry: Entry, options: TextOptions): Generator<string> {
  const { palette, brief } = options;
  const time = entry.moment.at === undefined ? '' : `${entry.moment.at.toFixed(3)} ms`.padStart(TIME_WIDTH);
  const at = entry.kind === 'frame' || entry.kind === 'bytes' ? palette.dim(`  (byte ${entry.offset})`) : '';
  yield `${palette.dim(time)}  ${arrow(entry, palette)} ${headline(entry, palette)}${at}`;
  if (brief && entry.kind !== 'problem') return;
  const details = detailsOf(entry);
  const indent = ' '.repeat(time.length + INDENT);
  for (const line of details) yield indent + (line.startsWith('>') ? palette.red(line) : line);
  if (details.length > 0) yield '';
}

function arrow({ kind, from }: Entry, palette: Palette): string {
  if (kind === 'event') return palette.dim('--');
  return from === 'client' ? palette.cyan('->') : palette.green('<-');
}

function headline(entry: Entry, palette: Palette): string {
  const words = inWords(entry);
  if (entry.kind === 'problem') return palette.red(palette.bold(words));
  return entry.kind === 'event' ? palette.dim(words) : palette.bold(words);
}

function detailsOf(entry: Entry): string[] {
  switch (entry.kind) {
    case 'frame':
      return frameDetails(entry);
    case 'bytes':
      return bytesDetails(entry);
    case 'problem':
      return problemDetails(entry);
    case 'event':
      return [];
  }
}

function frameDetails({ type, bytes }: FrameEntry): string[] {
  return inertLines(formatAnnotation(annotate(type, bytes)));
}

function bytesDetails({ bytes, length }: BytesEntry): string[] {
  const lines = frameLines({ hex: bytes.toString('hex') });
  return length > bytes.length ? [...lines, `  (${length - bytes.length} bytes behind them)`] : lines;
}

function problemDetails({ frame, unframed, problem }: ProblemEntry): string[] {
  const lines = frame ? inertLines(formatAnnotation(annotate(frame.type, frame.bytes))) : [];
  if (problem === 'incomplete' || unframed === 0) return lines;
  const from = frame === undefined ? '' : ` from byte ${frame.offset} on`;
  return [...lines, `  (${plural(unframed, 'byte')}${from} cannot be framed)`];
}

function closing({ conversations, damage }: Decoded, palette: Palette): string {
  const entries = conversations.flatMap((one) => one.entries);
  const frames = entries.filter(({ kind }) => kind === 'frame').length;
  const problems = entries.filter(isProblem).length;
  const counts = [
    plural(frames, 'frame'),
    ...(conversations.length > 1 ? [plural(conversations.length, 'connection')] : []),
    problems === 0 ? 'no problem' : palette.red(plural(problems, 'problem')),
  ];
  return `${counts.join(', ')}${damage === undefined ? '' : palette.red(`; ${inert(damage)}`)}`;
}
