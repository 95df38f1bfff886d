/** Topics of a connection whose messages may take the fast path, with their QoS. */

/** Topics per page, by the leading bits of their numbers, because most connections use few topics. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

export class PlainTopics {
  /** Highest QoS plus one, for each topic. */
  readonly #pages: (Uint8Array | undefined)[] = [];

  /** Includes lower QoS levels. */
  add(topic: number, qos: number): void {
    const page = (this.#pages[topic >>> PAGE_BITS] ??= new Uint8Array(PAGE));
    const at = topic % PAGE;
    page[at] = Math.max(page[at] ?? 0, qos + 1);
  }

  has(topic: number, qos: number): boolean {
    const page = this.#pages[topic >>> PAGE_BITS];
    return page !== undefined && (page[topic % PAGE] ?? 0) > qos;
  }
}
