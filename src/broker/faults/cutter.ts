/**
 * Splits the output of one side into packets while it is to be treated, and passes it on unchanged otherwise.
 */
import { Framer } from '../../mqtt/framing/framer.ts';

/** Tracks packet boundaries without keeping bytes. */
class Boundary {
  /** Missing bytes of the current packet. */
  #lacking = 0;
  /** Bit position of the next length byte; -1 at the start of a packet. */
  #shift = -1;
  #length = 0;
  /** The length is invalid: packet boundaries are unknown from here on. */
  isLost = false;

  get isBetween(): boolean {
    return this.#lacking === 0 && this.#shift < 0 && !this.isLost;
  }

  /** Advances to the end of the chunk or, with `once`, of the current packet; returns the offset. */
  follow(chunk: Uint8Array, once: boolean): number {
    let at = 0;
    while (at < chunk.length && !this.isLost) {
      if (this.#lacking > 0) {
        const taken = Math.min(this.#lacking, chunk.length - at);
        this.#lacking -= taken;
        at += taken;
      } else {
        this.#readHeader(chunk[at] ?? 0);
        at += 1;
      }
      if (once && this.isBetween) return at;
    }
    return chunk.length;
  }

  #readHeader(byte: number): void {
    if (this.#shift < 0) {
      this.#shift = 0;
      this.#length = 0;
    } else if (this.#shift > 21) {
      this.isLost = true;
    } else {
      this.#length |= (byte & 0x7f) << this.#shift;
      this.#shift += 7;
      if (byte >= 0x80) return;
      this.#lacking = this.#length;
      this.#shift = -1;
    }
  }
}

export class Cutter {
  readonly #maximumPacketSize: number;
  #boundary = new Boundary();
  #framer: Framer;

  constructor(maximumPacketSize: number) {
    this.#maximumPacketSize = maximumPacketSize;
    this.#framer = new Framer({ maximumPacketSize });
  }

  /** Buffered bytes of an incomplete packet. */
  get pending(): number {
    return this.#framer.pending;
  }

  /** Packet boundaries are unknown from here on. */
  get isLost(): boolean {
    return this.#boundary.isLost;
  }

  /** Passes the chunk on unchanged and tracks packet boundaries. */
  skip(chunk: Uint8Array): void {
    this.#boundary.follow(chunk, false);
  }

  /** `raw` gets bytes that cannot or need not be treated, in order with the packets. */
  push(
    chunk: Uint8Array,
    packet: (bytes: Uint8Array) => void,
    raw: (bytes: Uint8Array) => void,
  ): void {
    let at = 0;
    if (!this.#boundary.isBetween) {
      at = this.#boundary.follow(chunk, true);
      if (at > 0) raw(chunk.subarray(0, at));
      if (at === chunk.length) return;
    }
    if (this.#framer.push(chunk.subarray(at), packet) === undefined) return;
    const rest = this.#framer.remainder();
    this.discard();
    this.#boundary.isLost = true;
    raw(rest);
  }

  /** Discards the buffered bytes. */
  discard(): void {
    this.#framer = new Framer({ maximumPacketSize: this.#maximumPacketSize });
  }

  /** Returns the buffered bytes, which pass unchanged like the rest of their packet. */
  release(): Uint8Array {
    const held = this.#framer.remainder();
    if (held.length > 0) this.discard();
    this.#boundary.follow(held, false);
    return held;
  }
}
