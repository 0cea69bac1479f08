/** Where a person, or a script, reads and writes. */
export interface Screen {
  /** Whether a person sits there, who can be asked. */
  readonly isTerminal: boolean;
  /** What is typed, line by line, until the end of the input or `close`. */
  readonly lines: AsyncIterator<string>;
  /** Prints a line, without harm to the one that is being typed. */
  say(line: string): void;
  /** Prints a line about something that went wrong. */
  complain(line: string): void;
  /** Shows, on a terminal, what is typed behind. */
  prompt(text: string): void;
  /** Aborted when its user has had enough, or when `close` has been called. */
  readonly closed: AbortSignal;
  /** No more lines are read. */
  close(): void;
}
