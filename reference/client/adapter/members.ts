import { Refusal } from './refusal';

/** A command's members, which are not checked before they are used. */
export type Order = Readonly<Record<string, unknown>>;

const MOST_BYTES = 256 * 1024 * 1024;

function fail(name: string, what: string): never {
  throw new Refusal('bug', `the member ${name} is not ${what}`);
}

/** A member that is a string. */
export function stringOf(order: Order, name: string): string {
  const value = order[name];
  return typeof value === 'string' ? value : fail(name, 'a string');
}

/** A member that is a whole number. */
export function numberOf(order: Order, name: string): number {
  const value = order[name];
  return Number.isSafeInteger(value) ? (value as number) : fail(name, 'a whole number');
}

/** `fill` over and over, cut to `length` bytes. */
function filled(order: Order): Buffer {
  const length = numberOf(order, 'length');
  if (length < 0 || length > MOST_BYTES) return fail('length', `from 0 to ${MOST_BYTES}`);
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, stringOf(order, 'fill'), 'latin1');
}

/** The text of a message. */
export function textOf(order: Order): string {
  return 'text' in order ? stringOf(order, 'text') : filled(order).toString('latin1');
}

/** The bytes for a private connection. */
export function bytesOf(order: Order): Buffer {
  if (!('hex' in order)) return filled(order);
  const hex = stringOf(order, 'hex');
  return /^(?:[0-9a-f]{2})*$/i.test(hex)
    ? Buffer.from(hex, 'hex')
    : fail('hex', 'pairs of hexadecimal digits');
}
