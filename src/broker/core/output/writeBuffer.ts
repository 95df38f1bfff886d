/** Collects output of one connection, so a host writes a few large pieces instead of many small ones. */

/** Larger packets are not copied: subscribers share their bytes. */
const LARGE = 2048;
const FIRST_ROOM = 1024;
/** Limits the copying when a piece grows. */
const LARGEST_ROOM = 65_536;

const DUP = 0x08;
const ACK_BYTES = 4;

export class WriteBuffer {
  #pieces: Uint8Array[] = [];
  /** The only small packet so far. */
  #single: Uint8Array | undefined;
  /** Buffer for small packets, filled up to `#filled`. */
  #room: Uint8Array | undefined;
  #filled = 0;
  /** Initial buffer size: as much as was needed last time. */
  #usual = FIRST_ROOM;

  add(bytes: Uint8Array): void {
    if (bytes.length >= LARGE) {
      this.#closePiece();
      this.#pieces.push(bytes);
    } else if (this.#single === undefined && this.#room === undefined) {
      this.#single = bytes;
    } else {
      this.#append(bytes);
    }
  }

  /** Adds a packet as a separate piece, even if it is small. */
  addAlone(bytes: Uint8Array): void {
    this.#closePiece();
    this.#pieces.push(bytes);
  }

  /**
   * Adds a PUBLISH above QoS 0 and sets its packet identifier and DUP. `isShared`: the bytes are shared and
   * must not change.
   */
  addNumbered(packet: Uint8Array, packetId: number, dup: boolean, isShared: boolean): void {
    const isFirst = this.#single === undefined && this.#room === undefined;
    if (packet.length >= LARGE || isFirst) {
      const bytes = isShared ? packet.slice() : packet;
      putPacketId(bytes, 0, packetId, dup);
      this.add(bytes);
      return;
    }
    this.#append(packet);
    if (this.#room !== undefined) {
      putPacketId(this.#room, this.#filled - packet.length, packetId, dup);
    }
  }

  /** Adds an acknowledgement of four bytes. */
  addAck(first: number, packetId: number): void {
    if (this.#single === undefined && this.#room === undefined) {
      this.#single = putAck(new Uint8Array(ACK_BYTES), 0, first, packetId);
      return;
    }
    this.#openRoom();
    const room = this.#roomFor(ACK_BYTES);
    putAck(room, this.#filled, first, packetId);
    this.#filled += ACK_BYTES;
  }

  /** In insertion order. */
  take(): Uint8Array[] {
    this.#closePiece();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #append(bytes: Uint8Array): void {
    this.#openRoom();
    this.#put(bytes);
  }

  /** Moves the single packet into a buffer. */
  #openRoom(): void {
    const single = this.#single;
    this.#single = undefined;
    if (single !== undefined) this.#put(single);
  }

  #put(bytes: Uint8Array): void {
    this.#roomFor(bytes.length).set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  /** Makes space for this many more bytes after the filled part. */
  #roomFor(size: number): Uint8Array {
    if (this.#room !== undefined && this.#filled + size > LARGEST_ROOM) this.#closePiece();
    const end = this.#filled + size;
    let room = this.#room ?? new Uint8Array(Math.max(this.#usual, 2 * size));
    if (end > room.length) {
      const larger = new Uint8Array(Math.max(end, 2 * room.length));
      larger.set(room.subarray(0, this.#filled));
      room = larger;
    }
    this.#room = room;
    return room;
  }

  #closeRoom(room: Uint8Array): Uint8Array {
    const filled = this.#filled;
    this.#usual = Math.min(LARGEST_ROOM, Math.max(FIRST_ROOM, filled + (filled >> 2)));
    // It may wait long for a slow reader, and only its bytes are counted.
    return 2 * filled < room.length ? room.slice(0, filled) : room.subarray(0, filled);
  }

  #closePiece(): void {
    if (this.#single !== undefined) this.#pieces.push(this.#single);
    else if (this.#room !== undefined) this.#pieces.push(this.#closeRoom(this.#room));
    this.#single = undefined;
    this.#room = undefined;
    this.#filled = 0;
  }
}

/** Returns `bytes`. */
function putAck(bytes: Uint8Array, at: number, first: number, packetId: number): Uint8Array {
  bytes[at] = first;
  bytes[at + 1] = 2;
  bytes[at + 2] = packetId >> 8;
  bytes[at + 3] = packetId & 0xff;
  return bytes;
}

/** Writes packet identifier and DUP into the PUBLISH above QoS 0 at `start`. */
export function putPacketId(
  bytes: Uint8Array,
  start: number,
  packetId: number,
  dup: boolean,
): void {
  bytes[start] = ((bytes[start] ?? 0) & ~DUP) | (dup ? DUP : 0);
  let at = start + 1;
  while ((bytes[at] ?? 0) > 0x7f) at += 1;
  at += 1;
  at += 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  bytes[at] = packetId >> 8;
  bytes[at + 1] = packetId & 0xff;
}
