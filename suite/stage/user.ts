import { CommandFailed, RefusedLocally } from '../adapter';
import type { CommandName, Message, ReplyTo } from '../adapter/protocol';
import { Unsupported, Violation } from '../judgement';
import type { Stage } from './stage';

/** What a long text is made of that the suite makes itself. */
const FILL = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** A longer text that is made of it goes to the adapter by its length. */
const LONG = 1_024;

/** What the client's user does, through the adapter. */
export class User {
  constructor(private readonly stage: Stage) {}

  /** Asks for a pseudonym. */
  async register(pseudonym: string, blames = 'COSP-2-1'): Promise<void> {
    this.stage.own = pseudonym;
    await this.do('register', { pseudonym }, blames);
  }

  /** Writes to everybody. */
  async broadcast(text: Buffer, blames = 'COSP-4-1'): Promise<void> {
    await this.do('broadcast', { ...messageOf(text) }, blames);
  }

  /**
   * Writes to everybody where it is not known whether the client lets its user do so now.
   * @returns whether it does.
   */
  tryBroadcast(text: Buffer): Promise<boolean> {
    return this.#try('broadcast', { ...messageOf(text) });
  }

  /** The same to the client with this pseudonym. */
  tryDirect(to: string, text: Buffer): Promise<boolean> {
    return this.#try('direct', { to, ...messageOf(text) });
  }

  /** Asks for another pseudonym where the client has one; see {@link tryBroadcast}. */
  tryRegister(pseudonym: string): Promise<boolean> {
    return this.#try('register', { pseudonym });
  }

  async #try(name: CommandName, members: Record<string, unknown>): Promise<boolean> {
    try {
      await this.stage.adapter.command(name, members);
      return true;
    } catch (error) {
      if (error instanceof RefusedLocally || error instanceof CommandFailed) return false;
      throw error;
    }
  }

  /** Ends the client, and waits until all that it has sent is there. The server ends its side as soon as it has. */
  async leave(): Promise<void> {
    const { adapter, link } = this.stage;
    await this.stage.shown();
    this.stage.closeAfterClient();
    this.stage.over = true;
    await adapter.command('disconnect');
    await link.connection.until(() => link.ended || undefined);
  }

  /** Writes to the client with this pseudonym. */
  async direct(to: string, text: Buffer, blames = 'COSP-5-1'): Promise<void> {
    await this.do('direct', { to, ...messageOf(text) }, blames);
  }

  /** Looks at the roster. */
  async roster(): Promise<string[]> {
    return (await this.do('roster', {}, 'COSP-3-1')).roster;
  }

  /** Nothing says that a client lets its user have several private connections with the same client, or be asked while it asks. */
  #isOneMore(name: CommandName, { to, from }: Record<string, unknown>): boolean {
    if (name !== 'private.request' && name !== 'private.accept') return false;
    const { links, cast } = this.stage;
    const busyWith = links.busyWith.map((name) => cast.member(name).pseudonym);
    return busyWith.some((pseudonym) => pseudonym === to || pseudonym === from);
  }

  /**
   * Gives one command; what comes of it on the wire is for the scenario to check.
   * @param blames requirement that is broken where the client does not let its user do it.
   */
  async do<Name extends CommandName>(
    name: Name,
    members: Record<string, unknown>,
    blames: string,
  ): Promise<ReplyTo<Name>> {
    await this.stage.answerShown();
    try {
      return await this.stage.adapter.command(name, members);
    } catch (error) {
      if (!(error instanceof RefusedLocally || error instanceof CommandFailed)) throw error;
      if (error instanceof RefusedLocally && this.#isOneMore(name, members))
        throw new Unsupported(
          `the client has one private connection with each other client at a time: ${error.message}`,
        );
      throw new Violation(`the client does not do what its user wants (${name})`, {
        blames,
        expected: `the command ${name} is carried out`,
        actual: error.message,
        peer: 'adapter',
      });
    }
  }
}

function messageOf(text: Buffer): Message {
  const isFilled = text.length > LONG && text.equals(Buffer.alloc(text.length, FILL));
  return isFilled ? { fill: FILL, length: text.length } : { text: text.toString() };
}
