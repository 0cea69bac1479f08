import { render } from 'preact';
import { ENTRY_TYPES } from '../../../wire/frames';
import { fromHex } from '../../../wire/hex';
import { FrameFields } from '../page/frame-fields';

const MOST_BYTES = 4096;

/** Explains the digits that stand in a frame of a conversation, the first time that it is opened. */
function explain(frame: HTMLDetailsElement): void {
  const digits = frame.querySelector('.digits');
  if (!digits) return;
  const { type, length } = frame.dataset;
  const place = document.createElement('div');
  place.className = 'explained';
  const bytes = fromHex(digits.textContent ?? '');
  render(
    <FrameFields
      type={ENTRY_TYPES.find((one) => one === type)}
      bytes={bytes}
      length={length === undefined ? undefined : Number(length)}
      mostBytes={MOST_BYTES}
    />,
    place,
  );
  digits.replaceWith(place);
}

/** Explains frames as they are opened: explaining all beforehand would make the page slow and large. */
export function explainFrames(): void {
  const onToggle = (event: Event): void => {
    const { target } = event;
    if (target instanceof HTMLDetailsElement && target.matches('.frame') && target.open) explain(target);
  };
  // The event does not bubble.
  document.addEventListener('toggle', onToggle, true);
}
