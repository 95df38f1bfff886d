/** Cuts one direction of TLS into records (RFC 8446, 5.1). */
import { u16 } from '../bytes/bytes.ts';

export interface TlsRecord {
  readonly type: number;
  /** The five bytes before the body. */
  readonly header: Uint8Array;
  /** A view, valid during the call. */
  readonly body: Uint8Array;
}

export const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const APPLICATION_DATA = 23;
const HEARTBEAT = 24;

const HEADER = 5;
/** Maximum body: the largest content and its expansion. */
const LONGEST_BODY = 2 ** 14 + 2048;
/** Minimum size of an encrypted record. */
const LEAST_RECORD = HEADER + 17;

export interface RecordSink {
  record(record: TlsRecord, time: number): void;
  /** @param records maximum number of missing records */
  lost(records: number, time: number): void;
  /** The bytes are not TLS. */
  broken(): void;
}

/** True if the bytes may start with a record. */
function areRecord(bytes: Uint8Array): boolean {
  const type = bytes[0] ?? 0;
  const isType = type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT;
  return isType && bytes[1] === 3 && (bytes[2] ?? 0) <= 4 && u16(bytes, 3) <= LONGEST_BODY;
}

export class TlsRecords {
  readonly #sink: RecordSink;
  /** Received header and body of the current record. */
  #begun = new Uint8Array(0);
  #have = 0;
  /** Part of the current record is missing. */
  #hasHole = false;
  /** Missing bytes while record boundaries are unknown. */
  #lostBytes: number | undefined;
  #isBroken = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  /** Bytes of memory for the current record. */
  get heldBytes(): number {
    return this.#begun.length;
  }

  data(bytes: Uint8Array, time: number): void {
    if (this.#isBroken) return;
    if (this.#lostBytes !== undefined && !this.#resume(bytes, time)) return;
    let rest = bytes;
    while (rest.length > 0 && !this.#isBroken) rest = this.#gather(rest, time);
  }

  gap(length: number, time: number): void {
    if (this.#isBroken) return;
    const isWithin = this.#have >= HEADER && length > 0 && this.#have + length <= this.#size;
    if (!isWithin) {
      this.#lostBytes = (this.#lostBytes ?? 0) + this.#have + length;
      this.#have = 0;
      this.#hasHole = false;
      return;
    }
    this.#hasHole = true;
    this.#have += length;
    if (this.#have === this.#size) this.#complete(time);
  }

  /** Size of the current record, once its header is complete. */
  get #size(): number {
    return HEADER + u16(this.#begun, 3);
  }

  /** After a gap, a record can only be found if the sender started one with a segment. */
  #resume(bytes: Uint8Array, time: number): boolean {
    if (bytes.length < HEADER || !areRecord(bytes)) {
      this.#lostBytes = (this.#lostBytes ?? 0) + bytes.length;
      return false;
    }
    this.#sink.lost(Math.ceil((this.#lostBytes ?? 0) / LEAST_RECORD) + 1, time);
    this.#lostBytes = undefined;
    return true;
  }

  /** Consumes the bytes of the current record and returns the rest. */
  #gather(bytes: Uint8Array, time: number): Uint8Array {
    const size = this.#have < HEADER ? HEADER : this.#size;
    const count = Math.min(size - this.#have, bytes.length);
    if (this.#begun.length < this.#have + count) {
      // Grows with the received bytes, because a header may announce more than follows.
      const room = Math.max(this.#have + count, this.#begun.length * 2);
      const larger = new Uint8Array(Math.min(size, room));
      larger.set(this.#begun.subarray(0, this.#have));
      this.#begun = larger;
    }
    this.#begun.set(bytes.subarray(0, count), this.#have);
    this.#have += count;
    if (this.#have === HEADER && !areRecord(this.#begun)) {
      this.#isBroken = true;
      this.#begun = new Uint8Array(0);
      this.#sink.broken();
    } else if (this.#have >= HEADER && this.#have === this.#size) this.#complete(time);
    return bytes.subarray(count);
  }

  #complete(time: number): void {
    const [whole, size, hasHole] = [this.#begun, this.#size, this.#hasHole];
    this.#begun = new Uint8Array(0);
    this.#have = 0;
    this.#hasHole = false;
    if (hasHole) {
      this.#sink.lost(1, time);
      return;
    }
    const header = whole.subarray(0, HEADER);
    const body = whole.subarray(HEADER, size);
    this.#sink.record({ type: whole[0] ?? 0, header, body }, time);
  }
}
