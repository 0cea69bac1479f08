import { inert } from '../report/inert';
import { hexDump } from './hex-dump';
import { InputError } from './input-error';

/** What may stand between bytes, and what sources of programs put around them. */
const BETWEEN = /[\s,;:_"'{}[\]()<>-]+/;
const SHOWN_TOKEN = 20;

/**
 * Bytes from hex as people have it: pairs of digits with or without spaces, `0x00, 0x05`, `\x00\x05`, `00:05`, over
 * any number of lines, or a dump with offsets (of xxd, hexdump -C, od -t x1, Wireshark).
 * @throws InputError naming the line and what cannot be read there.
 */
export function hexBytes(text: string): Buffer {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return hexDump(lines) ?? Buffer.concat(lines.map(lineBytes));
}

function lineBytes(line: string, index: number): Buffer {
  const tokens = line.replaceAll(/\\x/gi, ' 0x').split(BETWEEN);
  return Buffer.concat(tokens.map((token) => tokenBytes(token, index + 1)));
}

function tokenBytes(token: string, line: number): Buffer {
  const digits = token.replace(/^0x/i, '');
  // One digit behind 0x is a whole number in programs.
  const padded = digits.length === 1 && digits !== token ? `0${digits}` : digits;
  const shown = inert(token.length > SHOWN_TOKEN ? `${token.slice(0, SHOWN_TOKEN)}…` : token);
  if (!/^[0-9a-f]*$/i.test(padded)) throw new InputError(`line ${line}: "${shown}" is not hex`);
  if (padded.length % 2 !== 0) {
    throw new InputError(`line ${line}: "${shown}" has an odd number of digits; a byte has two`);
  }
  return Buffer.from(padded, 'hex');
}
