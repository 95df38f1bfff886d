/**
 * Binary format of tapped packets on a control line: one message with many packets. Each has a byte of flags;
 * tap, connection, offset and size as integers of up to 53 bits, seven bits per byte, lowest first; the time
 * as a double, lowest byte first; the packet's bytes.
 */

export interface TappedPacket {
  readonly tap: number;
  readonly connection: number;
  /** Seen from the client. */
  readonly direction: 'from-client' | 'to-client';
  /** ms of the broker's clock, with fractions. */
  readonly time: number;
  /** Bytes before it in this direction of the connection; `Mark`s identify packets by it. */
  readonly offset: number;
  /** Secrets in it were overwritten. */
  readonly masked: boolean;
  /** Bytes from which no packet could be split. */
  readonly broken: boolean;
  readonly bytes: Uint8Array;
}

const TO_CLIENT = 1;
const MASKED = 2;
const BROKEN = 4;
const FLAGS = TO_CLIENT | MASKED | BROKEN;

/** Maximum bytes of a number, and of a packet without its own bytes. */
const LONGEST_NUMBER = 8;
const LONGEST_HEAD = 1 + 4 * LONGEST_NUMBER + 8;
const FIRST_ROOM = 4096;

/** Collects packets; copies their bytes. */
export class TapBatchWriter {
  #bytes = new Uint8Array(FIRST_ROOM);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Collected bytes. */
  get length(): number {
    return this.#length;
  }

  add(packet: TappedPacket): void {
    const { bytes } = packet;
    this.#makeRoom(LONGEST_HEAD + bytes.length);
    const flags =
      (packet.direction === 'to-client' ? TO_CLIENT : 0) |
      (packet.masked ? MASKED : 0) |
      (packet.broken ? BROKEN : 0);
    this.#bytes[this.#length] = flags;
    this.#length += 1;
    this.#number(packet.tap);
    this.#number(packet.connection);
    this.#number(packet.offset);
    this.#number(bytes.length);
    this.#view.setFloat64(this.#length, packet.time, true);
    this.#length += 8;
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Returns the collected bytes and starts again. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    // Shrinks the buffer after a large batch.
    if (this.#bytes.length > 16 * FIRST_ROOM) this.#resize(FIRST_ROOM);
    return taken;
  }

  #number(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length] = (rest % 0x80) | 0x80;
      this.#length += 1;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length] = rest;
    this.#length += 1;
  }

  #makeRoom(length: number): void {
    const needed = this.#length + length;
    if (needed > this.#bytes.length) this.#resize(Math.max(needed, 2 * this.#bytes.length));
  }

  #resize(budget: number): void {
    const before = this.#bytes.subarray(0, this.#length);
    this.#bytes = new Uint8Array(budget);
    this.#bytes.set(before);
    this.#view = new DataView(this.#bytes.buffer);
  }
}

/** The bytes are views of the batch. undefined: not a batch. */
export function readTapBatch(batch: Uint8Array): readonly TappedPacket[] | undefined {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  const packets: TappedPacket[] = [];
  let at = 0;
  let isGood = true;
  const number = (): number => {
    let value = 0;
    let factor = 1;
    for (let read = 0; read < LONGEST_NUMBER; read += 1) {
      const byte = batch[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
    isGood = false;
    return 0;
  };
  while (at < batch.length) {
    const flags = batch[at] ?? 0;
    at += 1;
    const tap = number();
    const connection = number();
    const offset = number();
    const size = number();
    if (!isGood || (flags & ~FLAGS) !== 0 || at + 8 + size > batch.length) return undefined;
    const time = view.getFloat64(at, true);
    at += 8;
    packets.push({
      tap,
      connection,
      direction: (flags & TO_CLIENT) === 0 ? 'from-client' : 'to-client',
      time,
      offset,
      masked: (flags & MASKED) !== 0,
      broken: (flags & BROKEN) !== 0,
      bytes: batch.subarray(at, at + size),
    });
    at += size;
  }
  return packets;
}
