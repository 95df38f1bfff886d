/** Reads the classic pcap format: a header, then one record per frame. */
import { ByteQueue } from '../bytes/byteQueue.ts';
import { u32 } from '../bytes/bytes.ts';
import type { FrameFile, FrameSink } from './frameFile.ts';

const HEADER = 24;
/** No link layer has longer frames. */
const LONGEST_FRAME = 128 * 1024 * 1024;

interface Kind {
  readonly littleEndian: boolean;
  /** Nanoseconds per unit of the fractional second. */
  readonly unit: number;
  /** Header bytes before each frame. */
  readonly recordHeader: number;
}

const MAGICS: ReadonlyMap<number, Omit<Kind, 'littleEndian'>> = new Map([
  [0xa1b2c3d4, { unit: 1000, recordHeader: 16 }],
  [0xa1b23c4d, { unit: 1, recordHeader: 16 }],
  // Variant of old Linux distributions.
  [0xa1b2cd34, { unit: 1000, recordHeader: 24 }],
]);

function kindOf(start: Uint8Array): Kind | undefined {
  for (const littleEndian of [false, true]) {
    const kind = MAGICS.get(u32(start, 0, littleEndian));
    if (kind) return { ...kind, littleEndian };
  }
  return undefined;
}

/** @param start the first four bytes */
export function isPcap(start: Uint8Array): boolean {
  return kindOf(start) !== undefined;
}

export class PcapReader implements FrameFile {
  readonly #queue = new ByteQueue();
  readonly #sink: FrameSink;
  #kind: Kind | undefined;
  #linkType = 0;
  #isBroken = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#isBroken) return;
    this.#queue.push(chunk);
    const kind = this.#kind ?? this.#readHeader();
    while (kind && this.#readRecord(kind));
    this.#queue.keep();
  }

  #readHeader(): Kind | undefined {
    const header = this.#queue.take(HEADER);
    this.#kind = header && kindOf(header);
    // The upper bits describe checksums after the frames.
    if (header && this.#kind) this.#linkType = u32(header, 20, this.#kind.littleEndian) % 0x10000;
    return this.#kind;
  }

  #readRecord(kind: Kind): boolean {
    const header = this.#queue.peek(kind.recordHeader);
    if (!header) return false;
    const captured = u32(header, 8, kind.littleEndian);
    if (captured > LONGEST_FRAME) {
      this.#isBroken = true;
      this.#sink.broken(this.#queue.offset, { key: 'frame-too-long', args: { bytes: captured } });
      return false;
    }
    const record = this.#queue.take(kind.recordHeader + captured);
    if (!record) return false;
    this.#sink.frame({
      time: {
        seconds: u32(record, 0, kind.littleEndian),
        nanoseconds: u32(record, 4, kind.littleEndian) * kind.unit,
      },
      linkType: this.#linkType,
      buffer: record,
      from: kind.recordHeader,
      to: record.length,
      missing: Math.max(0, u32(record, 12, kind.littleEndian) - captured),
    });
    return true;
  }

  end(): void {
    if (this.#isBroken) return;
    const { offset, length } = this.#queue;
    if (!this.#kind) this.#sink.broken(offset + length, { key: 'header-cut-off', args: {} });
    else if (length > 0) {
      this.#sink.broken(offset + length, { key: 'frame-cut-off', args: { byte: offset } });
    }
  }
}
