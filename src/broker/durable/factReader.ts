/** Reads the output of `FactWriter`. Throws `UnreadableFact` for anything else. */

import { decodeUtf8 } from '../../base/utf8.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import type { MessageSource } from '../core/contract/message.ts';

export class UnreadableFact extends Error {}

export class FactReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  number(): number {
    let value = 0;
    for (let factor = 1; factor < Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new UnreadableFact('a number without an end');
  }

  float(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  /** A view of the input. */
  bytes(): Uint8Array {
    const length = this.number();
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  text(): string {
    const text = decodeUtf8(this.bytes());
    if (text === undefined) throw new UnreadableFact('a text that is not UTF-8');
    return text;
  }

  optionalText(): string | undefined {
    return this.byte() === 0 ? undefined : this.text();
  }

  message(): MessageSource {
    const decoded = decode(this.bytes(), 5, 'client');
    if (!decoded.ok || decoded.packet.type !== 'publish') throw new UnreadableFact('a message');
    const { topic, payload, qos, retain, properties } = decoded.packet;
    return { topic, payload, qos, retain, properties };
  }

  #take(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) throw new UnreadableFact('more than there is');
    this.#at = at + count;
    return at;
  }
}
