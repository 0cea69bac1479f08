import type { Readable, Writable } from 'node:stream';
import { dial } from '../dial';
import { parseEndpoint } from '../endpoint';

/** Where commands come from, and where replies and events go. */
export interface Control {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Standard input and output; or a connection to `address`, where one is given.
 * @throws RangeError for what is no address; the system's error when nobody is there.
 */
export async function openControl(address: string | undefined): Promise<Control> {
  if (address === undefined || address === '') return { input: process.stdin, output: process.stdout };
  const socket = await dial({ ...parseEndpoint(address), allowHalfOpen: true });
  return { input: socket, output: socket };
}
