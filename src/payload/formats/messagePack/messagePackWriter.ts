/** MessagePack in the shortest form of every number and length. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import { ByteWriter } from '../../tree/byteWriter.ts';
import type { CborLikeWriter } from '../../tree/cborLikeWriter.ts';

const LEAST = -(1n << 63n);
const MOST = (1n << 64n) - 1n;

export class MessagePackWriter implements CborLikeWriter {
  readonly #out = new ByteWriter();

  map(pairs: number): void {
    this.#count(pairs, 0x80, 0xde);
  }

  list(elements: number): void {
    this.#count(elements, 0x90, 0xdc);
  }

  text(text: string): void {
    const bytes = encodeUtf8(text);
    const { length } = bytes;
    if (length < 32) this.#out.byte(0xa0 | length);
    else {
      const exponent = length < 0x100 ? 0 : length < 0x1_0000 ? 1 : 2;
      this.#out.byte(0xd9 + exponent);
      this.#out.number(length, 1 << exponent);
    }
    this.#out.bytes(bytes);
  }

  /** Fails beyond 64 bits. */
  integer(value: bigint): boolean {
    if (value < LEAST || value > MOST) return false;
    if (value >= -32n && value < 128n) this.#out.byte(Number(value) & 0xff);
    else if (value >= 0n) this.#sized(value, 0xcc, [1n << 8n, 1n << 16n, 1n << 32n]);
    else this.#sized(value, 0xd0, [1n << 7n, 1n << 15n, 1n << 31n]);
    return true;
  }

  /** @param limits of 1, 2 and 4 bytes, on both sides of 0 */
  #sized(value: bigint, first: number, limits: readonly bigint[]): void {
    const fitting = limits.findIndex((limit) => value < limit && value >= -limit);
    const exponent = fitting < 0 ? 3 : fitting;
    this.#out.byte(first + exponent);
    if (exponent === 3) this.#out.big(value);
    else {
      const width = 1 << exponent;
      this.#out.number(Number(BigInt.asUintN(8 * width, value)), width);
    }
  }

  float(value: number): void {
    const isSingle = Math.fround(value) === value;
    this.#out.byte(isSingle ? 0xca : 0xcb);
    if (isSingle) this.#out.single(value);
    else this.#out.double(value);
  }

  simple(value: boolean | null): void {
    this.#out.byte(value === null ? 0xc0 : value ? 0xc3 : 0xc2);
  }

  result(): Uint8Array {
    return this.#out.result();
  }

  /**
   * @param short first byte with 4 bits of the count
   * @param long first byte for a count of 16 bits; the next one is for 32
   */
  #count(count: number, short: number, long: number): void {
    if (count < 16) this.#out.byte(short | count);
    else {
      const isLong = count >= 0x1_0000;
      this.#out.byte(isLong ? long + 1 : long);
      this.#out.number(count, isLong ? 4 : 2);
    }
  }
}
