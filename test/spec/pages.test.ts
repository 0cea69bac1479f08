import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { loadRequirements, loadSections, specPath } from '../../spec';
import { requirement } from './fixtures';
import { checkPages, type Page } from './pages';

const REQUIREMENTS = [requirement({ id: 'COSP-2-1' }), requirement({ id: 'COSP-2.1-1', level: 'CHOICE' })];
const SECTIONS = [
  { number: '2', title: 'T', page: '2-t.md' },
  { number: '2.1', title: 'U', page: '2-t.md' },
];
const TEXT =
  '# 2 T\nIt is so [COSP-2-1].\n## 2.1 U\nIt is open [COSP-2.1-1,\nchoice]. See COSP-2-1.\n## More\n';

function problems(text: string, ...others: Page[]): string {
  return checkPages([{ name: '2-t.md', text }, ...others], REQUIREMENTS, SECTIONS).join('; ');
}

describe('the check of pages', () => {
  it('accepts a page that fits the data', () => {
    assert.equal(problems(TEXT), '');
  });

  const mistakes: [name: string, text: string, problem: string][] = [
    ['a missing id', TEXT.replace('[COSP-2-1]', ''), 'COSP-2-1 marks 0 sentences, not one'],
    [
      'an id that marks two sentences',
      TEXT.replace('See', '[COSP-2-1]'),
      'COSP-2-1 marks 2 sentences, not one',
    ],
    ['an unknown id', `${TEXT}See COSP-2-9.`, '2-t.md names COSP-2-9, which no requirement has as its id'],
    ['another level', TEXT.replace(/,\nchoice/, ''), 'COSP-2.1-1 is marked as must, and is a CHOICE'],
    [
      'another title',
      TEXT.replace('2.1 U', '2.1 V'),
      'no data for the heading 2-t.md: 2.1 V; no heading for 2-t.md: 2.1 U',
    ],
  ];
  for (const [name, text, problem] of mistakes) {
    it(`reports ${name}`, () => {
      assert.equal(problems(text), problem);
    });
  }

  it('reports an id on the page of another section', () => {
    const other = { name: '3-x.md', text: '[COSP-2-1]' };
    assert.equal(
      problems(TEXT.replace(' [COSP-2-1]', ''), other),
      'COSP-2-1 stands on 3-x.md, not on 2-t.md',
    );
  });
});

describe('the pages', () => {
  const names = readdirSync(specPath()).filter((name) => /^\d.*\.md$/.test(name));
  const pages = names.map((name): Page => ({ name, text: readFileSync(specPath(name), 'utf8') }));

  it('state every requirement once, with its level, and name no other', () => {
    assert.deepEqual(checkPages(pages, loadRequirements(), loadSections()), []);
  });

  it('link only to pages that there are', () => {
    for (const { name, text } of pages) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        assert.ok(existsSync(specPath(target)), `${name} links to ${target}`);
      }
    }
  });
});
