import { Unsupported } from '../judgement';
import { CommandFailed, RefusedLocally } from './adapter';
import type { Dialogue } from './dialogue';
import type { RefusalKind } from './protocol';

/** A reply as it came, with its line. */
export type Reply = Taken | Refused;

interface Taken {
  line: string;
  members: Record<string, unknown>;
}

/** A reply that says why not. */
export interface Refused {
  line: string;
  error: { kind: RefusalKind; message: string };
}

/** What is thrown where the command `name` was refused. */
export function refusal(name: string, { error, line }: Refused, dialogue: Dialogue): Error {
  switch (error.kind) {
    case 'unsupported':
      return new Unsupported(`the adapter does not support "${name}": ${line}`);
    case 'refused-locally':
      return new RefusedLocally(error.message);
    case 'io':
      return new CommandFailed('io', error.message);
    case 'bug':
      return dialogue.fail(`"${name}" met a bug in the client or its adapter`, line);
  }
}
