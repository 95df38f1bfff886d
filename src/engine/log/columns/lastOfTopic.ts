/** The last packet of each topic, about: topics that share a place have the last of all of them. */

/** A power of two. */
const PLACES = 4096;

export class LastOfTopic {
  readonly #packets = new Float64Array(PLACES);

  add(topic: number, packet: number): void {
    this.#packets[topic & (PLACES - 1)] = packet;
  }

  /** No packet of the topic has a higher number; 0: there was none. */
  of(topic: number): number {
    return this.#packets[topic & (PLACES - 1)] ?? 0;
  }
}
