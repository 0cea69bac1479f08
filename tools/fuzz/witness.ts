import { type Cosp, type FrameOf, ResponseCode } from '../../wire';
import type { Listener } from '../support/member';

/** What one fuzzing connection has sent that must arrive at the witness. */
interface Expected {
  /** Texts to everybody and to the witness, in the order sent, up to the first frame that was mutated. */
  readonly texts: readonly Buffer[];
  /** Whether all of them must have come before it leaves: not when it was reset. */
  readonly exact: boolean;
}

interface Watched {
  readonly expected: Expected;
  next: number;
}

/**
 * A member that is there all the time, and to whom everything must come as if nobody sent garbage: each frame whole,
 * each text of a frame that was as it should be, once and in order, and each departure.
 */
export class Witness implements Listener {
  readonly #announced = new Map<string, Expected>();
  readonly #present = new Map<number, Watched | undefined>();
  /** Texts that were checked. */
  checked = 0;
  /** What was wrong first. */
  wrong: string | undefined;

  /** @param partner the one other member that is always there, whose direct messages are not checked. */
  constructor(private readonly onDirect: (text: Buffer) => void) {}

  /** Identifiers of those that are there. */
  get present(): number[] {
    return [...this.#present.keys()];
  }

  /** Says what is to come from who will register under a pseudonym. */
  expect(pseudonym: string, expected: Expected): void {
    this.#announced.set(pseudonym, expected);
  }

  accepted({ clients }: Cosp.Accepted): void {
    for (const { idClient } of clients) this.#present.set(idClient, undefined);
  }

  response(frame: FrameOf<'server_response'>): void {
    if (frame.code === ResponseCode.JOINED) this.#joined(frame.body);
    else if (frame.code === ResponseCode.LEFT) this.#left(frame.body.idClient);
    else if (frame.code === ResponseCode.BROADCAST) this.#text(frame.body.idSender, frame.body.text);
    else if (frame.code === ResponseCode.DIRECT) this.#direct(frame.body);
  }

  #joined({ idClient, pseudonym }: Cosp.Joined): void {
    if (this.#present.has(idClient)) this.#blame(`${idClient} has joined twice`);
    const name = Buffer.from(pseudonym).toString();
    const expected = this.#announced.get(name);
    this.#announced.delete(name);
    this.#present.set(idClient, expected && { expected, next: 0 });
  }

  #left(idClient: number): void {
    if (!this.#present.has(idClient)) this.#blame(`${idClient} has left and was not there`);
    const watched = this.#present.get(idClient);
    this.#present.delete(idClient);
    if (!watched?.expected.exact) return;
    const missing = watched.expected.texts.length - watched.next;
    if (missing > 0) this.#blame(`${missing} texts of ${idClient} have not come`);
  }

  #direct({ idSender, text }: Cosp.DirectResponse): void {
    if (this.#present.get(idSender) === undefined) this.onDirect(Buffer.from(text));
    else this.#text(idSender, text);
  }

  #text(idSender: number, text: Uint8Array): void {
    if (!this.#present.has(idSender)) this.#blame(`a message of ${idSender}, which is not there`);
    const watched = this.#present.get(idSender);
    const expected = watched?.expected.texts[watched.next];
    if (watched === undefined || expected === undefined) return;
    watched.next += 1;
    this.checked += 1;
    if (!expected.equals(text)) this.#blame(`text ${watched.next} of ${idSender} is another one`);
  }

  #blame(what: string): void {
    this.wrong ??= what;
  }
}
