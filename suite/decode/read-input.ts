import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { inert } from '../report/inert';
import { captureFormat } from './capture/read-capture';
import { hexBytes } from './hex-text';
import { InputError } from './input-error';

/** Larger files are taken for a mistake; what is read has to fit into memory several times. */
const MOST_BYTES = 256 * 1024 * 1024;
const GZIP = 0x1f8b;

/** What the input is. */
export type Format = 'hex' | 'raw' | 'pcap';

/** The input's bytes; of hex those that it stands for. */
export interface Input {
  readonly name: string;
  readonly format: Format;
  readonly bytes: Buffer;
}

/**
 * Reads a file, or standard input for `-`.
 * @param format what it is; found out from its bytes unless told.
 * @throws InputError when it cannot be read, is too large, empty, or not what it should be.
 */
export async function readInput(file: string, format?: Format): Promise<Input> {
  const name = file === '-' ? 'standard input' : file;
  const content = await readAll(file === '-' ? process.stdin : createReadStream(file), name);
  if (content.length === 0) throw new InputError(`${inert(name)} is empty`);
  return inputOf(name, content, format);
}

/** Hex that was given on the command line. */
export function hexInput(text: string): Input {
  return inputOf('--hex', Buffer.from(text), 'hex');
}

function inputOf(name: string, content: Buffer, format: Format | undefined): Input {
  const found = format ?? formatOf(content);
  if (found === 'pcap' && captureFormat(content) === undefined) {
    throw new InputError(`${inert(name)} is neither a pcap nor a pcapng file`);
  }
  if (found !== 'hex') return { name, format: found, bytes: content };
  const bytes = hexOf(name, content, format === undefined);
  if (bytes.length === 0) throw new InputError(`${inert(name)} has no bytes in it`);
  return { name, format: found, bytes };
}

function hexOf(name: string, content: Buffer, isGuess: boolean): Buffer {
  try {
    return hexBytes(content.toString('utf8'));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const hint = isGuess ? ' (--format raw takes the bytes of the file as they are)' : '';
    throw new InputError(`${inert(name)}, ${error.message}${hint}`);
  }
}

/** A capture by its first bytes, hex when there is nothing but text, and else raw. */
function formatOf(content: Buffer): Format {
  if (captureFormat(content) !== undefined) return 'pcap';
  if (content.length > 2 && content.readUInt16BE(0) === GZIP) {
    throw new InputError('the file is compressed: unpack it with gunzip first');
  }
  return /^(\xef\xbb\xbf)?[\t\n\f\r -~]*$/.test(content.toString('latin1')) ? 'hex' : 'raw';
}

async function readAll(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += (chunk as Buffer).length;
      if (length > MOST_BYTES) break;
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw new InputError(`${inert(name)} cannot be read: ${error instanceof Error ? reason(error) : error}`);
  }
  if (length > MOST_BYTES) {
    throw new InputError(
      `${inert(name)} has more than ${MOST_BYTES / 1024 / 1024} MiB; cut out what matters first`,
    );
  }
  return Buffer.concat(chunks);
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
      return 'it is not allowed';
    default:
      return inert(message);
  }
}
