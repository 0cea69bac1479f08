/** When something was seen. */
export interface Moment {
  /** Place among everything in the same input: the number of the packet. */
  readonly order: number;
  /** Milliseconds since the first packet; missing where no time is told. */
  readonly at?: number;
}
