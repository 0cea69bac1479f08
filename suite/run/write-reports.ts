import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pc from 'picocolors';
import { packageRoot } from '../../spec';
import { jsonReport, serialise } from '../report/json-report';
import { junitReport } from '../report/junit-report';
import type { RunResult } from '../report/run-result';
import type { Screen } from '../report/screen';

/** Writes the reports for machines that were asked for. */
export function writeReports(result: RunResult): void {
  const { json, junit } = result.request;
  if (json !== undefined) put(json, serialise(jsonReport(result, tool())));
  if (junit !== undefined) put(junit, `${junitReport(result, PLAIN)}\n`);
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
