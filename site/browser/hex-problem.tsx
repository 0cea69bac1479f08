import type { JSX, RefObject } from 'preact';
import type { HexInput } from './hex-input';

interface HexProblemProps {
  input: Extract<HexInput, { problem: string }>;
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

const AROUND = 24;

/** What is wrong with the text, and where. */
export function HexProblem({ input: { at, length, problem }, text, field }: HexProblemProps): JSX.Element {
  const show = (): void => {
    field.current?.focus();
    field.current?.setSelectionRange(at, at + length);
  };
  return (
    <div id="hex-problem" class="problem" role="alert">
      <p>{problem}</p>
      <p>
        <code>
          {at > AROUND && '… '}
          {text.slice(Math.max(0, at - AROUND), at)}
          <mark>{text.slice(at, at + length)}</mark>
          {text.slice(at + length, at + length + AROUND)}
          {at + length + AROUND < text.length && ' …'}
        </code>{' '}
        <button type="button" onClick={show}>
          Select it
        </button>
      </p>
    </div>
  );
}
