/** Which scenarios are shown. */
interface Filter {
  verdicts: string[];
  /** A section's number, or empty. */
  section: string;
  /** Lower case. */
  text: string;
}

const texts = new WeakMap<Element, string>();
/** Which lists were open before a filter opened them. */
let openBefore: Map<HTMLDetailsElement, boolean> | undefined;

/** A scenario's own text with that of the requirement that it stands under. */
function textOf(item: Element): string {
  let text = texts.get(item);
  if (text === undefined) {
    const over =
      item.closest('.requirement')?.querySelector('summary') ??
      item.closest('.broken')?.querySelector('header');
    text = `${over?.textContent ?? ''} ${item.id} ${item.textContent ?? ''}`.toLowerCase();
    texts.set(item, text);
  }
  return text;
}

function matches(item: HTMLElement, { verdicts, section, text }: Filter): boolean {
  const { verdict = '', requirement = '' } = item.dataset;
  if (verdicts.length > 0 && !verdicts.includes(verdict)) return false;
  if (section !== '' && !requirement.startsWith(`COSP-${section}-`)) return false;
  return text === '' || textOf(item).includes(text);
}

function isEmpty({ verdicts, section, text }: Filter): boolean {
  return verdicts.length === 0 && section === '' && text === '';
}

/** Shows what matches, hides the lists that nothing is left of, and opens the others. */
function show(filter: Filter): void {
  for (const item of document.querySelectorAll<HTMLElement>('[data-verdict]'))
    item.hidden = !matches(item, filter);
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]'))
    group.hidden = group.querySelector('[data-verdict]:not([hidden])') === null;
  const lists = document.querySelectorAll<HTMLDetailsElement>('details[data-group]');
  if (isEmpty(filter)) {
    for (const [list, open] of openBefore ?? []) list.open = open;
    openBefore = undefined;
    return;
  }
  openBefore ??= new Map(Array.from(lists, (list) => [list, list.open]));
  for (const list of lists) list.open = !list.hidden;
}

function announce(form: HTMLFormElement, filter: Filter): void {
  const status = form.querySelector('[role=status]');
  const all = document.querySelectorAll('.requirement li[data-verdict]');
  const shown = Array.from(all).filter((item) => !(item as HTMLElement).hidden).length;
  const scenarios = all.length === 1 ? 'scenario' : 'scenarios';
  if (status)
    status.textContent = isEmpty(filter)
      ? `${all.length} ${scenarios}`
      : `${shown} of ${all.length} ${scenarios} shown`;
}

function filterOf(form: HTMLFormElement): Filter {
  const data = new FormData(form);
  return {
    verdicts: data.getAll('verdict').map(String),
    section: String(data.get('section') ?? ''),
    text: String(data.get('text') ?? '')
      .trim()
      .toLowerCase(),
  };
}

/** `#?verdict=FAIL,WARN&section=4&text=relay`, so that it cannot be taken for the place of a scenario. */
function toHash({ verdicts, section, text }: Filter): string {
  const words = new URLSearchParams();
  if (verdicts.length > 0) words.set('verdict', verdicts.join(','));
  if (section !== '') words.set('section', section);
  if (text !== '') words.set('text', text);
  return words.size > 0 ? `#?${words}` : '';
}

function fill(form: HTMLFormElement, hash: string): void {
  const words = new URLSearchParams(hash.replace(/^#\??/, ''));
  const verdicts = words.get('verdict')?.split(',') ?? [];
  for (const box of form.querySelectorAll<HTMLInputElement>('[name=verdict]'))
    box.checked = verdicts.includes(box.value);
  const section = form.querySelector<HTMLSelectElement>('[name=section]');
  const text = form.querySelector<HTMLInputElement>('[name=text]');
  if (section) section.value = words.get('section') ?? '';
  if (section?.selectedIndex === -1) section.value = '';
  if (text) text.value = words.get('text') ?? '';
}

/** The form that chooses what is shown. */
export interface Filters {
  /** Takes the filter out of the address. */
  fromAddress(): void;
  /** Shows everything. */
  clear(): void;
}

/** Brings the form to life; undefined when the page has none. */
export function startFilters(): Filters | undefined {
  const form = document.querySelector<HTMLFormElement>('form.filters');
  if (!form) return undefined;
  form.hidden = false;
  const apply = (): Filter => {
    const filter = filterOf(form);
    show(filter);
    announce(form, filter);
    return filter;
  };
  const changed = (): void => {
    const { pathname, search } = location;
    history.replaceState(null, '', toHash(apply()) || pathname + search);
  };
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(changed));
  return {
    fromAddress: () => {
      fill(form, location.hash);
      apply();
    },
    clear: () => {
      fill(form, '');
      apply();
    },
  };
}
