import fc, { Arbitrary, type Random, Stream, Value } from 'fast-check';
import type { Fields, Grammar } from './grammar';

/** A frame that is sent. */
export interface Sent {
  readonly bytes: Buffer;
  /** The fields of a frame that is as it should be; undefined for one that was mutated. */
  readonly fields: Fields | undefined;
}

/** What one connection does. */
export interface Conversation {
  /** Asks for a pseudonym; without one it is made up, and free. */
  readonly hello: Sent | undefined;
  readonly requests: readonly Sent[];
  /** Where the bytes are cut: lengths of the pieces, over and over. */
  readonly pieces: readonly number[];
  readonly ending: 'end' | 'reset';
  /** Whether it reads what comes. */
  readonly reads: boolean;
}

/** One request in so many is mutated, and so is one question for a pseudonym in so many. */
const MUTATED_REQUEST = 150;
const MUTATED_HELLO = 8;
const MOST_REQUESTS = 300;

const below = (random: Random, bound: number): number => random.nextInt(0, bound - 1);

/** What can happen to a frame's bytes. */
const MUTATIONS: readonly ((bytes: Buffer, grammar: Grammar, random: Random) => Buffer)[] = [
  // One bit is turned over.
  (bytes, _, random) => {
    const mutated = Buffer.from(bytes);
    const at = below(random, bytes.length);
    mutated[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    return mutated;
  },
  // One byte is the highest, the lowest, or just past them.
  (bytes, _, random) => {
    const mutated = Buffer.from(bytes);
    mutated[below(random, bytes.length)] = [0x00, 0x7f, 0x80, 0xff][below(random, 4)] ?? 0;
    return mutated;
  },
  // The end is missing.
  (bytes, _, random) => bytes.subarray(0, below(random, bytes.length)),
  // The beginning is missing.
  (bytes, _, random) => bytes.subarray(below(random, bytes.length)),
  // Something has come in between.
  (bytes, grammar, random) => {
    const at = below(random, bytes.length);
    const inserted = grammar.bytes(random.nextInt(1, 8), random);
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  // Twice the same bytes.
  (bytes) => Buffer.concat([bytes, bytes.subarray(bytes.length >> 1)]),
  // No frame at all.
  (_, __, random) => Buffer.from(Array.from({ length: random.nextInt(1, 64) }, () => below(random, 256))),
];

/** Frames of the grammar, some of them mutated. Shrinking is left to the arrays that they stand in. */
class SentArbitrary extends Arbitrary<Sent> {
  constructor(
    private readonly grammar: Grammar,
    private readonly type: string,
    private readonly mutatedOneIn: number,
  ) {
    super();
  }

  override generate(random: Random): Value<Sent> {
    const { bytes, fields } = this.grammar.grow(this.type, random);
    if (random.nextInt(1, this.mutatedOneIn) > 1) return new Value({ bytes, fields }, undefined);
    const mutate = MUTATIONS[below(random, MUTATIONS.length)];
    const mutated = mutate === undefined ? bytes : mutate(bytes, this.grammar, random);
    return new Value({ bytes: mutated, fields: undefined }, undefined);
  }

  override canShrinkWithoutContext(_: unknown): _ is Sent {
    return false;
  }

  override shrink(): Stream<Value<Sent>> {
    return Stream.nil();
  }
}

/** Conversations, each of them made of the grammar's frames. */
export function conversations(grammar: Grammar): Arbitrary<Conversation> {
  const request = new SentArbitrary(grammar, 'client_request', MUTATED_REQUEST);
  return fc.record({
    hello: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: MUTATED_HELLO - 1 },
      { arbitrary: new SentArbitrary(grammar, 'client_hello', 1), weight: 1 },
    ),
    requests: fc.array(request, { maxLength: MOST_REQUESTS, size: 'max' }),
    pieces: fc.array(
      fc.nat({ max: 4_000 }).map((length) => length + 1),
      { minLength: 1, maxLength: 8 },
    ),
    ending: fc.constantFrom('end', 'end', 'end', 'reset'),
    reads: fc.boolean(),
  });
}
