import { defineParameterType } from '@cucumber/cucumber';

/** `the private connection with "bob"`: the latest one, as the other of its two clients calls it. */
defineParameterType({
  name: 'privateConnection',
  regexp: /the private connection with "[^"]*"/,
  transformer: (phrase: string): string => phrase.slice(phrase.indexOf('"') + 1, -1),
  useForSnippets: false,
});
