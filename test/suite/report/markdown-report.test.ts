import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { markdownReport } from '../../../suite/report/markdown-report';
import { code, prose } from '../../../suite/report/markdown-text';
import { resultsOf } from '../../../suite/results/results-of';
import { HOSTILE, hostileResults, TOOL } from '../fixtures/hostile';
import { resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

const markdown = new MarkdownIt({ html: true, linkify: true });
/** Every element that a report is made of. */
const OWN =
  /<\/?(?:h2|p|strong|b|i|sub|pre|code|details|summary|table|thead|tbody|tr|t[hd](?: style="text-align:(?:left|right)")?)>/g;

describe('Markdown report', () => {
  it('says the verdict first, then sections, failures and choices', () => {
    const text = markdownReport(
      resultsOf(
        resultOf([
          [
            scenario('COSP-1-1', 1, { outcome: 'violation', message: 'it is wrong' }),
            scenario('COSP-2-1', 1),
            scenario('COSP-4-1', 1, { choices: [{ id: 'COSP-4-1', option: 'blue' }] }),
          ],
        ]),
        TOOL,
      ),
    );
    assert.match(
      text,
      /^## ❌ COSP server: 1 of 2 requirements hold\n\n\*\*Not conformant: 1 MUST broken\.\*\*\n/,
    );
    assert.match(text, /\n\| 1 Ground \| +\| +\| 1 \|\n/);
    assert.match(text, /<b>FAIL COSP-1-1<\/b> The statement of COSP-1-1\./);
    assert.match(text, /\n {2}problem {3}it is wrong\n/);
    assert.match(text, /\| COSP-4-1 \| Which colour\? \| ` blue ` \|/);
    assert.match(text, /<sub>cosp 1\.2\.3, Node .*3 scenarios in 2\.5 s<\/sub>\n$/);
  });

  it('makes no element, no link and no mention of what a target says', () => {
    const html = markdown.render(markdownReport(hostileResults()));
    assert.doesNotMatch(html.replace(OWN, ''), /<|>/);
    // A name is only looked for outside of code.
    const outside = html
      .replace(/<(pre|code)>.*?<\/\1>/gs, '')
      .replace(/&#(\d+);/g, (_, unit: string) => String.fromCharCode(Number(unit)));
    assert.doesNotMatch(outside, /@\w|#\d/);
    assert.match(outside, /everybody/);
  });

  it('fits into a comment, and counts what does not', () => {
    const long = Array.from({ length: 300 }, (_, index) =>
      scenario('COSP-1-1', index + 1, { outcome: 'violation', message: `${HOSTILE}${'x'.repeat(2000)}` }),
    );
    const text = markdownReport(hostileResults(long));
    assert.ok(text.length <= 65_536 && text.length > 40_000, String(text.length));
    const shown = text.match(/<details>/g)?.length ?? 0;
    assert.match(text, new RegExp(`\\n${300 - shown} more failures did not fit in here\\.\\n`));
  });

  it('fits even when everything beside the failures is too long', () => {
    const results = hostileResults();
    const [choice] = results.choices;
    assert.ok(choice);
    const text = markdownReport({ ...results, choices: Array.from({ length: 2000 }, () => choice) });
    assert.ok(text.length <= 65_536);
    assert.match(text, /^## ⚠️ COSP server/);
  });
});

describe('text in Markdown', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(...'`*_[]()<>#+-.!|~&:@/\\"=$ a\n', 'www.a.org', 'http://a.org', '&lt;', '![x](y)'),
      )
      .map((list) => list.join('')),
  );
  const shown = (html: string): string => html.replace(/&lt;|&gt;|&amp;|&quot;/g, '');

  it('is only shown as prose, in a paragraph and in a table', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const html = markdown.render(
          `x ${prose(text)} x\n\n| a | b |\n| - | - |\n| ${prose(text)} | end |\n`,
        );
        assert.doesNotMatch(
          shown(html)
            .replace(OWN, '')
            .replace(/<\/?t[hd]>/g, ''),
          /[<>]/,
          html,
        );
        assert.match(html, /<td>end<\/td>/);
      }),
    );
  });

  it('is only shown as code, in a paragraph and in a table', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const html = markdown.render(`x ${code(text)} x\n\n| a | b |\n| - | - |\n| ${code(text)} | end |\n`);
        assert.doesNotMatch(
          shown(html)
            .replace(OWN, '')
            .replace(/<\/?t[hd]>/g, ''),
          /[<>]/,
          html,
        );
        assert.match(html, /<td>end<\/td>/);
      }),
    );
  });
});
