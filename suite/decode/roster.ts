import { decode, printable } from '../../wire';
import type { FrameEntry } from './model';

const SHOWN_CHARACTERS = 30;

/** Who has which identifier, as one client was told. */
export class Roster {
  private readonly pseudonyms = new Map<number, Uint8Array>();

  /** Takes what a frame to the client says of it. */
  take({ type, bytes }: FrameEntry): void {
    if (type === 'connection_reply') {
      const { body } = decode(type, bytes);
      if ('clients' in body) {
        for (const { idClient, pseudonym } of body.clients) this.pseudonyms.set(idClient, pseudonym);
      }
    } else if (type === 'server_response') {
      const { body } = decode(type, bytes);
      if ('idClient' in body && 'pseudonym' in body) this.pseudonyms.set(body.idClient, body.pseudonym);
    }
  }

  /** The pseudonym in quotes, or the identifier where the pseudonym is not known. */
  nameOf(id: number): string {
    const pseudonym = this.pseudonyms.get(id);
    return pseudonym === undefined ? `client ${id}` : printable(pseudonym, SHOWN_CHARACTERS);
  }
}
