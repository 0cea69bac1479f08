import type { Filters } from './filters';

function placeIn(hash: string): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

/** Everything around a place has to be open for it to be seen. */
function reveal(place: HTMLElement): void {
  for (let element: Element | null = place; element; element = element.parentElement)
    if (element instanceof HTMLDetailsElement) element.open = true;
  place.scrollIntoView();
  const summary = place.querySelector<HTMLElement>(':scope > summary');
  (summary ?? place).focus({ preventScroll: true });
}

function go(filters: Filters | undefined): void {
  const { hash } = location;
  if (hash === '' || hash.startsWith('#?')) {
    filters?.fromAddress();
    return;
  }
  const place = placeIn(hash);
  if (!place) return;
  if (place.closest('[hidden]')) filters?.clear();
  reveal(place);
}

/** Follows the address to a scenario, a requirement, a section or a filter, now and whenever it changes. */
export function followAddress(filters: Filters | undefined): void {
  window.addEventListener('hashchange', () => go(filters));
  // A link to the place where one is already: the address does not change, but it may have been closed.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link && link.hash !== '' && link.hash === location.hash) go(filters);
  });
  if (location.hash !== '') go(filters);
}
