import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from 'fast-check';
import { parse } from 'yaml';
import { type Ksy, type KsyField, kindOf } from '../../wire/ksy';

const KSY = join(__dirname, '..', '..', 'cosp.ksy');
const POOL = 64 * 1024;
/** A text is mostly short; one in so many has one of the sizes at which something changes. */
const ONE_IN = 200;
const SPECIAL_SIZES = [0, 127, 128, 255, 256, 4_095, 4_096, 8_192, 32_766, 32_767];
const MOST_USUAL = 40;
/** Ports that are none, and ports below those that systems give to outgoing connections: those are the fuzzer's own. */
const PORTS = [0, 1, -1, 80, 7_777, 10_000, 65_536, 0x7fffffff, -0x80000000];
const [LOWEST_PORT, HIGHEST_PORT] = [10_000, 32_000];
const MAX_SHORT = 0x7fff;
const SPECIAL_IDS = [-1, MAX_SHORT, -MAX_SHORT, -MAX_SHORT - 1];

/** Values of a frame's fields by name, codes by the name of the code. */
export type Fields = Record<string, number | string | Buffer>;

/** A frame of the grammar. */
export interface Grown {
  readonly bytes: Buffer;
  readonly fields: Fields;
}

interface Part {
  readonly value: number;
  readonly size: number;
  readonly bytes?: Buffer;
}

/** Grows frames out of cosp.ksy: whatever its types, sizes, codes and switches allow. */
export class Grammar {
  readonly #ksy = parse(readFileSync(KSY, 'utf8')) as Ksy;
  readonly #pool = Buffer.allocUnsafe(POOL);
  #ids: readonly number[] = [0];

  constructor() {
    // Printable, as a pseudonym has to be UTF-8; without a short period.
    for (let at = 0; at < POOL; at += 1)
      this.#pool[at] = 0x20 + ((Math.imul(at, 2_654_435_761) >>> 16) % 0x5f);
  }

  /** Identifiers that are worth writing to; others come as well. */
  know(ids: readonly number[]): void {
    this.#ids = ids;
  }

  /** A random frame of a type that needs no list. */
  grow(type: string, random: Random): Grown {
    const fields: Fields = {};
    const parts: Part[] = [];
    this.#growType(type, random, fields, parts);
    const bytes = Buffer.allocUnsafe(parts.reduce((length, { size }) => length + size, 0));
    let at = 0;
    for (const part of parts) {
      if (part.bytes) bytes.set(part.bytes, at);
      else bytes.writeIntBE(part.value, at, part.size);
      at += part.size;
    }
    return { bytes, fields };
  }

  /** Random bytes of a length; memory that must not be written to. */
  bytes(length: number, random: Random): Buffer {
    const at = random.nextInt(0, POOL - length);
    return this.#pool.subarray(at, at + length);
  }

  #growType(type: string, random: Random, fields: Fields, parts: Part[]): void {
    const { seq } = this.#ksy.types[type] ?? { seq: [] };
    for (const field of seq) {
      const kind = kindOf(field);
      if (kind.kind === 'struct') throw new Error(`${type}: lists are not grown`);
      if (kind.kind === 'bytes') this.#growBytes(field, fields, parts);
      else if (kind.kind === 'integer') this.#growInteger(field, kind, { random, fields, parts, seq });
      else {
        const chosen = kind.cases.find(({ value }) => value === fields[kind.on]);
        this.#growType(chosen?.type ?? '', random, fields, parts);
      }
    }
  }

  #growBytes(field: KsyField, fields: Fields, parts: Part[]): void {
    const bytes = fields[field.id] as Buffer;
    parts.push({ value: 0, size: bytes.length, bytes });
  }

  /** A code, the size of bytes that follow, a port or an identifier. */
  #growInteger(
    { id, enum: codes }: KsyField,
    { size }: { size: number },
    { random, fields, parts, seq }: { random: Random; fields: Fields; parts: Part[]; seq: KsyField[] },
  ): void {
    const sized = seq.find((other) => other.size === id);
    let value: number;
    if (codes !== undefined) {
      const all = Object.entries(this.#ksy.enums[codes] ?? {});
      const [code, name] = all[random.nextInt(0, all.length - 1)] ?? [];
      fields[id] = name?.id ?? '';
      value = Number(code);
    } else if (sized !== undefined) {
      value = drawSize(random);
      fields[sized.id] = this.bytes(value, random);
    } else {
      value = size === 4 ? drawPort(random) : this.#drawId(random);
      fields[id] = value;
    }
    parts.push({ value, size });
  }

  #drawId(random: Random): number {
    const kind = random.nextInt(0, 19);
    if (kind === 0) return random.nextInt(-MAX_SHORT - 1, MAX_SHORT);
    if (kind === 1) return SPECIAL_IDS[random.nextInt(0, SPECIAL_IDS.length - 1)] ?? 0;
    return this.#ids[random.nextInt(0, this.#ids.length - 1)] ?? 0;
  }
}

function drawSize(random: Random): number {
  if (random.nextInt(1, ONE_IN) > 1) return random.nextInt(0, MOST_USUAL);
  return SPECIAL_SIZES[random.nextInt(0, SPECIAL_SIZES.length - 1)] ?? 0;
}

function drawPort(random: Random): number {
  if (random.nextInt(0, 3) > 0) return random.nextInt(LOWEST_PORT, HIGHEST_PORT);
  return PORTS[random.nextInt(0, PORTS.length - 1)] ?? 0;
}
