/** CBOR as RFC 8949 prefers it (section 4.1): the shortest form of every number and length. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import { ByteWriter } from '../../tree/byteWriter.ts';
import type { CborLikeWriter } from '../../tree/cborLikeWriter.ts';

const LARGEST_ARGUMENT = (1n << 64n) - 1n;

export class CborWriter implements CborLikeWriter {
  readonly #out = new ByteWriter();

  map(pairs: number): void {
    this.#head(5, pairs);
  }

  list(elements: number): void {
    this.#head(4, elements);
  }

  text(text: string): void {
    const bytes = encodeUtf8(text);
    this.#head(3, bytes.length);
    this.#out.bytes(bytes);
  }

  bytes(bytes: Uint8Array): void {
    this.#head(2, bytes.length);
    this.#out.bytes(bytes);
  }

  /** Beyond 64 bits as a bignum (section 3.4.3). */
  integer(value: bigint): boolean {
    const size = value < 0n ? -1n - value : value;
    const major = value < 0n ? 1 : 0;
    if (size <= 0xffff_ffffn) this.#head(major, Number(size));
    else if (size <= LARGEST_ARGUMENT) {
      this.#out.byte((major << 5) | 27);
      this.#out.big(size);
    } else {
      this.#out.byte(0xc2 + major);
      const digits = size.toString(16);
      this.bytes(bytesOfHex(digits.length % 2 === 0 ? digits : `0${digits}`));
    }
    return true;
  }

  float(value: number): void {
    const half = halfOf(value);
    if (half !== undefined) {
      this.#out.byte(0xf9);
      this.#out.number(half, 2);
    } else if (Math.fround(value) === value) {
      this.#out.byte(0xfa);
      this.#out.single(value);
    } else {
      this.#out.byte(0xfb);
      this.#out.double(value);
    }
  }

  simple(value: boolean | null): void {
    this.#out.byte(value === null ? 0xf6 : value ? 0xf5 : 0xf4);
  }

  result(): Uint8Array {
    return this.#out.result();
  }

  #head(major: number, argument: number): void {
    const type = major << 5;
    if (argument < 24) this.#out.byte(type | argument);
    else {
      const exponent = argument < 0x100 ? 0 : argument < 0x1_0000 ? 1 : 2;
      this.#out.byte(type | (24 + exponent));
      this.#out.number(argument, 1 << exponent);
    }
  }
}

function bytesOfHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The 16 bits of a float that holds the value exactly; undefined where none does. */
function halfOf(value: number): number | undefined {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) {
    const steps = size * 2 ** 24;
    return Number.isInteger(steps) ? sign | steps : undefined;
  }
  if (size > 65_504) return undefined;
  const exponent = Math.floor(Math.log2(size));
  const fraction = (size / 2 ** exponent - 1) * 1024;
  return Number.isInteger(fraction) ? sign | ((exponent + 15) << 10) | fraction : undefined;
}

export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | { readonly [name: string]: CborValue };

const isList = (value: CborValue): value is readonly CborValue[] => Array.isArray(value);

/** Encodes values made by the program, so nesting is not limited. */
export function encodeCbor(value: CborValue): Uint8Array {
  const writer = new CborWriter();
  write(writer, value);
  return writer.result();
}

function write(writer: CborWriter, value: CborValue): void {
  if (value === null || typeof value === 'boolean') writer.simple(value);
  else if (typeof value === 'string') writer.text(value);
  else if (typeof value === 'number') {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) writer.integer(BigInt(value));
    else writer.float(value);
  } else if (value instanceof Uint8Array) writer.bytes(value);
  else if (isList(value)) {
    writer.list(value.length);
    for (const item of value) write(writer, item);
  } else {
    const entries = Object.entries(value);
    writer.map(entries.length);
    for (const [name, item] of entries) {
      writer.text(name);
      write(writer, item);
    }
  }
}
