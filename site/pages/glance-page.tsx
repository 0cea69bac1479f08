import type { JSX } from 'preact';
import { Inert } from '../../suite/report/page/inert-text';
import { VerdictBar } from '../../suite/report/page/section-bar';
import { VerdictCounts } from '../../suite/report/page/verdict-mark';
import { plural } from '../../suite/report/prose';
import type { Run, Site } from '../model';
import { PAGES } from '../page-names';
import { HeatMap } from '../parts/heat-map';
import { Legend } from '../parts/legend';
import type { SitePage } from './site-page';

/** The first page: what there is, and with runs the heat map of the whole protocol. */
export function glancePage(site: Site): SitePage {
  return { file: PAGES.glance, title: 'COSP at a glance', content: <Glance site={site} /> };
}

function Glance({ site }: { site: Site }): JSX.Element {
  return (
    <>
      <h1>COSP at a glance</h1>
      <p class="lead">
        COSP (ChatOS Protocol) is a small binary chat protocol over TCP. These pages have its prose, the
        layout of every frame, {plural(site.requirements.length, 'requirement')} and the{' '}
        {plural(site.scenarios.length, 'scenario')} that hold them. New to it? Begin with the{' '}
        <a href="0-overview.html">overview</a>. Have some bytes in your hand? Put them into the{' '}
        <a href={PAGES.decoder}>decoder</a>.
      </p>
      {site.runs.length > 0 && (
        <section aria-labelledby="runs">
          <h2 id="runs">{site.runs.length === 1 ? 'The run' : 'The runs'}</h2>
          <ul class="runs">
            {site.runs.map((run) => (
              <RunSummary run={run} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="requirements">
        <h2 id="requirements">{site.runs.length > 0 ? 'Heat map of the protocol' : 'The requirements'}</h2>
        <p class="muted">
          Each box is a requirement: solid a MUST, dashed a SHOULD, dotted a CHOICE.
          {site.runs.length > 1 && ' Where runs differ it wears the worst of their verdicts.'}
        </p>
        <Legend site={site} />
        <HeatMap site={site} />
      </section>
    </>
  );
}

function RunSummary({ run: { name, results, evidence } }: { run: Run }): JSX.Element {
  const { role, target, verdict, counts, started } = results;
  return (
    <li>
      <p>
        <strong>
          <Inert text={name} longest={200} />
        </strong>{' '}
        <span class="muted">
          (<Inert text={target} longest={200} />; a {role},{' '}
          <time dateTime={started}>{started.slice(0, 10)}</time>)
        </span>
        <br />
        <Inert text={verdict} /> <a href={evidence}>The whole report</a>
      </p>
      <VerdictBar counts={counts.requirements} />
      <VerdictCounts counts={counts.requirements} />
    </li>
  );
}
