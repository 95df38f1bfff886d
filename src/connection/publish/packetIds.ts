/** Packet identifiers of one session's client side (2.2.1), shared by PUBLISH, SUBSCRIBE and UNSUBSCRIBE. */

const LARGEST = 0xffff;

export class PacketIds {
  readonly #taken = new Set<number>();
  #last = 0;

  /** The next free identifier, cycling from 1; undefined if all 65,535 are in use. [MQTT-2.2.1-3] */
  take(): number | undefined {
    if (this.#taken.size === LARGEST) return undefined;
    do {
      this.#last = this.#last === LARGEST ? 1 : this.#last + 1;
    } while (this.#taken.has(this.#last));
    this.#taken.add(this.#last);
    return this.#last;
  }

  free(id: number): void {
    this.#taken.delete(id);
  }

  clear(): void {
    this.#taken.clear();
  }
}
