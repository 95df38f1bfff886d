/** Reads the pcapng format: sections of blocks with frames and the interfaces that captured them. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { ByteQueue } from '../bytes/byteQueue.ts';
import { u16, u32 } from '../bytes/bytes.ts';
import type { Frame, FrameFile, FrameSink } from './frameFile.ts';
import type { FrameTime } from './frameTime.ts';
import { PcapngClock } from './pcapngClock.ts';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const STATISTICS = 5;
const PACKET = 6;
const SECRETS = 10;
/** "TLSK": content in SSLKEYLOGFILE format. */
const TLS_KEY_LOG = 0x544c534b;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Bytes of the block's type and length. */
const BODY = 8;
/** Bytes of a section's body before its options. */
const SECTION_BODY = 16;
const LONGEST_BLOCK = 256 * 1024 * 1024;
/** Limits the interfaces of a section: a file with nothing but interfaces must not fill the memory. */
const MOST_INTERFACES = 65_536;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly clock: PcapngClock;
}

/** The magic is the same in both byte orders. */
export function isPcapng(start: Uint8Array): boolean {
  return u32(start, 0) === SECTION;
}

export class PcapngReader implements FrameFile {
  readonly #queue = new ByteQueue();
  readonly #sink: FrameSink;
  #littleEndian = false;
  #interfaces: Interface[] = [];
  #lastTime: FrameTime = { seconds: 0, nanoseconds: 0 };
  #isBroken = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#isBroken) return;
    this.#queue.push(chunk);
    while (this.#readBlock());
    this.#queue.keep();
  }

  end(): void {
    const { offset, length } = this.#queue;
    if (this.#isBroken || length === 0) return;
    this.#sink.broken(offset + length, { key: 'block-cut-off', args: { byte: offset } });
  }

  #break(why: NoteFact): false {
    this.#isBroken = true;
    this.#sink.broken(this.#queue.offset, why);
    return false;
  }

  #readBlock(): boolean {
    const queue = this.#queue;
    if (queue.length < 12) return false;
    // A section header reads the same in both byte orders and defines the order of the section.
    if (queue.u32(0, false) === SECTION && !this.#readByteOrder()) {
      return this.#break({ key: 'no-byte-order', args: {} });
    }
    const type = queue.u32(0, this.#littleEndian);
    const length = queue.u32(4, this.#littleEndian);
    if (length < 12 || length % 4 !== 0 || length > LONGEST_BLOCK) {
      return this.#break({ key: 'block-length', args: { bytes: length } });
    }
    if (queue.length < length) return false;
    if (queue.u32(length - 4, this.#littleEndian) !== length) {
      return this.#break({ key: 'block-lengths-differ', args: {} });
    }
    const why = this.#block(type, length - 12);
    if (why !== undefined) return this.#break(why);
    queue.skip(length);
    return true;
  }

  #readByteOrder(): boolean {
    this.#littleEndian = this.#queue.u32(8, true) === BYTE_ORDER_MAGIC;
    this.#interfaces = [];
    return this.#littleEndian || this.#queue.u32(8, false) === BYTE_ORDER_MAGIC;
  }

  /**
   * @returns why the block is invalid
   * @param length bytes of its body
   */
  #block(type: number, length: number): NoteFact | undefined {
    const queue = this.#queue;
    switch (type) {
      case SECTION:
        if (length > SECTION_BODY + LEAST_OPTION) {
          const options = queue.view(BODY + SECTION_BODY, length - SECTION_BODY);
          this.#sink.comments(readComments(options, this.#littleEndian));
        }
        return undefined;
      case INTERFACE:
        if (this.#interfaces.length >= MOST_INTERFACES)
          return { key: 'interfaces-too-many', args: { most: MOST_INTERFACES } };
        this.#interfaces.push(readInterface(queue.view(BODY, length), this.#littleEndian));
        return undefined;
      case PACKET:
        return this.#packet(queue.u32(BODY, this.#littleEndian), length);
      case OLD_PACKET:
        return this.#packet(u16(queue.view(BODY, length), 0, this.#littleEndian), length);
      case SIMPLE_PACKET:
        return this.#simplePacket(length);
      case SECRETS:
        return this.#secrets(queue.view(BODY, length));
      case STATISTICS:
        this.#sink.comments(readComments(queue.view(BODY + 12, length - 12), this.#littleEndian));
        return undefined;
      default:
        return undefined;
    }
  }

  #secrets(body: Uint8Array): NoteFact | undefined {
    if (u32(body, 0, this.#littleEndian) !== TLS_KEY_LOG) return undefined;
    const length = u32(body, 4, this.#littleEndian);
    if (8 + length > body.length) return { key: 'secrets-too-long', args: {} };
    this.#sink.keys(body.subarray(8, 8 + length));
    return undefined;
  }

  #packet(interfaceId: number, length: number): NoteFact | undefined {
    const seenOn = this.#interfaces[interfaceId];
    if (!seenOn) return { key: 'no-interface', args: { id: interfaceId } };
    const queue = this.#queue;
    const captured = length < 20 ? length : queue.u32(BODY + 12, this.#littleEndian);
    if (20 + captured > length) return { key: 'frame-longer-than-block', args: {} };
    const high = queue.u32(BODY + 4, this.#littleEndian);
    const low = queue.u32(BODY + 8, this.#littleEndian);
    this.#lastTime = seenOn.clock.timeOf(high, low);
    const options = 20 + Math.ceil(captured / 4) * 4;
    const hasOptions = length >= options + LEAST_OPTION;
    const comments = hasOptions
      ? readComments(queue.view(BODY + options, length - options), this.#littleEndian)
      : NO_COMMENTS;
    const original = length < 20 ? captured : queue.u32(BODY + 16, this.#littleEndian);
    this.#frame(seenOn, BODY + 20, captured, original, comments);
    return undefined;
  }

  /** A simple packet has no timestamp; the previous one is the best guess. */
  #simplePacket(length: number): NoteFact | undefined {
    const [seenOn] = this.#interfaces;
    if (!seenOn) return { key: 'frame-without-interface', args: {} };
    const original = length < 4 ? 0 : this.#queue.u32(BODY, this.#littleEndian);
    const limit = seenOn.snapLength === 0 ? original : Math.min(original, seenOn.snapLength);
    const captured = Math.min(limit, Math.max(0, length - 4));
    this.#frame(seenOn, BODY + 4, captured, original, NO_COMMENTS);
    return undefined;
  }

  /** @param at offset of its first byte in the block */
  #frame(
    { linkType }: Interface,
    at: number,
    captured: number,
    original: number,
    comments: readonly string[],
  ): void {
    const { bytes: buffer, start } = this.#queue;
    const from = start + at;
    const to = from + captured;
    const missing = Math.max(0, original - captured);
    const frame: Frame = { time: this.#lastTime, linkType, buffer, from, to, missing };
    this.#sink.frame(comments.length > 0 ? { ...frame, comments } : frame);
  }
}

const NO_COMMENTS: readonly string[] = [];

const COMMENT = 1;
/** Bytes of an option without value. */
const LEAST_OPTION = 4;

function readComments(options: Uint8Array, littleEndian: boolean): string[] {
  const comments: string[] = [];
  for (let at = 0; at + LEAST_OPTION <= options.length; ) {
    const code = u16(options, at, littleEndian);
    const length = u16(options, at + 2, littleEndian);
    if (code === 0) break;
    const text = code === COMMENT && decodeUtf8(options.subarray(at + 4, at + 4 + length));
    if (typeof text === 'string') comments.push(text);
    at += LEAST_OPTION + Math.ceil(length / 4) * 4;
  }
  return comments;
}

const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;

function readInterface(body: Uint8Array, littleEndian: boolean): Interface {
  let perSecond = 1_000_000n;
  let offset = 0n;
  for (let at = 8; at + 4 <= body.length; ) {
    const code = u16(body, at, littleEndian);
    const length = u16(body, at + 2, littleEndian);
    const value = body.subarray(at + 4, at + 4 + length);
    if (code === 0) break;
    if (code === TIME_RESOLUTION && length === 1) perSecond = unitsPerSecond(value[0] ?? 6);
    if (code === TIME_OFFSET && length === 8) {
      const high = u32(value, littleEndian ? 4 : 0, littleEndian);
      const low = u32(value, littleEndian ? 0 : 4, littleEndian);
      offset = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
    }
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return {
    linkType: u16(body, 0, littleEndian),
    snapLength: u32(body, 4, littleEndian),
    clock: new PcapngClock(perSecond, offset),
  };
}

/** The highest bit selects a power of 2 instead of 10. */
function unitsPerSecond(resolution: number): bigint {
  const exponent = BigInt(resolution & 0x7f);
  return resolution > 0x7f ? 1n << exponent : 10n ** exponent;
}
