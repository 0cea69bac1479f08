import type { JSX } from 'preact';
import { builtAsset } from '../page/assets';
import { renderPage } from '../page/document';
import { Inert } from '../page/inert-text';
import { Prose } from '../page/prose-text';
import { VerdictBar } from '../page/section-bar';
import { VerdictCounts, VerdictMark } from '../page/verdict-mark';
import { plural } from '../prose';
import { isSame, type Matrix, type MatrixRequirement, type MatrixSection } from './matrix';
import { MatrixChoices } from './matrix-choices';

const LONGEST_NAME = 60;

interface MatrixPage {
  matrix: Matrix;
  /** The address of each run's own page, as seen from this one; none where there is none. */
  pages: readonly (string | undefined)[];
}

/** The matrix as one HTML page; a click on a verdict opens the evidence in the run's own page. */
export function matrixHtml({ matrix, pages }: MatrixPage): string {
  const { role, runs } = matrix;
  const title = `COSP: ${plural(runs.length, role)} side by side`;
  return renderPage({
    title,
    styles: [builtAsset('matrix.css')],
    children: (
      <>
        <h1>{title}</h1>
        <Verdicts matrix={matrix} pages={pages} />
        <MatrixChoices matrix={matrix} />
      </>
    ),
  });
}

function Verdicts({ matrix, pages }: MatrixPage): JSX.Element {
  const { runs, sections } = matrix;
  return (
    <div class="matrix">
      <h2 id="verdicts">Requirements</h2>
      <input type="checkbox" id="differences" />
      <label for="differences">Only where they differ</label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
      <section class="scroll" aria-labelledby="verdicts" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              {runs.map(({ name, target }, index) => (
                <th scope="col" title={shown(target)}>
                  <RunLink page={pages[index]}>
                    <Inert text={name} longest={LONGEST_NAME} />
                  </RunLink>
                </th>
              ))}
            </tr>
          </thead>
          <SummaryRow matrix={matrix} />
          {sections.map((section) => (
            <Section section={section} pages={pages} />
          ))}
        </table>
      </section>
    </div>
  );
}

/** A title is only shown, but it must not turn what is around it. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '�').slice(0, 300);
}

function SummaryRow({ matrix: { runs } }: { matrix: Matrix }): JSX.Element {
  return (
    <tbody class="summary">
      <tr>
        <th scope="row">All that was checked</th>
        {runs.map(({ held, checked, counts, verdict }) => (
          <td>
            <strong>
              {held}/{checked}
            </strong>{' '}
            hold
            <VerdictBar counts={counts} />
            <VerdictCounts counts={counts} />
            <p class="muted">
              <Inert text={verdict} />
            </p>
          </td>
        ))}
      </tr>
    </tbody>
  );
}

function Section({ section, pages }: { section: MatrixSection } & Pick<MatrixPage, 'pages'>): JSX.Element {
  const { number, title, requirements } = section;
  return (
    <tbody class={requirements.every(isSame) ? 'same' : undefined}>
      <tr class="section">
        <th scope="rowgroup" colSpan={pages.length + 1}>
          {number} <Inert text={title} />
        </th>
      </tr>
      {requirements.map((requirement) => (
        <Row requirement={requirement} pages={pages} />
      ))}
    </tbody>
  );
}

function Row({
  requirement,
  pages,
}: { requirement: MatrixRequirement } & Pick<MatrixPage, 'pages'>): JSX.Element {
  const { id, level, statement, cells } = requirement;
  return (
    <tr id={id} class={isSame(requirement) ? 'same' : undefined}>
      <th scope="row">
        <a href={`#${id}`}>{id}</a> <span class="muted">{level}</span>
        <span class="statement">
          <Prose text={statement} />
        </span>
      </th>
      {cells.map((cell, index) => (
        <td>
          {cell ? (
            <RunLink page={pages[index]} place={id}>
              <VerdictMark verdict={cell.verdict} />
            </RunLink>
          ) : (
            <span class="muted">not checked</span>
          )}
          {cell && cell.blockedBy.length > 0 && <span class="by muted">by {cell.blockedBy.join(', ')}</span>}
        </td>
      ))}
    </tr>
  );
}

interface RunLinkProps {
  page: string | undefined;
  /** The requirement in the page; its beginning unless told. */
  place?: string;
  children: JSX.Element;
}

function RunLink({ page, place, children }: RunLinkProps): JSX.Element {
  if (page === undefined) return children;
  return <a href={place === undefined ? page : `${page}#${place}`}>{children}</a>;
}
