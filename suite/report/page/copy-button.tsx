import type { JSX } from 'preact';
import { Inert } from './inert-text';

interface CopyLineProps {
  text: string;
  /** What it is, for those who hear the button: "the replay line". */
  what: string;
}

/**
 * One line of code with a button that copies it. What is copied is the text itself, even where it is shown with
 * marks; without scripts there is no button.
 */
export function CopyLine({ text, what }: CopyLineProps): JSX.Element {
  return (
    <span class="copy-line">
      <code>
        <Inert text={text} longest={Number.POSITIVE_INFINITY} />
      </code>
      <button type="button" data-copy={text} aria-label={`Copy ${what}`} hidden>
        Copy
      </button>
    </span>
  );
}
