/** One direction of TLS, cut into records (RFC 8446, 5.1). */
import { u16 } from '../bytes/bytes.ts';

export interface TlsRecord {
  readonly type: number;
  /** The five bytes before the body. */
  readonly header: Uint8Array;
  /** A view, good until the call returns. */
  readonly body: Uint8Array;
}

export const CHANGE_CIPHER_SPEC = 20;
export const ALERT = 21;
export const HANDSHAKE = 22;
export const APPLICATION_DATA = 23;
const HEARTBEAT = 24;

const HEADER = 5;
/** Of a body: what the largest content may grow by. */
const LONGEST_BODY = 2 ** 14 + 2048;
/** The least that a record takes in a stream, encrypted. */
const LEAST_RECORD = HEADER + 17;

export interface RecordSink {
  record(record: TlsRecord, time: number): void;
  /** So many records are missing, at most. */
  lost(records: number, time: number): void;
  /** What comes is no TLS. */
  broken(): void;
}

/** Whether bytes may begin with a record. */
function areRecord(bytes: Uint8Array): boolean {
  const type = bytes[0] ?? 0;
  const isType = type >= CHANGE_CIPHER_SPEC && type <= HEARTBEAT;
  return isType && bytes[1] === 3 && (bytes[2] ?? 0) <= 4 && u16(bytes, 3) <= LONGEST_BODY;
}

export class TlsRecords {
  readonly #sink: RecordSink;
  /** Header and body of the record under way, as far as they have come. */
  #begun = new Uint8Array(0);
  #have = 0;
  /** A part of the record under way is missing. */
  #hasHole = false;
  /** Where records begin is not known; so many bytes are missing. */
  #lostBytes: number | undefined;
  #isBroken = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
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

  /** Of the record under way, once its header is there. */
  get #size(): number {
    return HEADER + u16(this.#begun, 3);
  }

  /** After a gap a record can only be found where the sender began one with a segment. */
  #resume(bytes: Uint8Array, time: number): boolean {
    if (bytes.length < HEADER || !areRecord(bytes)) {
      this.#lostBytes = (this.#lostBytes ?? 0) + bytes.length;
      return false;
    }
    this.#sink.lost(Math.ceil((this.#lostBytes ?? 0) / LEAST_RECORD) + 1, time);
    this.#lostBytes = undefined;
    return true;
  }

  /** Takes what belongs to the record under way; gives what is behind it. */
  #gather(bytes: Uint8Array, time: number): Uint8Array {
    const size = this.#have < HEADER ? HEADER : this.#size;
    const count = Math.min(size - this.#have, bytes.length);
    if (this.#begun.length < this.#have + count) {
      const larger = new Uint8Array(Math.max(size, HEADER));
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
    this.#sink.record({ type: whole[0] ?? 0, header, body: whole.subarray(HEADER, size) }, time);
  }
}
