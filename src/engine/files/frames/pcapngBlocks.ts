/** Writes the blocks of a pcapng file: section, interfaces, frames with their times, and comments. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';

const SECTION = 0x0a0d0d0a;
const STATISTICS = 5;
const ETHERNET = 1;
const NANOSECONDS = 9;
/** Interface option: seconds added to its timestamps. */
const OFFSET = 14;
/** Seconds from the earliest time of any capture to 1970. */
const EARLIER_SECONDS = BigInt(Math.ceil(Number.MAX_SAFE_INTEGER / 1e6));
const LONGEST_COMMENT = 32_000;

export class PcapngBlocks {
  readonly #write: (bytes: Uint8Array) => void;
  /** Reused memory. */
  readonly #bodyWriter = new ByteWriter();
  readonly #blockWriter = new ByteWriter();
  /** Wall-clock time of the capture's origin, ms since 1970. */
  origin = 0;
  #hasEarlyClock = false;

  /** @param comment of the section */
  constructor(write: (bytes: Uint8Array) => void, application: string, comment?: string) {
    this.#write = write;
    const section = new ByteWriter().u32(0x1a2b3c4d, true).u16(1, true).u16(0, true);
    section.u32(0xffffffff, true).u32(0xffffffff, true);
    if (comment !== undefined) section.raw(commentOption(comment));
    this.#block(SECTION, section.raw(option(4, encodeUtf8(application))).zeros(4));
    this.#interface();
  }

  /**
   * Writes a frame with its comments.
   * @param time microseconds since the origin
   * @param length of the frame on the wire, in bytes
   */
  frame(time: number, bytes: Uint8Array, comments: readonly string[], length = bytes.length): void {
    const { clock, high, low } = this.#timestamp(time);
    const body = this.#bodyWriter.reset().u32(clock, true).u32(high, true).u32(low, true);
    body.u32(bytes.length, true).u32(length, true).raw(bytes).zeros(padding(bytes.length));
    if (comments.length > 0) {
      for (const comment of comments) body.raw(commentOption(comment));
      body.zeros(4);
    }
    this.#block(6, body);
  }

  /** Nanoseconds in two halves: since 1970 on the first interface, since 1684 on the second. */
  #timestamp(time: number): { clock: 0 | 1; high: number; low: number } {
    const whole = Math.floor(this.origin);
    const fraction = (this.origin - whole) * 1e6 + time * 1e3;
    const nanoseconds = BigInt(whole) * 1_000_000n + BigInt(Math.round(fraction));
    if (nanoseconds >= 0n) return { clock: 0, ...halves(nanoseconds) };
    // Timestamps are unsigned: times before 1970 need an interface with an earlier epoch.
    if (!this.#hasEarlyClock) this.#interface(option(OFFSET, int64(-EARLIER_SECONDS)));
    this.#hasEarlyClock = true;
    return { clock: 1, ...halves(nanoseconds + EARLIER_SECONDS * 1_000_000_000n) };
  }

  #block(type: number, body: ByteWriter): void {
    const length = body.length + 12;
    const block = this.#blockWriter.reset().u32(type, true).u32(length, true).raw(body.view());
    this.#write(block.u32(length, true).bytes());
  }

  /** Writes a comment without a frame, as a statistics block. */
  comment(text: string): void {
    const body = this.#bodyWriter.reset().u32(0, true).u32(0, true).u32(0, true);
    this.#block(STATISTICS, body.raw(commentOption(text)).zeros(4));
  }

  /** @param options additional options; the clock resolution is always written */
  #interface(options: Uint8Array = new Uint8Array(0)): void {
    const card = new ByteWriter().u16(ETHERNET, true).u16(0, true).u32(0, true);
    this.#block(
      1,
      card
        .raw(option(9, Uint8Array.of(NANOSECONDS)))
        .raw(options)
        .zeros(4),
    );
  }
}

const halves = (nanoseconds: bigint): { high: number; low: number } => ({
  high: Number(nanoseconds >> 32n),
  low: Number(nanoseconds & 0xffffffffn),
});

function int64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return bytes;
}

const padding = (length: number) => (4 - (length % 4)) % 4;

const commentOption = (text: string): Uint8Array =>
  option(1, encodeUtf8(text.slice(0, LONGEST_COMMENT)));

function option(code: number, value: Uint8Array): Uint8Array {
  const writer = new ByteWriter().u16(code, true).u16(value.length, true).raw(value);
  return writer.zeros(padding(value.length)).bytes();
}
