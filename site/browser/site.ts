/** What every page of the site does: the menu on narrow screens, the search, and scenarios that open when linked to. */
import { setUpSearch } from './search-loader';

function setUpMenu(): void {
  const button = document.querySelector<HTMLElement>('[data-menu]');
  const menu = document.getElementById('menu');
  if (!button || !menu) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
  });
}

/** A place inside of closed details is of no use to who was sent there. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let around: HTMLElement | null = target;
  let opened = false;
  while (around) {
    if (around instanceof HTMLDetailsElement && !around.open) {
      around.open = true;
      opened = true;
    }
    around = around.parentElement;
  }
  if (opened) target.scrollIntoView();
}

setUpMenu();
setUpSearch();
openTarget();
addEventListener('hashchange', openTarget);
