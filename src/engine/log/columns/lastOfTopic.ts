/** Remembers the last packet of each topic approximately: topics that share a slot share the last packet. */

/** A power of two. */
const PLACES = 4096;

export class LastOfTopic {
  readonly #packets = new Float64Array(PLACES);

  add(topic: number, packet: number): void {
    this.#packets[topic & (PLACES - 1)] = packet;
  }

  /** Upper bound for the number of the topic's last packet; 0: there was none. */
  of(topic: number): number {
    return this.#packets[topic & (PLACES - 1)] ?? 0;
  }
}
