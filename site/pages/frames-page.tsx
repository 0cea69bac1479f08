import type { JSX } from 'preact';
import { ENTRY_TYPES, type EntryType } from '../../wire';
import { WHEN } from '../entry-types';
import type { FrameLayout } from '../frames/layout';
import type { Site } from '../model';
import { PAGES } from '../page-names';
import { FrameBoxes, titleOf } from '../parts/frame-boxes';
import type { SitePage } from './site-page';

/** Every frame, drawn. */
export function framesPage(site: Site): SitePage {
  return { file: PAGES.frames, title: 'Frames', content: <Frames layouts={site.layouts} /> };
}

function Frames({ layouts }: { layouts: readonly FrameLayout[] }): JSX.Element {
  return (
    <>
      <h1>Frames</h1>
      <p class="lead">
        The same code means different things in the two directions and before and after registration. Every
        integer is signed and big-endian: a BYTE has 8 bits, a SHORT 16, an INT 32. Text is UTF-8, and its
        size counts bytes. The number above a box is the offset of its first byte.
      </p>
      {ENTRY_TYPES.map((entry) => (
        <EntryFrames entry={entry} layouts={layouts.filter((one) => one.entry === entry)} />
      ))}
    </>
  );
}

function EntryFrames({ entry, layouts }: { entry: EntryType; layouts: readonly FrameLayout[] }): JSX.Element {
  const [first] = layouts;
  const alone = first !== undefined && first.code === undefined;
  return (
    <section aria-labelledby={`entry-${entry}`}>
      <h2 id={`entry-${entry}`}>
        <code>{entry}</code> <span class="muted">{WHEN[entry]}</span>
      </h2>
      {layouts.map((layout) => (
        <section class="frame" id={layout.name} aria-label={titleOf(layout)}>
          {!alone && (
            <h3>
              <a href={`#${layout.name}`}>{titleOf(layout)}</a>
            </h3>
          )}
          <FrameBoxes layout={layout} linked={false} />
        </section>
      ))}
    </section>
  );
}
