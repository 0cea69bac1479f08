import type { JSX } from 'preact';
import type { Vector } from '../../spec/vectors';
import { builtAsset } from '../../suite/report/page/assets';
import { SITE_ASSETS } from '../assets';
import type { Site } from '../model';
import { decoderLink, PAGES } from '../page-names';
import type { SitePage } from './site-page';

/** Bytes in, fields out: the generated parser in the browser. */
export function decoderPage(site: Site): SitePage {
  return {
    file: PAGES.decoder,
    title: 'Decoder',
    content: <Decoder site={site} />,
    scripts: [builtAsset('decoder.js', SITE_ASSETS)],
  };
}

function Decoder({ site }: { site: Site }): JSX.Element {
  return (
    <>
      <h1>Decoder</h1>
      <p class="lead">
        Paste bytes in hexadecimal, as a capture or a log shows them, and say who sent them. They are read by
        the parser that is generated from <code>cosp.ksy</code>, here in your browser; nothing is sent
        anywhere.
      </p>
      <div id="decoder">
        <noscript>
          <p>The decoder needs JavaScript.</p>
        </noscript>
      </div>
      <h2>Examples</h2>
      {site.prose.map(({ number, title }) => {
        const vectors = site.vectors.filter(({ section }) => section === number);
        return vectors.length > 0 && <Examples title={`${number} ${title}`} vectors={vectors} />;
      })}
    </>
  );
}

function Examples({ title, vectors }: { title: string; vectors: readonly Vector[] }): JSX.Element {
  return (
    <details>
      <summary>{title}</summary>
      <ul class="decoder-examples">
        {vectors.map(({ id, entry, bytes, says }) => {
          const link = decoderLink(entry, bytes);
          return (
            link !== undefined && (
              <li>
                <a href={link.slice(link.indexOf('#'))}>{id}</a> <span class="muted">{says}</span>
              </li>
            )
          );
        })}
      </ul>
    </details>
  );
}
