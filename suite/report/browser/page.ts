/** What every page does: the appearance that the reader chose, and copy buttons. */
const KEY = 'cosp-appearance';
const APPEARANCES = ['auto', 'light', 'dark'] as const;
type Appearance = (typeof APPEARANCES)[number];

/** Pages that are opened from disk may have no storage: then the choice lasts as long as the page. */
function stored(): Appearance {
  try {
    return APPEARANCES.find((one) => one === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function store(appearance: Appearance): void {
  try {
    localStorage.setItem(KEY, appearance);
  } catch {
    // See stored().
  }
}

let appearance = stored();

function apply(): void {
  const { dataset } = document.documentElement;
  if (appearance === 'auto') delete dataset.appearance;
  else dataset.appearance = appearance;
  for (const button of document.querySelectorAll<HTMLElement>('[data-appearance]:not(html)')) {
    button.hidden = false;
    button.textContent = `Appearance: ${appearance}`;
  }
}

function next(): void {
  appearance = APPEARANCES[(APPEARANCES.indexOf(appearance) + 1) % APPEARANCES.length] ?? 'auto';
  store(appearance);
  apply();
}

/** Browsers give pages from disk no clipboard at times; there is still the old way. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

async function onCopy(button: HTMLElement): Promise<void> {
  const copied = await copy(button.dataset.copy ?? '');
  button.focus();
  button.textContent = copied ? 'Copied' : 'Not copied';
  button.addEventListener(
    'blur',
    () => {
      button.textContent = 'Copy';
    },
    { once: true },
  );
}

function onClick(event: Event): void {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>('button');
  if (button?.dataset.copy !== undefined) void onCopy(button);
  else if (button?.dataset.appearance !== undefined) next();
}

function ready(): void {
  apply();
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
  }
  document.addEventListener('click', onClick);
}

apply();
document.addEventListener('DOMContentLoaded', ready);
