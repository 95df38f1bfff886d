/** The pcapng format: sections of blocks; frames, and the interfaces on which they were seen. */
import { ByteQueue } from './byteQueue.ts';
import { u16, u32 } from './bytes.ts';
import type { FrameFile, FrameSink } from './frameFile.ts';
import type { FrameTime } from './frameTime.ts';

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const LONGEST_BLOCK = 256 * 1024 * 1024;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  /** Units of a timestamp in one second. */
  readonly perSecond: bigint;
  /** Seconds to add to every timestamp. */
  readonly offset: bigint;
}

/** The same four bytes in either byte order. */
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
    this.#sink.broken(offset + length, `the block that begins at byte ${offset} is cut off`);
  }

  #break(why: string): false {
    this.#isBroken = true;
    this.#sink.broken(this.#queue.offset, why);
    return false;
  }

  #readBlock(): boolean {
    const start = this.#queue.peek(12);
    if (!start) return false;
    // A section's header is the same in both orders, and tells the order of all that follows.
    if (isPcapng(start) && !this.#readByteOrder(start)) {
      return this.#break('a section begins there without its byte order');
    }
    const type = u32(start, 0, this.#littleEndian);
    const length = u32(start, 4, this.#littleEndian);
    if (length < 12 || length % 4 !== 0 || length > LONGEST_BLOCK) {
      return this.#break(`a block of ${length} bytes cannot be`);
    }
    const block = this.#queue.peek(length);
    if (!block) return false;
    if (u32(block, length - 4, this.#littleEndian) !== length) {
      return this.#break('a block begins there whose two lengths differ');
    }
    const why = this.#block(type, block.subarray(8, length - 4));
    if (why !== undefined) return this.#break(why);
    this.#queue.take(length);
    return true;
  }

  #readByteOrder(start: Uint8Array): boolean {
    this.#littleEndian = u32(start, 8, true) === BYTE_ORDER_MAGIC;
    this.#interfaces = [];
    return this.#littleEndian || u32(start, 8) === BYTE_ORDER_MAGIC;
  }

  /** Gives why the block cannot be. */
  #block(type: number, body: Uint8Array): string | undefined {
    switch (type) {
      case INTERFACE:
        this.#interfaces.push(readInterface(body, this.#littleEndian));
        return undefined;
      case PACKET:
        return this.#packet(body, u32(body, 0, this.#littleEndian));
      case OLD_PACKET:
        return this.#packet(body, u16(body, 0, this.#littleEndian));
      case SIMPLE_PACKET:
        return this.#simplePacket(body);
      default:
        return undefined;
    }
  }

  #packet(body: Uint8Array, interfaceId: number): string | undefined {
    const seenOn = this.#interfaces[interfaceId];
    if (!seenOn) return `a frame names interface ${interfaceId}, which there is not`;
    const length = u32(body, 12, this.#littleEndian);
    if (20 + length > body.length) return 'a frame is longer than its block';
    const high = u32(body, 4, this.#littleEndian);
    const low = u32(body, 8, this.#littleEndian);
    this.#lastTime = timeOf(high, low, seenOn);
    this.#frame(seenOn, body.subarray(20, 20 + length));
    return undefined;
  }

  /** It has no time of its own; the one before it is the best guess. */
  #simplePacket(body: Uint8Array): string | undefined {
    const [seenOn] = this.#interfaces;
    if (!seenOn) return 'a frame without an interface';
    const original = u32(body, 0, this.#littleEndian);
    const limit = seenOn.snapLength === 0 ? original : Math.min(original, seenOn.snapLength);
    this.#frame(seenOn, body.subarray(4, 4 + limit));
    return undefined;
  }

  #frame({ linkType }: Interface, bytes: Uint8Array): void {
    this.#sink.frame({ time: this.#lastTime, linkType, bytes });
  }
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
    perSecond,
    offset,
  };
}

/** The highest bit says that the exponent is one of 2, not of 10. */
function unitsPerSecond(resolution: number): bigint {
  const exponent = BigInt(resolution & 0x7f);
  return resolution > 0x7f ? 1n << exponent : 10n ** exponent;
}

function timeOf(high: number, low: number, { perSecond, offset }: Interface): FrameTime {
  const units = (BigInt(high) << 32n) | BigInt(low);
  return {
    seconds: Number(units / perSecond + offset),
    nanoseconds: Number(((units % perSecond) * 1_000_000_000n) / perSecond),
  };
}
