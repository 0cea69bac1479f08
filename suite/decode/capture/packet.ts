/** A packet as it was captured. */
export interface Packet {
  /** Nanoseconds since 1970; missing where the file tells no time. */
  readonly time?: bigint;
  /** What the data begin with: a number of the link types that pcap and pcapng share. */
  readonly linkType: number;
  /** As much as was captured; a view of the file's bytes. */
  readonly data: Buffer;
}

/** Where a capture cannot be read any further. */
export interface Damage {
  /** Position in the file. */
  readonly offset: number;
  readonly reason: string;
}

/** The bytes are no capture at all. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';

  constructor({ offset, reason }: Damage) {
    super(`at byte ${offset} of the capture: ${reason}`);
  }
}
