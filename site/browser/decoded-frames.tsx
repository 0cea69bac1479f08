import type { JSX } from 'preact';
import { FrameFields } from '../../suite/report/page/frame-fields';
import { Inert } from '../../suite/report/page/inert-text';
import type { EntryType } from '../../wire/frames';
import { countOf } from '../../wire/text';
import { type FoundFrame, splitFrames } from './split-frames';

/** The frames in some bytes, one after the other. */
export function DecodedFrames({ type, bytes }: { type: EntryType; bytes: Uint8Array }): JSX.Element {
  const { frames, left } = splitFrames(type, bytes);
  return (
    <section class="decoded" aria-label="Frames" aria-live="polite">
      <p>{bytes.length === 0 ? 'No bytes.' : inWords(frames, bytes.length)}</p>
      <ol>
        {frames.map((frame, index) => (
          <FrameEntry frame={frame} number={index + 1} />
        ))}
      </ol>
      {left > 0 && <p class="cut">… {countOf(left)} more, not shown</p>}
    </section>
  );
}

function inWords(frames: readonly FoundFrame[], length: number): string {
  const whole = frames.filter(({ summary }) => summary !== undefined).length;
  const rest = frames.length > whole ? `${whole > 0 ? ', and bytes' : 'bytes'} that are no whole frame` : '';
  const found = whole === 0 ? '' : whole === 1 ? '1 frame' : `${whole} frames`;
  return `${countOf(length)}: ${found}${rest}.`;
}

function FrameEntry({ frame, number }: { frame: FoundFrame; number: number }): JSX.Element {
  const { type, offset, bytes, summary } = frame;
  return (
    <li>
      <h3>
        {number}. <code>{type}</code> <span class="muted">at byte {offset}</span>
      </h3>
      {summary !== undefined && (
        <p>
          <Inert text={summary} />
        </p>
      )}
      <FrameFields type={type} bytes={bytes} />
    </li>
  );
}
