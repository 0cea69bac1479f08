import type { EntryType } from '../wire';

/** Pages that are not a page of the specification's prose. */
export const PAGES = {
  glance: 'index.html',
  frames: 'frames.html',
  choices: 'choices.html',
  vectors: 'vectors.html',
  decoder: 'decoder.html',
} as const;

/** `3-roster.md` -> `3-roster.html`. */
export function pageOf(markdownFile: string): string {
  return markdownFile.replace(/\.md$/, '.html');
}

/** Anchor of a section on its page: `section-2.1`. */
export function sectionAnchor(number: string): string {
  return `section-${number}`;
}

/** Anchor of the sentence in the prose that a requirement marks; the requirement itself has its id as its anchor. */
export function sentenceAnchor(id: string): string {
  return `sentence-${id}`;
}

/** Anchor of a scenario, from what it holds and what it is called: `COSP-4-3.server.one-message`. */
export function scenarioAnchor(scenario: { requirement: string; role: string; name: string }): string {
  const name = scenario.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return `${scenario.requirement}.${scenario.role}.${name.replace(/^-+|-+$/g, '')}`;
}

/** Anchor of a question that the RFC leaves open, on the page of its requirement. */
export function choiceAnchor({ id, key }: { id: string; key: string | undefined }): string {
  return key === undefined ? `choice-${id}` : `choice-${id}-${key.toLowerCase().replaceAll(' ', '-')}`;
}

/** Longer ones make addresses that no longer travel well. */
const LONGEST_LINK = 1_000;

/** The decoder with these bytes in it; undefined when they are too many for an address. */
export function decoderLink(entry: EntryType, bytes: Uint8Array): string | undefined {
  if (bytes.length > LONGEST_LINK) return undefined;
  return `${PAGES.decoder}#${entry}:${Buffer.from(bytes).toString('hex')}`;
}
