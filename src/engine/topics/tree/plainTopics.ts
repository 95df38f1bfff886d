/** Topics on which messages of one connection may take the short way, and of which QoS. */

/** Of topics whose numbers begin alike: most connections of many know few topics. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

export class PlainTopics {
  /** For each topic the highest QoS, plus one. */
  readonly #pages: (Uint8Array | undefined)[] = [];

  /** Those of a lower QoS as well. */
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
