import type { Moment } from '../moment';

/** A part of a stream that has arrived. */
export interface Part {
  /** Position of its first byte in the stream. */
  readonly offset: number;
  /** As much of it as was captured. */
  readonly payload: Buffer;
  /** Length of the whole. */
  readonly length: number;
  /** The stream ends behind it. */
  readonly fin: boolean;
  readonly moment: Moment;
}

/** Parts that wait for what comes before them, the foremost first; taking and adding cost the logarithm of their number. */
export class PartHeap {
  private readonly parts: Part[] = [];

  /** The foremost; of several that begin at one byte the one that came first. */
  get first(): Part | undefined {
    return this.parts[0];
  }

  add(part: Part): void {
    const { parts } = this;
    let at = parts.push(part) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(at, above)) return;
      this.swap(at, above);
      at = above;
    }
  }

  /** Takes the foremost away. */
  take(): Part | undefined {
    const { parts } = this;
    const taken = parts[0];
    const last = parts.pop();
    if (last === undefined || parts.length === 0) return taken;
    parts[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < parts.length && this.isBefore(below, least)) least = below;
      }
      if (least === at) return taken;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.parts[one] as Part, this.parts[other] as Part];
    return a.offset < b.offset || (a.offset === b.offset && a.moment.order < b.moment.order);
  }

  private swap(one: number, other: number): void {
    const kept = this.parts[one] as Part;
    this.parts[one] = this.parts[other] as Part;
    this.parts[other] = kept;
  }
}
