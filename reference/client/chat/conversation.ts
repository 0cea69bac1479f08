import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';

const LONGEST_LINE = 4096;

/** Who is told of what happens on a private connection. */
export interface ConversationListener {
  /** A line has come; what has no line end for long comes in pieces. */
  line(text: string): void;
  /** All that came went into the file. */
  received(path: string, bytes: number): void;
  /** It has ended, whoever ended it. */
  ended(error?: Error): void;
}

/** A private connection: lines of text, until one of the directions is given to a file. */
export class Conversation {
  readonly closed: Promise<void>;
  readonly #decoder = new StringDecoder('utf8');
  #line = '';
  #sending: Promise<unknown> = Promise.resolve();
  #file: WriteStream | undefined;
  #error: Error | undefined;

  constructor(
    private readonly stream: Duplex,
    private readonly listener: ConversationListener,
  ) {
    stream.on('error', (error) => {
      this.#error = error;
    });
    stream.once('end', () => void this.close());
    this.closed = new Promise((resolve) => {
      stream.once('close', () => {
        this.#flush(this.#decoder.end());
        listener.ended(this.#error);
        if (this.#file === undefined || this.#file.closed) resolve();
        else this.#file.once('close', resolve).end();
      });
    });
    stream.on('data', this.#read);
  }

  /** Whether what comes goes into a file. */
  get isReceiving(): boolean {
    return this.#file !== undefined;
  }

  /** Sends a line of text, behind what is being sent. */
  sendLine(text: string): Promise<void> {
    return this.#send(async () => void this.stream.write(`${text}\n`));
  }

  /**
   * Sends a file, behind what is being sent, no faster than the other side reads.
   * @returns how many bytes that were.
   * @throws the system's error.
   */
  async sendFile(path: string): Promise<number> {
    let bytes = 0;
    await this.#send(async () => {
      const file = createReadStream(path, { fd: await open(path) });
      await pipeline(file, this.stream, { end: false });
      bytes = file.bytesRead;
    });
    return bytes;
  }

  /** From now on what comes goes into the file, which is called `path`. */
  receive(path: string, handle: FileHandle): void {
    this.stream.off('data', this.#read);
    this.#flush(this.#decoder.end());
    const file = createWriteStream(path, { fd: handle });
    file.once('error', (error) => this.stream.destroy(error));
    file.once('finish', () => this.listener.received(path, file.bytesWritten));
    this.stream.pipe(file);
    this.#file = file;
  }

  /** Ends it behind what is being sent. What the other side sends until it ends is still read. */
  async close(): Promise<void> {
    await this.#sending.catch(() => undefined);
    this.stream.end();
  }

  /**
   * Ends it behind what is being sent and, where that goes into a file, behind what the other side sends.
   * @param grace milliseconds after which a connection that nothing is received from is given up.
   */
  async finish(grace: number): Promise<void> {
    if (this.isReceiving) return this.closed; // closes behind the other side's end
    await this.close();
    const timer = setTimeout(() => this.stream.destroy(), grace);
    await this.closed;
    clearTimeout(timer);
  }

  #send(send: () => Promise<void>): Promise<void> {
    const sent = this.#sending
      .catch(() => undefined)
      .then(() => {
        if (this.stream.writable) return send();
        throw new Error('the private connection has ended');
      });
    this.#sending = sent;
    return sent;
  }

  readonly #read = (chunk: Buffer): void => {
    const lines = (this.#line + this.#decoder.write(chunk)).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.listener.line(line);
    if (this.#line.length > LONGEST_LINE) this.#flush('');
  };

  #flush(rest: string): void {
    const line = this.#line + rest;
    this.#line = '';
    if (line !== '') this.listener.line(line);
  }
}
