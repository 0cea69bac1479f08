type Write = (fields: object, message: string) => void;

/**
 * Where the server writes what happens; pino's loggers fit. No text is ever given to it, and no pseudonym unless
 * somebody has asked for that: a log is kept longer and read by more people than a chat.
 */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

const ignore: Write = () => undefined;

/** Drops everything. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
