/** Stands in for node:buffer where wire/ is bundled for browsers; see tools/build-pages.ts. */
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Whether the bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
