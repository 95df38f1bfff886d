/** Bytes of one direction that are searched for a packet boundary. */
import { joined } from '../../../base/bytes.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { firstPacketIn } from './packetChain.ts';

interface SegmentBytes {
  readonly bytes: Uint8Array;
  readonly time: number;
  readonly isText: boolean;
}

/** Bytes kept while there is no sign of a packet, because they may help to find the first boundary. */
const KEPT = 32 * 1024;
/** Bytes after which an incomplete packet is accepted. */
const LONGEST_WAIT = 1024 * 1024;

export class BoundarySearch {
  #segments: SegmentBytes[] = [];
  held = 0;
  /** Number of segments at which the bytes are examined again: examining each time would be quadratic. */
  #next = 1;

  /** Copies the bytes. */
  add(bytes: Uint8Array, time: number, isText: boolean): void {
    this.#segments.push({ bytes: bytes.slice(), time, isText });
    this.held += bytes.length;
  }

  /** @param isLast no bytes follow */
  find(version: ProtocolVersion | undefined, isLast: boolean): number | 'more' | 'none' {
    const count = this.#segments.length;
    if (!isLast && count < this.#next) return 'more';
    this.#next = count + Math.max(1, count >> 2);
    const starts: number[] = [];
    let at = 0;
    for (const { bytes } of this.#segments) {
      starts.push(at);
      at += bytes.length;
    }
    const all = joined(this.#segments.map(({ bytes }) => bytes));
    return firstPacketIn(all, starts, version, isLast || this.held > LONGEST_WAIT);
  }

  /** Segments from an offset on. */
  from(offset: number): readonly SegmentBytes[] {
    let before = 0;
    return this.#segments.flatMap((segment) => {
      const { bytes } = segment;
      const skipped = Math.min(Math.max(offset - before, 0), bytes.length);
      before += bytes.length;
      return skipped === bytes.length ? [] : [{ ...segment, bytes: bytes.subarray(skipped) }];
    });
  }

  /** Drops the oldest segments if too many bytes are held. @returns their bytes */
  trim(): number {
    let dropped = 0;
    while (this.held > KEPT && this.#segments.length > 1) {
      const size = this.#segments.shift()?.bytes.length ?? 0;
      this.held -= size;
      dropped += size;
    }
    this.#next = Math.min(this.#next, this.#segments.length + 1);
    return dropped;
  }
}
