import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EntryType } from '../../wire/frames';
import { toHex } from '../../wire/hex';
import { DecodedFrames } from './decoded-frames';
import { type DecoderState, hashOf, stateOf } from './decoder-address';
import { EntryTypeChoice } from './entry-type-choice';
import { readHex } from './hex-input';
import { HexProblem } from './hex-problem';

const BEGINNING: DecoderState = { type: 'client_hello', text: '00 05 61 6c 69 63 65' };

/** A field for bytes, who sent them and when, and what they mean. */
export function DecoderForm(): JSX.Element {
  const [state, setState] = useState(() => stateOf(location.hash) ?? BEGINNING);
  const field = useRef<HTMLTextAreaElement>(null);
  const input = useMemo(() => readHex(state.text), [state.text]);
  useEffect(() => {
    const follow = (): void => {
      const next = stateOf(location.hash);
      if (!next) return;
      setState(next);
      field.current?.scrollIntoView({ block: 'center' });
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const change = (next: Partial<DecoderState>): void => {
    const whole = { ...state, ...next };
    setState(whole);
    remember(whole);
  };
  const wrong = 'problem' in input;
  return (
    <form class="decoder" onSubmit={(event) => event.preventDefault()}>
      <label for="hex">Bytes in hexadecimal</label>
      <textarea
        id="hex"
        ref={field}
        rows={5}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={state.text}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'hex-problem' : undefined}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      {wrong && <HexProblem input={input} text={state.text} field={field} />}
      <EntryTypeChoice type={state.type} onChange={(type) => change({ type })} />
      {wrong ? null : <DecodedFrames type={state.type} bytes={input.bytes} />}
    </form>
  );
}

/** Browsers refuse addresses of some megabytes, and nobody sends them around. */
const LONGEST_IN_ADDRESS = 8_192;

/** Puts what is shown into the address, so that it can be sent around. */
function remember({ type, text }: { type: EntryType; text: string }): void {
  const input = readHex(text);
  if (!('bytes' in input)) return;
  const fits = input.bytes.length <= LONGEST_IN_ADDRESS;
  history.replaceState(null, '', fits ? hashOf(type, toHex(input.bytes)) : location.pathname);
}
