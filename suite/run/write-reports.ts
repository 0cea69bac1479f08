import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { packageRoot } from '../../spec';
import { baselineOf, writeBaseline } from '../baseline';
import { inert } from '../report/inert';
import { jsonReport, serialise } from '../report/json-report';
import { junitReport } from '../report/junit-report';
import { plural } from '../report/prose';
import type { RunResult } from '../report/run-result';
import type { Screen } from '../report/screen';

/** Writes the files that were asked for: reports for machines, and a baseline. */
export function writeReports(result: RunResult, screen: Screen): void {
  const { json, junit, baseline, writeBaseline: file } = result.request;
  if (json !== undefined) put(json, serialise(jsonReport(result, tool())));
  if (junit !== undefined) put(junit, `${junitReport(result, PLAIN)}\n`);
  if (file === undefined) return;
  const entries = baselineOf(result.judged, baseline);
  writeBaseline(file, entries, result.sources.role);
  screen.print(`${plural(entries.length, 'expected failure')} written to ${inert(file)}`);
}

function put(file: string, text: string): void {
  if (file === '-') process.stdout.write(text);
  else writeFileSync(file, text);
}

function tool(): { name: string; version: string } {
  const text = readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version };
}

/** Lays text out as for a pipe; what is printed goes nowhere. */
const PLAIN: Screen = {
  print: () => {},
  raw: () => {},
  isTerminal: false,
  columns: 110,
  palette: pc.createColors(false),
};
