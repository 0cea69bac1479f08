import { normalize } from 'node:path';

/** Stands for this file alone. Cucumber takes every path for a pattern; a folder may well be called `suite (old) [2]`. */
export function asPattern(file: string): string {
  return file.replaceAll('\\', '/').replace(/[?*()[\]]/g, '[$&]');
}

/** The file that such a pattern stands for. */
export function fileOf(pattern: string): string {
  return normalize(pattern.replace(/\[([?*()[\]])\]/g, '$1'));
}
