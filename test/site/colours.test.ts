import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Run } from '../../site/model';
import { countsBelow, requirementsBelow, verdictsOf, worstOf } from '../../site/verdicts';
import type { Results } from '../../suite/results/results';
import { hostile } from '../pages/hostile';
import { madeResults } from '../pages/made-run';
import { assertNone, idsOf, markupOf, pagesOf, plainSite, siteWith } from './support';

const run = (name: string, results: Results, number = 1): Run => ({
  name,
  results,
  evidence: `run-${number}.html`,
});

/** The article of a requirement, up to the next. */
function articleOf(files: ReadonlyMap<string, string>, id: string): string {
  const html = pagesOf(files)
    .map(([, text]) => text)
    .find((text) => text.includes(`<article class="requirement`) && idsOf(text).includes(id));
  assert.ok(html, id);
  const to = html.indexOf('<article class="requirement', html.indexOf(`id="${id}"`));
  const from = html.lastIndexOf('<article class="requirement', html.indexOf(`id="${id}"`));
  return html.slice(from, to < 0 ? undefined : to);
}

describe('a site with results', () => {
  const bad = madeResults({ scenarios: 80, failures: 2, blocked: 3 });
  const good = madeResults({ scenarios: 80 });

  it('colours each requirement, and leads to what the run has shown', () => {
    const { site, files } = siteWith([run('bad', bad)]);
    const evidence = files.get('run-1.html');
    assert.ok(evidence);
    for (const { id, verdict } of bad.requirements) {
      const article = articleOf(files, id);
      assert.match(article, new RegExp(`^<article class="requirement verdict-${verdict.toLowerCase()}"`), id);
      assert.ok(article.includes(`href="run-1.html#${id}"`), id);
      assert.ok(idsOf(evidence).includes(id), id);
    }
    const untouched = site.requirements.find(({ id }) => verdictsOf(site, id).length === 0);
    assert.ok(untouched);
    assert.match(articleOf(files, untouched.id), /^<article class="requirement "/);
  });

  it('counts a section with what is below it', () => {
    const { site } = siteWith([run('bad', bad)]);
    assert.deepEqual(
      requirementsBelow(site, '5').map(({ id }) => id.split('-')[1]),
      ['5', '5', '5.1', '5.1', '5.1', '5.1', '5.1', '5.1', '5.2', '5.2', '5.2', '5.2', '5.2'],
    );
    assert.equal(countsBelow(site, '1').FAIL, 2);
    assert.equal(countsBelow(site, '2.1').FAIL, undefined);
  });

  it('shows the worst of several runs, and each by its name', () => {
    const { site, files } = siteWith([run('the good', good, 1), run('the bad', bad, 2)]);
    const [failed] = bad.requirements;
    assert.ok(failed);
    assert.equal(worstOf(site, failed.id), 'FAIL');
    const article = articleOf(files, failed.id);
    for (const [number, name] of ['the good', 'the bad'].entries()) {
      assert.ok(article.includes(`href="run-${number + 1}.html#${failed.id}"`));
      assert.ok(article.includes(name));
    }
  });

  it('says which failure blocks what', () => {
    const { files } = siteWith([run('bad', bad)]);
    const blocked = bad.requirements.find(({ verdict }) => verdict === 'BLOCKED');
    assert.ok(blocked);
    assert.match(articleOf(files, blocked.id), /Blocked by <a href="#COSP-1-1"/);
  });

  it('never tells by colour alone', () => {
    const { files } = siteWith([run('bad', bad)]);
    for (const [name, html] of pagesOf(files).filter(([file]) => !file.startsWith('run-'))) {
      for (const [element] of html.matchAll(/<a class="(?:reference|heat)[^"]* verdict-.*?<\/a>/g)) {
        assert.match(element, /aria-hidden="true">[^<]+<.*(?:PASS|FAIL|BLOCKED)/s, name);
      }
    }
  });

  it('shows who chose what, and what the register does not know', () => {
    const { files } = siteWith([run('bad', bad)]);
    assert.match(articleOf(files, 'COSP-2.1-7'), /<code>present<\/code>.*CHOSEN.*by.*bad/s);
    const odd = structuredClone(bad);
    for (const { options } of odd.choices) for (const option of options) option.option = 'something new';
    const article = articleOf(siteWith([run('odd', odd)]).files, 'COSP-2.1-7');
    assert.match(article, /Not in this register.*something new/s);
  });

  it('has no mark and no legend without results', () => {
    for (const [name, html] of pagesOf(plainSite().files)) {
      assertNone(markupOf(html), /class="[^"]*\bverdict-|class="legend"/, name);
    }
  });

  it('keeps hostile results text', () => {
    const results = madeResults({ scenarios: 40, failures: 5, isHostile: true });
    const runs = Array.from({ length: 15 }, (_, n) =>
      run(hostile(n), { ...results, target: hostile(n), verdict: hostile(n) }, n + 1),
    );
    for (const [name, html] of pagesOf(siteWith(runs).files)) {
      if (name.startsWith('run-')) continue;
      assertNone(markupOf(html), /<(?:img|svg onload|iframe|b onmouse|script)/, name);
      assertNone(markupOf(html).replaceAll('\n', ''), /[\p{Cc}\u202e\u2066\p{Cs}]/u, name);
    }
  });
});
