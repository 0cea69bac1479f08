import type { JSX } from 'preact';
import { piecesOf } from '../inert';
import { plural } from '../prose';

const LONGEST = 2_000;

interface InertProps {
  text: string;
  /** How many characters to show at most; 2,000 unless told. */
  longest?: number;
}

/**
 * Text that may come from a target, as text and nothing else: what steers direction or shows nothing stands there
 * as a visible mark, what is around it keeps its own direction, and a long one says how much was left out.
 */
export function Inert({ text, longest = LONGEST }: InertProps): JSX.Element {
  const end = cutBefore(text, longest);
  return (
    <bdi>
      {piecesOf(text.slice(0, end)).map((piece) =>
        piece.steers ? <span class="steers">{piece.text}</span> : piece.text,
      )}
      {end < text.length && <span class="cut"> … {plural(text.length - end, 'more character')}</span>}
    </bdi>
  );
}

/** Where to cut so that no pair of surrogates is torn. */
function cutBefore(text: string, longest: number): number {
  if (text.length <= longest) return text.length;
  return /[\ud800-\udbff]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
}

/** The lines of a text, each inert; a long one is cut as {@link Inert} does, and so are many. */
export function InertLines({ text, longest = LONGEST }: InertProps): JSX.Element {
  return (
    <>
      {text
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .map((line, index) => (
          <>
            {index > 0 && <br />}
            <Inert text={line} longest={longest} />
          </>
        ))}
    </>
  );
}
