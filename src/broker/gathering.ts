/** Gathers what is sent to one connection, so that a host writes few large pieces and not many small ones. */

/** Larger packets are not copied: subscribers share their bytes. */
const LARGE = 2048;
const FIRST_ROOM = 1024;
/** A piece that is full is closed, so that growing never copies much. */
const LARGEST_ROOM = 65_536;

const DUP = 0x08;
/** Copied at once. */
const SCRATCH = new Uint8Array(4);

export class Gathering {
  #pieces: Uint8Array[] = [];
  /** A small packet that is alone so far. */
  #single: Uint8Array | undefined;
  /** Room for small packets, filled up to `#filled`. */
  #room: Uint8Array | undefined;
  #filled = 0;
  /** Room for as much as came the last time. */
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

  /** A packet that is a piece of its own, however small. */
  addAlone(bytes: Uint8Array): void {
    this.#closePiece();
    this.#pieces.push(bytes);
  }

  /**
   * A PUBLISH above QoS 0, which gets its packet identifier and DUP here. `isShared`: others have
   * the same bytes, which must stay as they are.
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

  /** An acknowledgement of four bytes. */
  addAck(first: number, packetId: number): void {
    const isFirst = this.#single === undefined && this.#room === undefined;
    const bytes = isFirst ? new Uint8Array(4) : SCRATCH;
    bytes[0] = first;
    bytes[1] = 2;
    bytes[2] = packetId >> 8;
    bytes[3] = packetId & 0xff;
    if (isFirst) this.#single = bytes;
    else this.#append(bytes);
  }

  /** In the order of adding. */
  take(): Uint8Array[] {
    this.#closePiece();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #append(bytes: Uint8Array): void {
    const single = this.#single;
    this.#single = undefined;
    if (single !== undefined) this.#put(single);
    this.#put(bytes);
  }

  #put(bytes: Uint8Array): void {
    const end = this.#filled + bytes.length;
    if (this.#room !== undefined && end > LARGEST_ROOM) {
      this.#closePiece();
      this.#put(bytes);
      return;
    }
    let room = this.#room ?? new Uint8Array(Math.max(this.#usual, 2 * bytes.length));
    if (end > room.length) {
      const larger = new Uint8Array(Math.max(end, 2 * room.length));
      larger.set(room.subarray(0, this.#filled));
      room = larger;
    }
    room.set(bytes, this.#filled);
    this.#room = room;
    this.#filled = end;
  }

  #closeRoom(room: Uint8Array): Uint8Array {
    const filled = this.#filled;
    this.#usual = Math.min(LARGEST_ROOM, Math.max(FIRST_ROOM, filled + (filled >> 2)));
    // It may wait long for a slow reader, and is counted by its bytes.
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

/** Puts packet identifier and DUP into the PUBLISH above QoS 0 that begins at `start`. */
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
