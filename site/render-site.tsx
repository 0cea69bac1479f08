import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReport } from '../suite/report/kinds';
import { builtAsset } from '../suite/report/page/assets';
import { renderPage } from '../suite/report/page/document';
import { SITE_ASSETS } from './assets';
import type { Site } from './model';
import { choicesPage } from './pages/choices-page';
import { decoderPage } from './pages/decoder-page';
import { framesPage } from './pages/frames-page';
import { glancePage } from './pages/glance-page';
import { sectionPage } from './pages/section-page';
import type { SitePage } from './pages/site-page';
import { vectorsPage } from './pages/vectors-page';
import { SiteNavigation } from './parts/site-navigation';
import { searchDocuments } from './search/documents';

/** Every file of the site by its name, as text. Nothing is written. */
export function renderSite(site: Site): Map<string, string> {
  const pages: SitePage[] = [
    glancePage(site),
    ...site.prose.map((page) => sectionPage(site, page)),
    framesPage(site),
    choicesPage(site),
    vectorsPage(site),
    decoderPage(site),
  ];
  return new Map([
    ...pages.map((page): [string, string] => [page.file, rendered(site, page)]),
    ...site.runs.map(({ evidence, results }): [string, string] => [evidence, renderReport('html', results)]),
    ['search.js', searchScript(site)],
  ]);
}

function rendered(site: Site, { file, title, content, scripts = [] }: SitePage): string {
  const script = builtAsset('site.js', SITE_ASSETS);
  return renderPage({
    title: `${title} · COSP`,
    styles: [builtAsset('site.css', SITE_ASSETS)],
    // It may load the search, which lies beside the pages.
    scripts: [{ ...script, source: `${script.source} 'strict-dynamic'` }, ...scripts],
    navigation: <SiteNavigation site={site} current={file} />,
    children: content,
  });
}

/** What can be found, and the script that finds it. */
function searchScript(site: Site): string {
  const documents = JSON.stringify(searchDocuments(site));
  return `const cospDocuments=${documents};\n${readFileSync(join(SITE_ASSETS, 'search.js'), 'utf8')}`;
}
