/** Gathers what is sent to one connection, so that a host writes few large pieces and not many small ones. */

/** Larger packets are not copied: subscribers share their bytes. */
const LARGE = 2048;
const FIRST_ROOM = 1024;
/** A piece that is full is closed, so that growing never copies much. */
const LARGEST_ROOM = 65_536;

export class Gathering {
  #pieces: Uint8Array[] = [];
  /** A small packet that is alone so far. */
  #single: Uint8Array | undefined;
  /** Room for small packets, filled up to `#filled`. */
  #room: Uint8Array | undefined;
  #filled = 0;

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
    let room = this.#room ?? new Uint8Array(Math.max(FIRST_ROOM, 2 * bytes.length));
    if (end > room.length) {
      const larger = new Uint8Array(Math.max(end, 4 * room.length));
      larger.set(room.subarray(0, this.#filled));
      room = larger;
    }
    room.set(bytes, this.#filled);
    this.#room = room;
    this.#filled = end;
  }

  #closePiece(): void {
    if (this.#single !== undefined) this.#pieces.push(this.#single);
    else if (this.#room !== undefined) this.#pieces.push(this.#room.subarray(0, this.#filled));
    this.#single = undefined;
    this.#room = undefined;
    this.#filled = 0;
  }
}
