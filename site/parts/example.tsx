import type { JSX } from 'preact';
import { FrameFields } from '../../suite/report/page/frame-fields';
import { decoderLink } from '../page-names';
import type { FrameExample } from '../prose/frame-example';

/** A frame written out, field by field as the generated parser reads it. */
export function Example({ example: { entry, bytes } }: { example: FrameExample }): JSX.Element {
  return (
    <figure class="example">
      <figcaption>
        Example of a <code>{entry}</code>
        {' · '}
        <a href={decoderLink(entry, bytes)}>open in the decoder</a>
      </figcaption>
      <FrameFields type={entry} bytes={bytes} />
    </figure>
  );
}
