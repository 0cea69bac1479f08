import { readFileSync } from 'node:fs';

/** Two cores: the server's, and the load generator's. */
export interface Cores {
  readonly server: number;
  readonly load: number;
}

/** The cores of a list such as `0-3,8`. */
export function coresOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/**
 * The first two cores that this process may run on.
 * @throws Error when there is only one.
 */
export function chooseCores(): Cores {
  const status = readFileSync('/proc/self/status', 'utf8');
  const [server, load] = coresOf(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
  if (server === undefined || load === undefined)
    throw new Error('the bench needs two cores: one for servers, one for the load generator');
  return { server, load };
}
