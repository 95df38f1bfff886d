/** Writes facts as bytes. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { MessageSource } from '../core/contract/message.ts';

const FIRST_ROOM = 4096;
/** A larger buffer is not reused. */
const LARGE_ROOM = 1024 * 1024;

export class FactWriter {
  #bytes = new Uint8Array(FIRST_ROOM);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    const at = this.#reserve(1);
    this.#bytes[at] = value;
  }

  /** An integer from 0 up to 2^53. */
  number(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Any number, such as a time in ms. */
  float(value: number): void {
    const at = this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(at, value);
  }

  bytes(value: Uint8Array): void {
    this.number(value.length);
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
  }

  text(value: string): void {
    this.bytes(encodeUtf8(value));
  }

  /** An optional text. */
  optionalText(value: string | undefined): void {
    this.byte(value === undefined ? 0 : 1);
    if (value !== undefined) this.text(value);
  }

  /** A message encoded as an MQTT 5 PUBLISH packet. */
  message({ topic, payload, qos, retain, properties }: MessageSource): void {
    const packetId = qos === 0 ? {} : { packetId: 1 };
    this.bytes(
      encode(
        { type: 'publish', dup: false, topic, payload, qos, retain, properties, ...packetId },
        5,
      ),
    );
  }

  /** Returns the bytes written since the last call, copied, after the given number of empty ones. */
  take(head: number): Uint8Array {
    const taken = new Uint8Array(head + this.#length);
    taken.set(this.#bytes.subarray(0, this.#length), head);
    this.#length = 0;
    if (this.#bytes.length > LARGE_ROOM) this.#bytes = new Uint8Array(FIRST_ROOM);
    return taken;
  }

  #reserve(count: number): number {
    const at = this.#length;
    const length = at + count;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    this.#length = length;
    return at;
  }
}
