/** Writes the bytes of a packet. */
import { encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import { MAX_VARINT, varintLength, writeVarint } from '../../base/varint.ts';

const LONGEST_HEADER = 5;

/** Grows as needed. Throws RangeError for a value that does not fit its field; `what` names the field. */
export class PacketWriter {
  #bytes: Uint8Array;
  #length = LONGEST_HEADER;

  /** @param capacity bytes expected after the fixed header */
  constructor(capacity = 64) {
    this.#bytes = new Uint8Array(LONGEST_HEADER + capacity);
  }

  #reserve(count: number): number {
    const at = this.#length;
    const length = at + count;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#length = length;
    return at;
  }

  #integer(value: number, size: 1 | 2 | 4, what: string): void {
    const limit = 2 ** (8 * size);
    if (!Number.isInteger(value) || value < 0 || value >= limit) {
      throw new RangeError(
        `${what} must be an integer from 0 to ${(limit - 1).toString()}; it is ${value.toString()}.`,
      );
    }
    const at = this.#reserve(size);
    for (let shift = 0; shift < size; shift++) {
      this.#bytes[at + size - 1 - shift] = Math.floor(value / 2 ** (8 * shift)) & 0xff;
    }
  }

  byte(value: number, what: string): void {
    this.#integer(value, 1, what);
  }

  uint16(value: number, what: string): void {
    this.#integer(value, 2, what);
  }

  uint32(value: number, what: string): void {
    this.#integer(value, 4, what);
  }

  varint(value: number): void {
    const at = this.#reserve(varintLength(value));
    writeVarint(this.#bytes, at, value);
  }

  /** Two length bytes, then the text. */
  text(text: string, what: string): void {
    if (this.#ascii(text)) return;
    if (hasLoneSurrogate(text)) {
      throw new RangeError(`${what} holds half of a surrogate pair, which UTF-8 cannot express.`);
    }
    this.binary(encodeUtf8(text), what);
  }

  /** Short texts are nearly always ASCII and need no temporary array. */
  #ascii(text: string): boolean {
    const { length } = text;
    if (length > 64) return false;
    const at = this.#reserve(2 + length);
    this.#bytes[at] = 0;
    this.#bytes[at + 1] = length;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) {
        this.#length = at;
        return false;
      }
      this.#bytes[at + 2 + index] = unit;
    }
    return true;
  }

  /** Two length bytes, then the data. */
  binary(bytes: Uint8Array, what: string): void {
    if (bytes.length > 0xffff) {
      throw new RangeError(
        `${what} takes ${bytes.length.toString()} bytes; at most 65535 are possible.`,
      );
    }
    this.uint16(bytes.length, what);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** Bytes written so far, without the fixed header. */
  body(): Uint8Array {
    return this.#bytes.subarray(LONGEST_HEADER, this.#length);
  }

  /** Returns the whole packet, with the fixed header directly before the written bytes. */
  finish(firstByte: number): Uint8Array {
    const size = this.#length - LONGEST_HEADER;
    if (size > MAX_VARINT) {
      throw new RangeError(
        `The packet would have ${size.toString()} bytes after its header; at most ${MAX_VARINT.toString()} are possible.`,
      );
    }
    const start = LONGEST_HEADER - 1 - varintLength(size);
    this.#bytes[start] = firstByte;
    writeVarint(this.#bytes, start + 1, size);
    return this.#bytes.subarray(start, this.#length);
  }
}
