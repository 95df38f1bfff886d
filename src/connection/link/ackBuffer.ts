/** Collects the four-byte acknowledgements of all packets in a frame. */
import { ANSWER_BYTES } from '../../engine/capture/plainAnswers.ts';

const FEWEST = 64;

export class AckBuffer {
  #bytes = new Uint8Array(0);
  #end = 0;

  add(firstByte: number, packetId: number): void {
    if (this.#end === this.#bytes.length) this.#grow();
    const at = this.#end;
    this.#bytes[at] = firstByte;
    this.#bytes[at + 1] = ANSWER_BYTES - 2;
    this.#bytes[at + 2] = packetId >> 8;
    this.#bytes[at + 3] = packetId & 0xff;
    this.#end = at + ANSWER_BYTES;
  }

  /** The collected bytes in order; undefined if there are none. */
  take(): Uint8Array | undefined {
    if (this.#end === 0) return undefined;
    const gathered = this.#bytes.slice(0, this.#end);
    this.#end = 0;
    return gathered;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(FEWEST * ANSWER_BYTES, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
