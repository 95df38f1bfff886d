/** A chunk of the packet log's rows as columns. */

/** Bytes that one row takes in all columns together. */
export const BYTES_PER_ROW = 8 + 7 * 4 + 2 + 2;

/** Where columns begin, in bytes for each row of a chunk. */
export const EXCHANGE_AT = 8 + 5 * 4;
export const MARKS_AT = BYTES_PER_ROW - 1;

/** What a row says beside its numbers, packed into one byte: the protocol version and six marks. */
const VERSION_BITS = 0b0000_0011;
/** It came where nobody knew that packets begin. */
export const LOST = 0b0000_0100;
/** Something is wrong with the packet. */
export const HAS_PROBLEM = 0b0000_1000;
/** What is wrong cannot be seen from the packet alone: it stands in the side table. */
export const PROBLEM_NOTED = 0b0001_0000;
/** Bytes that no packet could be cut from. */
export const UNFRAMED = 0b0010_0000;
/** Secrets in it were overwritten before it came here. */
export const MASKED = 0b0100_0000;
/** It never was on the wire: the broker held it back on purpose. */
export const WITHHELD = 0b1000_0000;

/** Which of them say how a packet's header is read, and whether it was on the wire. */
export const MARKS_OF_HEADER = { version: VERSION_BITS, withheld: WITHHELD } as const;

export function versionOf(marks: number): 3 | 4 | 5 | undefined {
  const version = (marks & VERSION_BITS) + BEFORE_FIRST;
  return version === 3 || version === 4 || version === 5 ? version : undefined;
}

/** 0: it is not known. */
export function versionBits(version: 3 | 4 | 5 | undefined): number {
  return version === undefined ? 0 : version - BEFORE_FIRST;
}

const BEFORE_FIRST = 2;

/** All columns lie in one buffer, so that its length is the true cost. */
export class PacketColumns {
  readonly buffer: ArrayBuffer;
  /** µs since the capture's origin. */
  readonly time: Float64Array;
  /** Twice the stream's ordinal, plus 1 for `out`. */
  readonly source: Uint32Array;
  /** Interned topic name; 0: none. */
  readonly topic: Uint32Array;
  /** Bytes. */
  readonly size: Uint32Array;
  readonly slab: Uint32Array;
  readonly offset: Uint32Array;
  /** The exchange that the packet belongs to; 0: none. */
  readonly exchange: Uint32Array;
  /** Rows back to the one before on the same topic, where its message waits in the log; 0: it does not. */
  readonly back: Uint32Array;
  /** 0: none. */
  readonly packetId: Uint16Array;
  readonly firstByte: Uint8Array;
  readonly marks: Uint8Array;

  constructor(rows: number) {
    const buffer = new ArrayBuffer(rows * BYTES_PER_ROW);
    const word = (column: number) => new Uint32Array(buffer, rows * (8 + column * 4), rows);
    this.buffer = buffer;
    this.time = new Float64Array(buffer, 0, rows);
    this.source = word(0);
    this.topic = word(1);
    this.size = word(2);
    this.slab = word(3);
    this.offset = word(4);
    this.exchange = word(5);
    this.back = word(6);
    this.packetId = new Uint16Array(buffer, rows * 36, rows);
    this.firstByte = new Uint8Array(buffer, rows * 38, rows);
    this.marks = new Uint8Array(buffer, rows * MARKS_AT, rows);
  }
}
