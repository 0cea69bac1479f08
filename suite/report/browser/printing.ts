/** On paper nobody can open anything: failures are opened before and closed again after. */
export function openForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = Array.from(document.querySelectorAll<HTMLDetailsElement>('.failure:not([open])'));
    for (const failure of opened) failure.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const failure of opened) failure.open = false;
    opened = [];
  });
}
