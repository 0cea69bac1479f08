type Units = ReadonlyMap<string, number>;

const MILLISECONDS: Units = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);
const BYTES: Units = new Map([
  ['', 1],
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]);

function parseQuantity(text: string, units: Units): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,12})([A-Za-z]*)$/.exec(text) ?? [];
  const factor = units.get(unit);
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

function formatQuantity(value: number, units: Units): string {
  const fitting = [...units].filter(([, factor]) => value % factor === 0);
  const [unit, factor] = fitting.at(-1) ?? ['', 1];
  return `${value / factor}${unit}`;
}

/**
 * Milliseconds of a duration such as `500ms`, `10s`, `2m` or `1h`.
 * @throws RangeError for anything else, also for a number without a unit.
 */
export function parseDuration(text: string): number {
  const milliseconds = parseQuantity(text, MILLISECONDS);
  if (milliseconds !== undefined) return milliseconds;
  throw new RangeError('A duration is a whole number and ms, s, m or h, such as 500ms, 10s or 2m.');
}

/**
 * Bytes of a size such as `4096`, `64KiB` or `8MiB`.
 * @throws RangeError for anything else.
 */
export function parseSize(text: string): number {
  const bytes = parseQuantity(text, BYTES);
  if (bytes !== undefined) return bytes;
  throw new RangeError('A size is a whole number of bytes, KiB, MiB or GiB, such as 4096, 64KiB or 8MiB.');
}

/**
 * A whole number that is not negative.
 * @throws RangeError for anything else.
 */
export function parseCount(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RangeError('A whole number is needed.');
}

/** A duration in milliseconds as `parseDuration` takes it, in its largest unit. */
export function formatDuration(milliseconds: number): string {
  return formatQuantity(milliseconds, MILLISECONDS);
}

/** A size in bytes as `parseSize` takes it, in its largest unit. */
export function formatSize(bytes: number): string {
  return formatQuantity(bytes, BYTES);
}
