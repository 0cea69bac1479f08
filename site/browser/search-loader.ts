import type { SearchDocument } from '../search/document';

/** What `search.js`, which lies beside the pages, leaves behind when it has run. */
export type Find = (query: string) => readonly SearchDocument[];

declare global {
  var cospFind: Find | undefined;
}

/** The index is large, so it is loaded when somebody begins to search. From disk too, where nothing can be fetched. */
let loading: Promise<Find> | undefined;

function load(): Promise<Find> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'search.js';
    script.addEventListener('load', () => {
      if (globalThis.cospFind) resolve(globalThis.cospFind);
    });
    script.addEventListener('error', () => reject(new Error('search.js is not there')));
    document.head.append(script);
  });
  return loading;
}

/** Makes the search field work: `/` goes there, arrows go through what was found, Escape closes it. */
export function setUpSearch(): void {
  const search = document.querySelector<HTMLElement>('[data-search]');
  const input = search?.querySelector('input');
  const panel = search?.querySelector<HTMLElement>('.search-panel');
  if (!search || !input || !panel) return;
  search.hidden = false;
  const close = (): void => {
    panel.hidden = true;
  };
  input.addEventListener('focus', () => void load());
  input.addEventListener('input', () => void show(input.value, panel));
  search.addEventListener('keydown', (event) => onKey(event, search, close));
  panel.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) close();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !search.contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

async function show(query: string, panel: HTMLElement): Promise<void> {
  const [status, list] = [panel.querySelector('p'), panel.querySelector('ul')];
  panel.hidden = query.trim() === '';
  if (panel.hidden || !status || !list) return;
  try {
    const found = (await load())(query);
    status.textContent =
      found.length === 0 ? `Nothing found for "${query.trim()}".` : `${found.length} found`;
    list.replaceChildren(...found.slice(0, 30).map(entry));
  } catch (error) {
    status.textContent = `The search does not work: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function entry({ kind, title, text, section, href }: SearchDocument): HTMLElement {
  const link = document.createElement('a');
  link.href = href;
  const part = (name: string, content: string): void => {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = content;
    link.append(span, ' ');
  };
  part('found-title', title);
  part('found-section', `${kind}, ${section}`);
  part('found-text', text.length > 160 ? `${text.slice(0, 160)}…` : text);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

function onKey(event: KeyboardEvent, search: HTMLElement, close: () => void): void {
  const places = [...search.querySelectorAll<HTMLElement>('input, .search-panel:not([hidden]) a')];
  const at = places.indexOf(document.activeElement as HTMLElement);
  const [field, first] = places;
  if (event.key === 'Escape') {
    close();
    field?.focus();
  } else if (event.key === 'Enter' && at === 0) {
    event.preventDefault();
    first?.click();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    places[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  }
}
