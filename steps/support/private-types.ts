import { defineParameterType } from '@cucumber/cucumber';

/** A private connection, as one of its two clients calls it. */
export interface PrivateConnectionName {
  /** The scenario's name of the other client. */
  partner: string;
  /** The first or second of several that the two have; missing: the latest. */
  ordinal?: number;
}

/** `the private connection with "bob"`, `the first private connection with "bob"`. */
defineParameterType({
  name: 'privateConnection',
  regexp: /the (?:first |second )?private connection with "[^"]*"/,
  transformer: (phrase: string): PrivateConnectionName => ({
    partner: /"([^"]*)"/.exec(phrase)?.[1] ?? '',
    ...(phrase.startsWith('the first') && { ordinal: 1 }),
    ...(phrase.startsWith('the second') && { ordinal: 2 }),
  }),
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
