import { RequestCode } from '../../wire';
import { seededRandom } from '../segmentation';

/** After so many bytes comes another request code, in case the server has found its way through what was before. */
const STRIDE = 61;
const CODES = Object.values(RequestCode).filter((code) => typeof code === 'number');

/**
 * `count` bytes that the seed determines. From a registered client each run of them begins with a request code,
 * so that they get past the first byte. From one that is not registered they begin with a size that they do not
 * reach, so that no pseudonym comes of them.
 */
export function randomBytesFor(registered: boolean, count: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const bytes = Buffer.alloc(count);
  for (let i = 0; i < count; i++) bytes[i] = Math.floor(random() * 256);
  if (!registered) bytes.writeUInt16BE(count + Math.floor(random() * (65_536 - count)), 0);
  else {
    for (let i = 0; i < count; i += STRIDE) {
      bytes.writeInt8(CODES[Math.floor(random() * CODES.length)] as number, i);
    }
  }
  return bytes;
}
