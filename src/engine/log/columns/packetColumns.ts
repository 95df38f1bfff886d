/** Stores a chunk of the packet log's rows as columns. */

/** Size of a row in all columns, bytes. */
export const BYTES_PER_ROW = 8 + 7 * 4 + 2 + 2;

/** The protocol version and five marks, packed into one byte. */
const VERSION_BITS = 0b0000_0011;
/** The packet has a problem. */
export const HAS_PROBLEM = 0b0000_1000;
/** The packet's bytes do not show the problem, which is in the side table. */
export const PROBLEM_NOTED = 0b0001_0000;
/** Bytes from which no packet could be cut. */
export const UNFRAMED = 0b0010_0000;
/** Its secrets were overwritten before it was recorded. */
export const MASKED = 0b0100_0000;
/** Never on the wire: the broker withheld it because of a fault rule. */
export const WITHHELD = 0b1000_0000;

/** The marks that determine how a header is read, and whether it was on the wire. */
export const MARKS_OF_HEADER = { version: VERSION_BITS, withheld: WITHHELD } as const;

export function versionOf(marks: number): 3 | 4 | 5 | undefined {
  const version = (marks & VERSION_BITS) + BEFORE_FIRST;
  return version === 3 || version === 4 || version === 5 ? version : undefined;
}

/** 0: unknown. */
export function versionBits(version: 3 | 4 | 5 | undefined): number {
  return version === undefined ? 0 : version - BEFORE_FIRST;
}

const BEFORE_FIRST = 2;

/** All columns share one buffer, so its length is the real memory use. */
export class PacketColumns {
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
  /** The exchange of the packet; 0: none. */
  readonly exchange: Uint32Array;
  /**
   * Number of rows back to the previous one on the topic, if its message waits in the log; 0: it does not.
   */
  readonly back: Uint32Array;
  /** 0: none. */
  readonly packetId: Uint16Array;
  readonly firstByte: Uint8Array;
  readonly marks: Uint8Array;

  constructor(rows: number) {
    const buffer = new ArrayBuffer(rows * BYTES_PER_ROW);
    const word = (column: number) => new Uint32Array(buffer, rows * (8 + column * 4), rows);
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
    this.marks = new Uint8Array(buffer, rows * 39, rows);
  }
}
