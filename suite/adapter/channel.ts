/** What is told of a channel. */
export interface ChannelListener {
  /** Bytes have come. */
  onData(chunk: Buffer): void;
  /** Nothing more will come; {@link Channel.ended} says why. */
  onEnd(): void;
}

/** The bytes to and from one adapter, whatever way they go. */
export interface Channel {
  /** `exited with code 1`; undefined while it lives. */
  readonly ended: string | undefined;
  /** For a person: `python3 adapter.py (pid 4711)`. */
  readonly description: string;
  write(text: string): void;
  /** Resolves when the adapter has ended, or after `milliseconds`. */
  untilEnded(milliseconds: number): Promise<void>;
  /** Ends the adapter with everything that it started. */
  close(): Promise<void>;
}

/** Makes a channel to a new adapter. @throws AdapterFault where none comes. */
export type OpenChannel = (listener: ChannelListener) => Promise<Channel>;
