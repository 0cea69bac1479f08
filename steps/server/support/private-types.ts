import { defineParameterType } from '@cucumber/cucumber';

/** `the private connection with "bob"`: the latest one, as the other of its two clients calls it. */
defineParameterType({
  name: 'privateConnection',
  regexp: /the private connection with "[^"]*"/,
  transformer: (phrase: string): string => phrase.slice(phrase.indexOf('"') + 1, -1),
  useForSnippets: false,
});

const UNITS: Record<string, number> = { bytes: 1, KiB: 1024, MiB: 1024 * 1024 };

/** A number of bytes: `300 bytes`, `1 KiB`, `64 MiB`. */
defineParameterType({
  name: 'size',
  regexp: /\d+ (?:bytes|KiB|MiB)/,
  transformer: (phrase: string): number => {
    const [count, unit] = phrase.split(' ');
    return Number(count) * (UNITS[unit as string] as number);
  },
  useForSnippets: false,
});
