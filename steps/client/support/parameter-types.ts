import { defineParameterType } from '@cucumber/cucumber';
import type { PrivateNews } from '../../../suite/stage/script';
import '../../shared/parameter-types';

/** `to everybody`, or `to the client` alone. */
defineParameterType({
  name: 'kind',
  regexp: /to everybody|to the client/,
  transformer: (words: string) => (words === 'to everybody' ? 'broadcast' : 'direct'),
  useForSnippets: false,
});

const NEWS: Record<string, PrivateNews> = {
  'asks for a private connection': 'asks',
  'has accepted': 'accepts',
  'has refused': 'refuses',
  'can be reached by a private connection now': 'is connected',
};

/** What the server tells the client of another one and a private connection: response codes 4, 5, -2 and 6. */
defineParameterType({
  name: 'news',
  regexp: new RegExp(Object.keys(NEWS).join('|')),
  transformer: (words: string) => NEWS[words] as PrivateNews,
  useForSnippets: false,
});
