import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsIdentity } from '../server';
import { reasonOf, ServeProblem } from './problems';

/** Where the certificate and its key are. */
export interface IdentityFiles {
  readonly cert: string;
  readonly key: string;
}

function readPem(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ServeProblem(`cannot read ${option} ${file}: ${reasonOf(error)}`);
  }
}

function certificateOf(pem: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new ServeProblem(`--tls-cert ${file}: there is no certificate in it (PEM)`);
  }
}

function keyOf(pem: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const encrypted = (error as NodeJS.ErrnoException).code === 'ERR_MISSING_PASSPHRASE';
    const problem = encrypted
      ? 'the key is protected by a passphrase'
      : 'there is no private key in it (PEM)';
    throw new ServeProblem(`--tls-key ${file}: ${problem}`);
  }
}

/**
 * Reads the certificate, with those behind it in the same file, and the key.
 * @throws ServeProblem for files that cannot be read, are none, or do not belong together.
 */
export function readIdentity(files: IdentityFiles): TlsIdentity {
  const cert = readPem('--tls-cert', files.cert);
  const key = readPem('--tls-key', files.key);
  const certificate = certificateOf(cert, files.cert);
  if (certificate.checkPrivateKey(keyOf(key, files.key))) return { cert, key };
  throw new ServeProblem(`--tls-key ${files.key} is not the key of --tls-cert ${files.cert}`);
}
