import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scenarioAnchor } from '../../site/page-names';
import { packageRoot } from '../../spec';
import { scenariosBelow } from '../spec/scenarios';
import { assertNone, idsOf, markupOf, pagesOf, plainSite } from './support';

const { site, files } = plainSite();
const PAGES = pagesOf(files);

/** The part of a page that is one article, up to the next of the same class. */
function articleOf(html: string, id: string): string {
  const from = html.indexOf(`id="${id}"`);
  assert.ok(from >= 0, `no article ${id}`);
  const to = html.indexOf('<article class="requirement', from);
  return html.slice(from, to < 0 ? undefined : to);
}

describe('the pages of the site', () => {
  it('are one for the whole, one for each page of the specification, and four tools', () => {
    assert.deepEqual([...files.keys()].sort(), [
      '0-overview.html',
      '1-data-and-codes.html',
      '2-establishing-the-connection.html',
      '3-roster.html',
      '4-message-to-everybody.html',
      '5-message-to-one-client.html',
      '6-private-tcp-connection.html',
      '7-service.html',
      'choices.html',
      'decoder.html',
      'frames.html',
      'index.html',
      'search.js',
      'vectors.html',
    ]);
  });

  it('have each requirement exactly once, under its id, on the page of its section', () => {
    for (const { id } of site.requirements) {
      const section = site.sections.find(({ number }) => number === id.split('-')[1]);
      const holders = PAGES.flatMap(([name, html]) =>
        idsOf(html)
          .filter((one) => one === id)
          .map(() => name),
      );
      assert.deepEqual(holders, [section?.page.replace('.md', '.html')], id);
    }
  });

  it('have each section under its number', () => {
    for (const { number, page } of site.sections) {
      const html = files.get(page.replace('.md', '.html')) ?? '';
      assert.ok(idsOf(html).includes(`section-${number}`), number);
    }
  });

  it('have each scenario under its requirement, readable, and without tags', () => {
    const all = (['server', 'client'] as const).flatMap((role) =>
      scenariosBelow(packageRoot(), `features/${role}`, role),
    );
    // Counted by the tests' own reader: rows of outlines each on their own.
    const rows = site.scenarios.map(({ examples }) =>
      examples.length === 0 ? 1 : examples.reduce((sum, table) => sum + table.rows.length, 0),
    );
    assert.equal(
      rows.reduce((sum, one) => sum + one, 0),
      all.length,
    );
    for (const scenario of site.scenarios) {
      const html = PAGES.map(([, text]) => text).find((text) => idsOf(text).includes(scenario.requirement));
      assert.ok(html);
      const article = articleOf(html, scenario.requirement);
      assert.ok(article.includes(`id="${scenarioAnchor(scenario)}"`), `${scenario.uri}:${scenario.line}`);
    }
    assert.ok(PAGES.every(([, html]) => !html.includes('@COSP-')));
  });

  it('have no id twice', () => {
    for (const [name, html] of PAGES) {
      const ids = idsOf(html);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
        name,
      );
    }
  });

  it('link only to what is there', () => {
    const anchors = new Map(PAGES.map(([name, html]) => [name, new Set(idsOf(html))]));
    const broken: string[] = [];
    for (const [name, html] of PAGES) {
      for (const [, href = ''] of html.matchAll(/ href="([^"]*)"/g)) {
        const [file = '', anchor] = href.split('#');
        const target = anchors.get(file === '' ? name : file);
        const isBytes = /^\w+:[0-9a-f]*$/.test(anchor ?? '');
        if (!target || (anchor && !isBytes && !target.has(decodeURIComponent(anchor))))
          broken.push(`${name}: ${href}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('fetch nothing, and hold no styles or scripts that the policy forbids', () => {
    for (const [name, html] of PAGES) {
      assertNone(
        markupOf(html),
        /<(?:link|img|iframe)\b|<script[^>]+src=|https?:\/\/|\sstyle="|\son\w+="/,
        name,
      );
    }
  });

  it('show every choice under its requirement with its options', () => {
    for (const choice of site.choices) {
      const html = PAGES.map(([, text]) => text).find((text) => idsOf(text).includes(choice.id)) ?? '';
      const article = articleOf(html, choice.id);
      for (const { name } of choice.options)
        assert.ok(article.includes(`<code>${name}</code>`), `${choice.id} ${name}`);
    }
  });

  it('draw each frame, and link each vector to the decoder where it is short enough', () => {
    const frames = files.get('frames.html') ?? '';
    for (const { name } of site.layouts) assert.ok(idsOf(frames).includes(name), name);
    const vectors = files.get('vectors.html') ?? '';
    for (const { id, entry, bytes } of site.vectors) {
      assert.ok(idsOf(vectors).includes(id), id);
      const link = `decoder.html#${entry}:${bytes.toString('hex')}`;
      assert.equal(vectors.includes(`href="${link}"`), bytes.length <= 1000, id);
    }
  });
});
