import type { Results } from '../results/results';
import { EXIT } from '../verdict/exit-code';

const LABEL = 'COSP';
const HEIGHT = 20;
/** White around each text. */
const PADDING = 6;

/** Each has a contrast of more than 4.5 to the white text on it. */
const GREEN = '#2b7a3d';
const RED = '#c0392b';
const GREY = '#6b6b6b';
const DARK = '#444444';

/** Widths of Verdana at 11 pixels; the texts are stretched to what they add up to where another font is taken. */
const WIDTHS: Readonly<Record<string, number>> = { C: 7.7, O: 8.7, S: 7.5, P: 6.6, '/': 5 };
const WIDTH_OF_DIGIT = 7;

/** How many MUSTs and SHOULDs hold, of how many that were checked: what was not run or is not supported was not. */
export function checkedAndHeld({ requirements }: Pick<Results, 'requirements'>): {
  held: number;
  checked: number;
} {
  const checked = requirements.filter(({ level, verdict }) => {
    return level !== 'CHOICE' && verdict !== 'NOT-RUN' && verdict !== 'UNSUPPORTED';
  });
  return { held: checked.filter(({ verdict }) => verdict === 'PASS').length, checked: checked.length };
}

/** A badge as SVG: green for a run that is conformant, red for one that is not, grey for any other. */
export function badge(results: Results): string {
  const { held, checked } = checkedAndHeld(results);
  const value = `${held}/${checked}`;
  const left = widthOf(LABEL) + 2 * PADDING;
  const right = widthOf(value) + 2 * PADDING;
  const width = left + right;
  const title = `COSP: ${held} of ${checked} checked requirements hold`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="round"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="${left}" height="${HEIGHT}" fill="${DARK}"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${colourOf(results)}"/></g>
<g fill="#ffffff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
${textAt(PADDING, LABEL)}
${textAt(left + PADDING, value)}
</g>
</svg>
`;
}

function colourOf({ exitCode }: Results): string {
  if (exitCode === EXIT.conformant) return GREEN;
  return exitCode === EXIT.notConformant ? RED : GREY;
}

function textAt(x: number, text: string): string {
  return `<text x="${x}" y="14" textLength="${widthOf(text)}">${text}</text>`;
}

function widthOf(text: string): number {
  return Math.ceil([...text].reduce((sum, character) => sum + (WIDTHS[character] ?? WIDTH_OF_DIGIT), 0));
}
