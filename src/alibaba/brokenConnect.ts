/**
 * Reads as much as possible of a CONNECT that no broker accepts, because its length is wrong or it is
 * truncated.
 */
import { joined } from '../base/bytes.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { readVarint, varintLength, writeVarint } from '../base/varint.ts';
import type { Credentials } from './credentials.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { protocolNameAt } from './protocolName.ts';

export interface BrokenConnect {
  readonly fault: FoundMistake;
  /** Fields that are complete. */
  readonly credentials: Partial<Credentials>;
  /** The packet with the right length; undefined if it is truncated. */
  readonly mended: Uint8Array | undefined;
}

const CONNECT_BYTE = 0x10;
/** Limit of bytes in a remaining length. */
const MOST_LENGTH_BYTES = 4;

/** The broken CONNECT at `at`; undefined if there is none, or if it is complete. */
export function brokenConnectAt(bytes: Uint8Array, at: number): BrokenConnect | undefined {
  if (bytes[at] !== CONNECT_BYTE) return undefined;
  for (let width = 1; width <= MOST_LENGTH_BYTES; width++) {
    const start = at + 1 + width;
    const name = protocolNameAt(bytes, start);
    if (name === undefined) continue;
    const body = new Body(bytes, start + name);
    const credentials = body.credentials();
    const announced = readVarint(bytes, at + 1);
    if (body.isCut) {
      const told = typeof announced === 'string' ? undefined : start - at + announced.value;
      const there = bytes.length - at;
      if (told === undefined || told <= there) return undefined;
      const args = { found: String(there), length: String(told) };
      return { credentials, mended: undefined, fault: found('connect-truncated', args) };
    }
    const length = body.at - start;
    if (typeof announced !== 'string' && announced.value === length && announced.length === width)
      return undefined;
    const head = new Uint8Array(1 + varintLength(length));
    head[0] = CONNECT_BYTE;
    writeVarint(head, 1, length);
    const mended = joined([head, bytes.subarray(start, body.at)]);
    return { credentials, mended, fault: lengthFault(bytes, at, width, length) };
  }
  return undefined;
}

function lengthFault(bytes: Uint8Array, at: number, width: number, length: number): FoundMistake {
  const written = bytes.subarray(at + 1, at + 1 + width);
  const digits = Array.from(written, (byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  const args = { length: String(length), found: digits.join(' ') };
  return found('connect-length-wrong', args);
}

/** Reads the part after the protocol name (3.1.2, 3.1.3). */
class Body {
  readonly #bytes: Uint8Array;
  at: number;
  isCut = false;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  credentials(): Partial<Credentials> {
    const level = this.#byte();
    const flags = this.#byte();
    this.#skip(2);
    const has = (bit: number) => (flags & bit) !== 0;
    const isNewest = (level & 0x7f) === 5;
    if (isNewest) this.#properties();
    const clientId = this.#text();
    if (has(0x04)) {
      if (isNewest) this.#properties();
      this.#text();
      this.#text();
    }
    const userName = has(0x80) ? this.#text() : '';
    const password = has(0x40) ? this.#text() : '';
    return {
      ...(clientId !== undefined && { clientId }),
      ...(userName !== undefined && { userName }),
      ...(password !== undefined && { password }),
    };
  }

  #properties(): void {
    const length = readVarint(this.#bytes, this.at);
    if (typeof length === 'string') this.isCut = true;
    else this.#skip(length.length + length.value);
  }

  #text(): string | undefined {
    const length = this.#byte() * 256 + this.#byte();
    const from = this.at;
    this.#skip(length);
    if (this.isCut) return undefined;
    const bytes = this.#bytes.subarray(from, this.at);
    return decodeUtf8(bytes) ?? String.fromCharCode(...bytes);
  }

  #byte(): number {
    const byte = this.#bytes[this.at] ?? 0;
    this.#skip(1);
    return byte;
  }

  #skip(count: number): void {
    this.at += count;
    if (this.at > this.#bytes.length) this.isCut = true;
  }
}
