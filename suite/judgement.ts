import type { EntryType } from '../wire';

/** What a {@link Violation} is about, beside its sentence. */
export interface ViolationDetails {
  /** Requirement that was seen broken; missing: the scenario's own. */
  blames?: string | undefined;
  /**
   * Something did not come, and `blames` is only the likeliest reason. The verdict takes it for one where that
   * requirement's own scenarios fail too, and otherwise blames the scenario's own.
   */
  presumed?: boolean | undefined;
  /** The next likely reason, for when those scenarios do not fail: taken only where its own do. */
  otherwise?: string | undefined;
  /** It is that something has not come: what else the server does may tell why. */
  missing?: boolean | undefined;
  expected?: string | undefined;
  actual?: string | undefined;
  /** The offending frame or bytes, and the offset of the first wrong byte in them. */
  frame?: { type?: EntryType; bytes: Uint8Array; markOffset?: number } | undefined;
  /** Name of the peer whose last received entry is the offending one. */
  peer?: string | undefined;
}

/** The target did what the protocol forbids, or did not do what it demands. */
export class Violation extends Error {
  override readonly name = 'Violation';
  constructor(
    message: string,
    readonly details: ViolationDetails = {},
  ) {
    super(message);
  }
}

/** It could not be told whether the target conforms. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
}

/** Not run, since a requirement that it needs is known not to hold. */
export class Blocked extends Error {
  override readonly name = 'Blocked';
  constructor(
    message: string,
    readonly by: string,
  ) {
    super(message);
  }
}

/** The client, or its adapter, says that it cannot do what the scenario needs. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

const SHOWN_LINE = 400;

/** The adapter broke its contract (docs/adapter-protocol.md): nothing can be said of the client. */
export class AdapterFault extends Error {
  override readonly name = 'AdapterFault';
  /** @param line what the adapter wrote, if it is about that; shown up to 400 characters. */
  constructor(message: string, line?: string) {
    const shown = line !== undefined && line.length > SHOWN_LINE ? `${line.slice(0, SHOWN_LINE)}…` : line;
    super(shown === undefined ? message : `${message}: ${shown}`);
  }
}
