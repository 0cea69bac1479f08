import { defineParameterType } from '@cucumber/cucumber';

/** How a scenario calls a private connection, seen from one of its two clients. */
export interface PrivateName {
  /** The other client. */
  readonly partner: string;
  /** Which one of the two clients, from 1; missing: the latest. */
  readonly ordinal: number | undefined;
}

const ORDINALS = ['first', 'second'];

/** `the private connection with "bob"`, as the other of its two clients calls it. */
defineParameterType({
  name: 'privateConnection',
  regexp: /the (?:first |second )?private connection with "[^"]*"/,
  transformer: (phrase: string): PrivateName => {
    const at = ORDINALS.findIndex((ordinal) => phrase.startsWith(`the ${ordinal} `));
    const partner = phrase.slice(phrase.indexOf('"') + 1, -1);
    return { partner, ordinal: at < 0 ? undefined : at + 1 };
  },
  useForSnippets: false,
});
