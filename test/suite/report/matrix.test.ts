import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import MarkdownIt from 'markdown-it';
import { isSame, matrixOf } from '../../../suite/report/matrix/matrix';
import { matrixHtml } from '../../../suite/report/matrix/matrix-html';
import { matrixMarkdown, printMatrix } from '../../../suite/report/matrix/matrix-text';
import { resultsOf } from '../../../suite/results/results-of';
import { HOSTILE, hostileResults, TOOL } from '../fixtures/hostile';
import { FakeScreen, resultOf } from '../fixtures/run-result';
import { scenario } from '../fixtures/scenarios';

const colour = (option: string, line = 1) =>
  scenario('COSP-4-1', line, { choices: [{ id: 'COSP-4-1', option }] });
const run = (...records: ReturnType<typeof scenario>[]) => resultsOf(resultOf([records]), TOOL);
const good = run(scenario('COSP-1-1', 1), scenario('COSP-2-1', 1), colour('blue'));
const bad = run(
  scenario('COSP-1-1', 1, { outcome: 'violation' }),
  scenario('COSP-2-1', 1, { outcome: 'blocked', blames: 'COSP-1-1' }),
  colour('red'),
  colour('blue', 2),
);
const part = run(scenario('COSP-2-1', 1), scenario('COSP-3-1', 1));
const matrix = matrixOf([
  { name: 'good', results: good },
  { name: 'bad', results: bad },
  { name: 'part', results: part },
]);

describe('the matrix', () => {
  it('has a row for each requirement that any run told of, a cell for each run', () => {
    const rows = matrix.sections.flatMap(({ number, requirements }) =>
      requirements.map(({ id, cells }) => [number, id, ...cells.map((cell) => cell?.verdict ?? '')]),
    );
    assert.deepEqual(rows, [
      ['1', 'COSP-1-1', 'PASS', 'FAIL', ''],
      ['2', 'COSP-2-1', 'PASS', 'BLOCKED', 'PASS'],
      ['3', 'COSP-3-1', '', '', 'PASS'],
      ['4', 'COSP-4-1', 'CHOICE', 'CHOICE', ''],
    ]);
    assert.deepEqual(matrix.sections[1]?.requirements[0]?.cells[1], {
      verdict: 'BLOCKED',
      blockedBy: ['COSP-1-1'],
    });
    assert.deepEqual(matrix.sections.flatMap(({ requirements }) => requirements).map(isSame), [
      false,
      false,
      true,
      true,
    ]);
  });

  it('sums each run up, and says what each chose', () => {
    assert.deepEqual(
      matrix.runs.map(({ name, held, checked, exitCode }) => [name, held, checked, exitCode]),
      [
        ['good', 2, 2, 0],
        ['bad', 0, 2, 1],
        ['part', 2, 2, 0],
      ],
    );
    assert.deepEqual(matrix.choices, [
      { id: 'COSP-4-1', question: 'Which colour?', answers: [['blue'], ['red', 'blue'], []] },
    ]);
  });

  it('is of servers or of clients, each with a name of its own', () => {
    const client = { ...good, role: 'client' as const };
    assert.throws(
      () =>
        matrixOf([
          { name: 'a', results: good },
          { name: 'b', results: client },
        ]),
      /a is a server, and b a client: make a matrix of each kind/,
    );
    assert.throws(
      () =>
        matrixOf([
          { name: 'a', results: good },
          { name: 'a', results: bad },
        ]),
      /two runs are called a: give each a name of its own, as in mine=results\.json/,
    );
  });

  it('is printed as a line for each run', () => {
    const screen = new FakeScreen();
    printMatrix(matrix, screen);
    const lines = screen.text.split('\n');
    assert.equal(lines[0], 'server  holds  requirements');
    assert.equal(lines[1], 'good      2/2  2 PASS, 1 CHOICE');
    assert.equal(lines[3], 'bad       0/2  1 CHOICE, 1 BLOCKED, 1 FAIL');
  });

  it('has no links where the runs have no pages of their own', () => {
    const pages = matrix.runs.map(() => undefined);
    assert.doesNotMatch(matrixHtml({ matrix, pages }), /<a href="(?!#)/);
    const linked = matrixHtml({ matrix, pages: ['a.html', undefined, undefined] });
    assert.match(linked, /<a href="a\.html#COSP-1-1">/);
  });

  it('tells in Markdown where they differ, and counts the rest', () => {
    const text = matrixMarkdown(matrix);
    assert.match(text, /\| bad \| 0\/2 \| 1 CHOICE, 1 BLOCKED, 1 FAIL \|/);
    assert.match(text, /\n2 requirements of 4 held, or left open, by all of them\.\n/);
    assert.match(text, /\| \*\*COSP-1-1\*\* MUST<br>The statement of COSP-1-1\. \| PASS \| FAIL \| {2}\|/);
    assert.match(text, /\| COSP-4-1 Which colour\? \| ` blue ` \| ` red ` or ` blue ` \| {2}\|/);
  });

  it('holds no markup of a target, and fits into a comment', () => {
    const hostile = matrixOf([
      { name: HOSTILE, results: hostileResults() },
      { name: '<b>', results: hostileResults() },
    ]);
    const html = new MarkdownIt({ html: true, linkify: true }).render(matrixMarkdown(hostile));
    assert.doesNotMatch(html, /<(?!\/?(?:h2|p|strong|code|br|table|thead|tbody|tr|t[hd])[ >])/);
    const screen = new FakeScreen();
    printMatrix(hostile, screen);
    assert.doesNotMatch(screen.text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    const [choice] = hostile.choices;
    assert.ok(choice);
    const long = matrixMarkdown({ ...hostile, choices: Array.from({ length: 500 }, () => choice) });
    assert.ok(long.length <= 65_536, String(long.length));
    assert.match(long, /\n\n\d+ more lines did not fit in here\.\n$/);
  });
});
