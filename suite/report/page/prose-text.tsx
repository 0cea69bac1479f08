import type { JSX } from 'preact';
import { Inert } from './inert-text';

/** A sentence of the specification: what stands in backticks there is code here. */
export function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split('`').map((part, index) => {
        if (part === '') return null;
        return index % 2 === 1 ? (
          <code>
            <Inert text={part} />
          </code>
        ) : (
          <Inert text={part} />
        );
      })}
    </>
  );
}
