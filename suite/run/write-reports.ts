import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { packageRoot } from '../../spec';
import { baselineOf, writeBaseline } from '../baseline';
import { inert } from '../report/inert';
import { serialise } from '../report/json-report';
import { junitReport } from '../report/junit-report';
import { plural } from '../report/prose';
import type { RunResult } from '../report/run-result';
import type { Screen } from '../report/screen';
import type { Results, Tool } from '../results/results';

/** Writes the files that were asked for: reports for machines, and a baseline. */
export function writeReports(result: RunResult, results: Results, screen: Screen): void {
  const { json, junit, baseline, writeBaseline: file } = result.request;
  if (json !== undefined) put(json, serialise(results));
  if (junit !== undefined) put(junit, `${junitReport(results, PLAIN)}\n`);
  if (file === undefined) return;
  const entries = baselineOf(result.judged, baseline);
  writeBaseline(file, entries, result.sources.role);
  screen.print(`${plural(entries.length, 'expected failure')} written to ${inert(file)}`);
}

function put(file: string, text: string): void {
  if (file === '-') process.stdout.write(text);
  else writeFileSync(file, text);
}

/** This package as `cosp --version` names it. */
export function tool(): Tool {
  const text = readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as Tool;
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
