/** A map from packet identifiers to numbers (2.2.1). A small map takes almost no memory. 0 means none. */

/** Maximum length of a list of alternating identifiers and numbers. */
const LONGEST_LIST = 32;
const PAGE = 256;
const PAGE_BITS = 8;

/** The last element counts the numbers that are not 0. */
const newPage = () => new Uint32Array(PAGE + 1);

export class IdNumbers {
  #list: number[] | undefined;
  #pages: (Uint32Array | undefined)[] | undefined;
  /** Identifiers are assigned in a cycle, so one page empties while another fills. */
  #spare: Uint32Array | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(packetId: number): number {
    if (this.#pages) return this.#pages[packetId >>> PAGE_BITS]?.[packetId & (PAGE - 1)] ?? 0;
    const list = this.#list;
    if (list === undefined) return 0;
    const at = placeIn(list, packetId);
    return at < 0 ? 0 : (list[at + 1] ?? 0);
  }

  /** @param number not 0; at most 32 bits */
  set(packetId: number, number: number): void {
    if (this.#pages) {
      this.#setInPage(this.#pages, packetId, number);
      return;
    }
    if (this.#list === undefined) {
      // A growing list allocates 17 elements at once.
      this.#list = [packetId, number];
      this.#size = 1;
      return;
    }
    const list = this.#list;
    const at = placeIn(list, packetId);
    if (at >= 0) list[at + 1] = number;
    else if (list.length < LONGEST_LIST) {
      list.push(packetId, number);
      this.#size += 1;
    } else this.#setInPage(this.#turnPages(list), packetId, number);
  }

  delete(packetId: number): void {
    if (this.#pages) this.#deleteFromPage(this.#pages, packetId);
    else if (this.#list) this.#deleteFromList(this.#list, packetId);
  }

  /** A copy, by identifier. */
  entries(): [packetId: number, number: number][] {
    const found: [number, number][] = [];
    const list = this.#list ?? [];
    for (let at = 0; at < list.length; at += 2) found.push([list[at] ?? 0, list[at + 1] ?? 0]);
    for (const [page, numbers] of this.#pages?.entries() ?? []) {
      for (let at = 0; numbers !== undefined && at < PAGE; at += 1) {
        const number = numbers[at] ?? 0;
        if (number !== 0) found.push([page * PAGE + at, number]);
      }
    }
    return found.toSorted(([a], [b]) => a - b);
  }

  clear(): void {
    this.#list = undefined;
    this.#pages = undefined;
    this.#spare = undefined;
    this.#size = 0;
  }

  #setInPage(pages: (Uint32Array | undefined)[], packetId: number, number: number): void {
    const index = packetId >>> PAGE_BITS;
    let page = pages[index];
    if (page === undefined) {
      page = this.#spare ?? newPage();
      this.#spare = undefined;
      pages[index] = page;
    }
    const at = packetId & (PAGE - 1);
    if (page[at] === 0) {
      page[PAGE] = (page[PAGE] ?? 0) + 1;
      this.#size += 1;
    }
    page[at] = number;
  }

  #deleteFromPage(pages: (Uint32Array | undefined)[], packetId: number): void {
    const index = packetId >>> PAGE_BITS;
    const page = pages[index];
    const at = packetId & (PAGE - 1);
    if (page === undefined || page[at] === 0) return;
    page[at] = 0;
    this.#size -= 1;
    const left = (page[PAGE] ?? 1) - 1;
    page[PAGE] = left;
    if (left > 0) return;
    pages[index] = undefined;
    this.#spare = page;
  }

  #deleteFromList(list: number[], packetId: number): void {
    const at = placeIn(list, packetId);
    if (at < 0) return;
    this.#size -= 1;
    const number = list.pop() ?? 0;
    const last = list.pop() ?? 0;
    if (at === list.length) return;
    list[at] = last;
    list[at + 1] = number;
  }

  #turnPages(list: readonly number[]): (Uint32Array | undefined)[] {
    const pages = Array.from<undefined, Uint32Array | undefined>({ length: PAGE }, () => undefined);
    this.#list = undefined;
    this.#pages = pages;
    this.#size = 0;
    for (let at = 0; at < list.length; at += 2) {
      this.#setInPage(pages, list[at] ?? 0, list[at + 1] ?? 0);
    }
    return pages;
  }
}

/** -1 if it is missing. */
function placeIn(list: readonly number[], packetId: number): number {
  for (let at = 0; at < list.length; at += 2) if (list[at] === packetId) return at;
  return -1;
}
