import type { ChatPeer } from '../peer/chat-peer';
import type { Chat } from './chat';

/** The largest text, so that a flood costs the suite as little as it can. */
const TEXT_LENGTH = 32_767;

/** How far the sender may be ahead of those who read. */
const WINDOW = 32;

/** What limits a flood beside the server. */
export interface FloodLimits {
  /** It ends when this is false. */
  goesOn?: () => boolean;
  /** It does not get more than 1 MiB ahead of this client, so that a server has no reason to drop it. */
  reader?: ChatPeer;
  /** Awaited when the server takes nothing for a whole time-out, before that counts: it may have had no time to. */
  whenStalled?: () => Promise<void>;
}

/** Messages of 32,767 bytes that one client sends as fast as the server takes them. */
export class Flood {
  /** How many messages the server is to get. */
  readonly count: number;
  /** How many have been handed to the system. */
  sent = 0;

  /** @param size bytes of text in all, rounded up to whole messages. */
  constructor(
    readonly sender: ChatPeer,
    size: number,
  ) {
    this.count = Math.ceil(size / TEXT_LENGTH);
  }

  /** Message `number`, from 1; says which it is. */
  text(number: number): Buffer {
    return Buffer.alloc(TEXT_LENGTH, `message-${number}-of-${this.count},`);
  }

  /** Sends. Ends early when the server takes nothing for a whole time-out, or ends the connection. */
  async run(chat: Chat, request: (text: Buffer) => Buffer, limits: FloodLimits = {}): Promise<void> {
    const { sender } = this;
    const { goesOn = () => true, reader, whenStalled } = limits;
    sender.connection.flush();
    chat.conversation.note(
      sender.name,
      'event',
      () => `sends ${this.count} messages of ${TEXT_LENGTH} bytes`,
    );
    while (this.sent < this.count && goesOn()) {
      const taking = sender.sendBulk(request(this.text(this.sent + 1)));
      let taken = await within(chat.context.timeout, taking);
      if (taken === undefined && whenStalled) {
        await whenStalled();
        taken = await within(chat.context.timeout, taking);
      }
      if (!taken) return;
      this.sent++;
      if (reader && this.sent % WINDOW === 0 && !(await this.#hasCaughtUp(reader))) return;
    }
  }

  #hasCaughtUp(reader: ChatPeer): Promise<true | undefined> {
    return reader.connection.until(() => reader.inbox.length >= this.sent || undefined);
  }
}

/** What the promise gives, or undefined after so many milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
