import { formatEndpoint } from '../server';

/** Why the server cannot run, in a sentence for the one who started it. */
export class ServeProblem extends Error {}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'not permitted',
  EADDRNOTAVAIL: 'this machine does not have the address',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOTFOUND: 'no such host',
};

/** What the system said, in words where there are any, and as its code. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : `${REASONS[code] ?? message} (${code})`;
}

/** Says where, and what for, the server could not listen, and why. */
export function cannotListen(
  host: string | undefined,
  port: number,
  error: unknown,
  what = '',
): ServeProblem {
  const where = host === undefined ? `port ${port}` : formatEndpoint(host, port);
  return new ServeProblem(`cannot listen on ${where}${what}: ${reasonOf(error)}`);
}
