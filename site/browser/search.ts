/** Finds things in the site. `cosp site` puts the documents before this script. */
import MiniSearch from 'minisearch';
import type { SearchDocument } from '../search/document';

declare const cospDocuments: readonly SearchDocument[];

const index = new MiniSearch({
  fields: ['title', 'text', 'section'],
  tokenize: (text) => words(text).flatMap(endings),
  searchOptions: {
    tokenize: words,
    prefix: true,
    fuzzy: (term) => (term.length > 4 && /^\p{L}+$/u.test(term) ? 0.2 : false),
    combineWith: 'AND',
    boost: { title: 3 },
    boostDocument: (id) => BOOSTS[cospDocuments[Number(id)]?.kind ?? ''] ?? 1,
  },
});

/** What explains goes before what shows. */
const BOOSTS: Readonly<Record<string, number>> = { requirement: 2, section: 2, choice: 1.5, frame: 1.5 };

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** `COSP-2.1-1` is found by `2.1-1` and by `1` too; by `COSP-2.1` in any case, as its beginning. */
function endings(word: string): string[] {
  const cuts = [...word.matchAll(/[._-]/g)].map(({ index: at }) => at + 1);
  return [0, ...cuts].map((at) => word.slice(at));
}

index.addAll(cospDocuments.map(({ title, text, section }, id) => ({ id, title, text, section })));

globalThis.cospFind = (query) => {
  const all = index.search(query);
  // Where nothing has all the words, what has some of them is better than nothing.
  const found = all.length > 0 ? all : index.search(query, { combineWith: 'OR' });
  return found.flatMap(({ id }) => cospDocuments[Number(id)] ?? []);
};
