import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { AdapterControl, Segmentation } from '../run-parameters';
import type { CucumberFormat, Order } from './run-request';

const SEEDS = 1_000_000;
const LONGEST_SECONDS = 3_600;

/** A parser for whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** A parser for seconds, also fractions of one; the value is in milliseconds. */
export function seconds(least: number): (text: string) => number {
  return (text) => {
    const milliseconds = Math.round(Number(text) * 1000);
    const isNumber = /^(\d+(\.\d*)?|\.\d+)$/.test(text);
    if (isNumber && milliseconds >= least && milliseconds <= LONGEST_SECONDS * 1000) return milliseconds;
    throw new InvalidArgumentError(
      `It must be a number of seconds from ${least / 1000} to ${LONGEST_SECONDS}.`,
    );
  };
}

/** Collects an option that may be given more than once. */
export function repeatable(text: string, previous: string[] = []): string[] {
  return [...previous, text];
}

/** Collects levels. */
export function levels(text: string, previous: string[] = []): string[] {
  const level = text.toUpperCase();
  if (!['MUST', 'SHOULD', 'CHOICE'].includes(level)) {
    throw new InvalidArgumentError('It must be MUST, SHOULD or CHOICE.');
  }
  return [...previous, level];
}

/** A file with certificates, kept as its name. */
export function pemFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (error) {
    throw new InvalidArgumentError(`It cannot be read: ${(error as Error).message}.`);
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return file;
  throw new InvalidArgumentError('There is no certificate in it (PEM).');
}

/** A regular expression, kept as text. */
export function pattern(text: string): string {
  try {
    new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(
      error instanceof Error ? `${error.message}.` : 'It is no regular expression.',
    );
  }
  return text;
}

/** `defined`, `random` or `random:SEED`; without a seed one is drawn. */
export function order(text: string): Order {
  if (text === 'defined') return { mode: 'defined' };
  const seed = seedOf(text);
  if (seed === undefined) throw new InvalidArgumentError('It must be defined, random or random:SEED.');
  return { mode: 'random', seed };
}

/** `whole`, `bytes`, `coalesced`, `random` or `random:SEED`; without a seed one is drawn. */
export function segmentation(text: string): Segmentation {
  if (text === 'whole' || text === 'bytes' || text === 'coalesced') return { mode: text };
  const seed = seedOf(text);
  if (seed === undefined) {
    throw new InvalidArgumentError('It must be whole, bytes, random, random:SEED or coalesced.');
  }
  return { mode: 'random', seed };
}

/** `stdio`, `human`, `tcp` or `tcp:PORT`; without a port a free one is taken (0). */
export function control(text: string): AdapterControl {
  if (text === 'stdio' || text === 'human') return { way: text };
  if (text === 'tcp') return { way: 'tcp', port: 0 };
  const port = Number(/^tcp:(\d{1,5})$/.exec(text)?.[1]);
  if (port >= 1 && port <= 65_535) return { way: 'tcp', port };
  throw new InvalidArgumentError('It must be stdio, tcp, tcp:PORT or human.');
}

/** Collects `html:FILE`, `message:FILE` and `rerun:FILE`. */
export function cucumberFormat(text: string, previous: CucumberFormat[] = []): CucumberFormat[] {
  const [, format, file] = /^(html|message|rerun):(?!-?$)(.+)$/s.exec(text) ?? [];
  if (format === undefined || file === undefined)
    throw new InvalidArgumentError('It must be html:FILE, message:FILE or rerun:FILE.');
  return [...previous, { format: format as CucumberFormat['format'], file }];
}

function seedOf(text: string): number | undefined {
  if (text === 'random') return Math.floor(Math.random() * SEEDS);
  const digits = /^random:(\d{1,9})$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
