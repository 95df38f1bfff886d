/** What one side sends, cut into packets where somebody wants to treat them, untouched where not. */
import { Framer } from '../../mqtt/framing/framer.ts';

/** Follows packets without holding any of their bytes. */
class Boundary {
  /** Bytes that the packet under way still lacks. */
  #lacking = 0;
  /** Where the next length byte's bits belong; -1 where a packet begins. */
  #shift = -1;
  #length = 0;
  /** The length makes no sense: there are no packets from here on. */
  isLost = false;

  get isBetween(): boolean {
    return this.#lacking === 0 && this.#shift < 0 && !this.isLost;
  }

  /** Goes on to the end of the chunk or, with `once`, of the packet under way; returns how far. */
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

  /** Bytes of an incomplete packet that are held here. */
  get pending(): number {
    return this.#framer.pending;
  }

  /** There are no packets from here on. */
  get isLost(): boolean {
    return this.#boundary.isLost;
  }

  /** The chunk passes untouched; where packets end is kept in mind. */
  skip(chunk: Uint8Array): void {
    this.#boundary.follow(chunk, false);
  }

  /** `raw` gets what cannot or need not be treated, in order with the packets. */
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

  /** The bytes held are given up. */
  discard(): void {
    this.#framer = new Framer({ maximumPacketSize: this.#maximumPacketSize });
  }

  /** The bytes held, which pass untouched, as the rest of their packet will. */
  release(): Uint8Array {
    const held = this.#framer.remainder();
    if (held.length > 0) this.discard();
    this.#boundary.follow(held, false);
    return held;
  }
}
