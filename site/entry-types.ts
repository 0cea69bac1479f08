import type { EntryType } from '../wire/frames';

/** Who sends frames of an entry type, and when. */
export const WHEN: Readonly<Record<EntryType, string>> = {
  client_hello: 'from a client that is not registered yet',
  client_request: 'from a registered client',
  connection_reply: 'to a client that is not registered yet',
  server_response: 'to a registered client',
};
