import type { Results } from '../results/results';

/** The kinds of report that are files, by the names of their options; the one for a terminal is beside them. */
export const REPORT_KINDS = ['json', 'html', 'junit', 'tap', 'markdown', 'badge'] as const;

/** A kind of report that is a file. */
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Each is loaded only when it is asked for. */
const RENDERERS: Record<ReportKind, (results: Results) => string> = {
  json: (results) => (require('./json-report') as typeof import('./json-report')).serialise(results),
  html: (results) => (require('./html') as typeof import('./html')).htmlReport(results),
  junit: (results) => (require('./junit-report') as typeof import('./junit-report')).junitReport(results),
  tap: (results) => (require('./tap-report') as typeof import('./tap-report')).tapReport(results),
  markdown: (results) =>
    (require('./markdown-report') as typeof import('./markdown-report')).markdownReport(results),
  badge: (results) => (require('./badge') as typeof import('./badge')).badge(results),
};

/** The text of a report, with a newline at its end. */
export function renderReport(kind: ReportKind, results: Results): string {
  const text = RENDERERS[kind](results);
  return text.endsWith('\n') ? text : `${text}\n`;
}
