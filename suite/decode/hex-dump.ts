import { InputError } from './input-error';

/** An offset of zero as tools write it, with what follows it: a colon, two spaces, the end, or a byte. */
const FIRST_ROW = /^(?<offset>0{4,})(?<sign>:|\s{2}|\t|\s*$|\s(?=[0-9a-f]))/i;
const ROW = /^(?<offset>[0-9a-f]{4,}):?(?:\s+(?<rest>.*))?$/i;
/** Other tools than hexdump count in other bases. */
const BASES = [16, 8, 10];
/** A dump squeezes rows that repeat; as much as a frame may have is believed. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of a dump with an offset before each row and perhaps the text behind it; undefined when the lines are
 * none.
 * @throws InputError when a row does not begin where the one before it ended.
 */
export function hexDump(lines: readonly string[]): Buffer | undefined {
  const first = lines.find((line) => line.trim() !== '')?.trim();
  if (first === undefined || !beginsDump(first)) return undefined;
  const dump = new Dump();
  lines.forEach((line, index) => {
    if (line.trim() !== '') dump.add(line.trim(), index + 1);
  });
  return Buffer.concat(dump.rows);
}

/** Zeros alone could be bytes too: then they have an even number of digits and one space behind them. */
function beginsDump(line: string): boolean {
  const groups = FIRST_ROW.exec(line)?.groups;
  if (!groups) return false;
  const { offset = '', sign = '' } = groups;
  return sign === ':' || sign === '\t' || sign.length === 2 || (offset.length % 2 === 1 && sign !== '');
}

class Dump {
  readonly rows: Buffer[] = [];
  private length = 0;
  private squeezed = false;

  add(line: string, number: number): void {
    if (line === '*') {
      this.squeezed = true;
      return;
    }
    const { offset, rest = '' } = ROW.exec(line)?.groups ?? {};
    if (offset === undefined) throw new InputError(`line ${number}: no offset, as the lines before it have`);
    this.repeatUpTo(offset, number);
    const isXxd = line[offset.length] === ':';
    const row = rowBytes(isXxd ? rest.split(/\s{2}/)[0] : rest.split(/\s*\||\s{3}/)[0], isXxd, number);
    this.rows.push(row);
    this.length += row.length;
  }

  /** Puts the rows in that `*` stands for, and holds the offset against what is there. */
  private repeatUpTo(offset: string, number: number): void {
    const last = this.rows.at(-1);
    if (this.squeezed && last !== undefined && last.length > 0) {
      const left = Number.parseInt(offset, 16) - this.length;
      if (left > 0 && left <= MOST_BYTES && left % last.length === 0) {
        this.rows.push(Buffer.alloc(left, last));
        this.length += left;
      }
      this.squeezed = false;
    }
    if (BASES.some((base) => Number.parseInt(offset, base) === this.length)) return;
    throw new InputError(`line ${number}: the offset is ${offset}, but ${this.length} bytes come before it`);
  }
}

function rowBytes(text = '', isXxd: boolean, number: number): Buffer {
  const groups = text.trim().split(/\s+/);
  if (!isXxd && groups.some((group) => group.length === 4) && groups.every((group) => group.length >= 3)) {
    throw new InputError(
      `line ${number}: words of two bytes are in the order of the machine that wrote them; use xxd or hexdump -C`,
    );
  }
  const digits = groups.join('');
  if (/^([0-9a-f]{2})*$/i.test(digits)) return Buffer.from(digits, 'hex');
  throw new InputError(`line ${number}: behind the offset are not only pairs of hex digits`);
}
