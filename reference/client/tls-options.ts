import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { TlsTrust } from './tls';

/** The options of {@link addTlsOptions} as the command line gives them. */
export interface RawTlsOptions {
  readonly tls?: boolean;
  /** What is in the file. */
  readonly tlsCa?: Buffer;
  readonly tlsInsecure?: boolean;
}

function readCertificates(file: string): Buffer {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch (error) {
    throw new InvalidArgumentError(`It cannot be read: ${(error as Error).message}`);
  }
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  throw new InvalidArgumentError('There is no certificate in it (PEM).');
}

/** Adds the options by which a command connects by TLS. */
export function addTlsOptions(command: Command): Command {
  return command
    .option('--tls', 'connect by TLS, for private connections too')
    .option('--tls-ca <file>', 'likewise, and trust the certificates in this file (PEM)', readCertificates)
    .option('--tls-insecure', 'likewise, and take any server for the right one');
}

/** What the options ask for; undefined for plain TCP. */
export function trustOf({ tls, tlsCa: ca, tlsInsecure: insecure }: RawTlsOptions): TlsTrust | undefined {
  if (!tls && ca === undefined && !insecure) return undefined;
  return { ...(ca && { ca }), ...(insecure && { insecure }) };
}
