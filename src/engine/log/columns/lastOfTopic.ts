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

  /** The same, if it is not older than a packet; otherwise 0. */
  since(topic: number, oldest: number): number {
    const last = this.of(topic);
    return last >= oldest ? last : 0;
  }
}
