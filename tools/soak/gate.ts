/** Lets endless loops run, and has all of them stop between two rounds when one wants to look. */
export class Gate {
  #closed: Promise<void> | undefined;
  #open: () => void = () => undefined;
  #parked = 0;
  #allParked: () => void = () => undefined;

  /** @param loops how many there are. */
  constructor(private readonly loops: number) {}

  /** For a loop: between two rounds. */
  async pass(): Promise<void> {
    while (this.#closed !== undefined) {
      this.#parked += 1;
      if (this.#parked === this.loops) this.#allParked();
      await this.#closed;
      this.#parked -= 1;
    }
  }

  /** Waits until all loops are between two rounds; they stay there until `open`. */
  close(): Promise<void> {
    this.#closed = new Promise((resolve) => {
      this.#open = resolve;
    });
    return new Promise((resolve) => {
      this.#allParked = resolve;
    });
  }

  /** All go on. */
  open(): void {
    this.#closed = undefined;
    this.#open();
  }
}
