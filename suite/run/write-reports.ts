import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../spec';
import { baselineOf, writeBaseline } from '../baseline';
import { inert } from '../report/inert';
import { type ReportKind, renderReport } from '../report/kinds';
import { plural } from '../report/prose';
import type { RunResult } from '../report/run-result';
import type { Results, Tool } from '../results/results';

/**
 * Writes the files that were asked for, and the HTML report, which need not be.
 * @returns what to say of it.
 * @throws Error when a file that was asked for cannot be written.
 */
export function writeReports({ request, judged, sources }: RunResult, results: Results): string[] {
  for (const [kind, file] of Object.entries(request.reports)) write(kind as ReportKind, file, results);
  const { writeBaseline: file, reports, unaskedHtml } = request;
  const said = reports.html !== undefined && reports.html !== '-' ? [`report: ${inert(reports.html)}`] : [];
  if (unaskedHtml !== undefined) said.push(writeUnasked(unaskedHtml, results));
  if (file === undefined) return said;
  const entries = baselineOf(judged, request.baseline);
  writeBaseline(file, entries, sources.role);
  return [...said, `${plural(entries.length, 'expected failure')} written to ${inert(file)}`];
}

/** Writes a report to a file; `-` is standard output. */
export function write(kind: ReportKind, file: string, results: Results): void {
  const text = renderReport(kind, results);
  if (file === '-') process.stdout.write(text);
  else writeFileSync(file, text);
}

function writeUnasked(file: string, results: Results): string {
  try {
    write('html', file, results);
    return `report: ${inert(file)}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `no report as a page (--html names another file, --no-html none): ${inert(reason)}`;
  }
}

/** This package as `cosp --version` names it. */
export function tool(): Tool {
  const text = readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as Tool;
  return { name, version };
}
