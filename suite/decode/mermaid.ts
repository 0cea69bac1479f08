import { inert } from '../report/inert';
import { inWords } from './entry-words';
import type { Decoded } from './model';
import { type Entry, isProblem } from './model';
import { entriesInOrder } from './order';
import { participantOf } from './participant';

const ARROWS: Readonly<Record<Entry['kind'], string>> = {
  frame: '->>',
  bytes: '-)',
  event: '-->>',
  problem: '-x',
};

/** What could end a line or a label, or be taken for a command, as Mermaid's character codes. */
function escaped(text: string): string {
  return inert(text).replace(/[^\p{L}\p{N} ,.()"':=_/-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** The conversations as a sequence diagram in Mermaid's language, for a Markdown page. */
export function* mermaidLines({ conversations }: Decoded): Generator<string> {
  yield 'sequenceDiagram';
  for (const one of conversations) yield `  participant c${one.number} as ${escaped(participantOf(one))}`;
  yield '  participant s as server';
  for (const { conversation, entry } of entriesInOrder(conversations)) {
    const client = `c${conversation.number}`;
    const [from, to] = entry.from === 'client' ? [client, 's'] : ['s', client];
    yield `  ${from}${ARROWS[entry.kind]}${to}: ${isProblem(entry) ? 'PROBLEM: ' : ''}${escaped(inWords(entry))}`;
  }
}
