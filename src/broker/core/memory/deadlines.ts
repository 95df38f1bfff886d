/** What waits for a time: a binary heap, so that asking for the next one costs nothing. */

export interface Deadline {
  readonly time: number;
}

class Entry implements Deadline {
  readonly time: number;
  readonly order: number;
  readonly act: (now: number) => void;
  /** Place in the heap; -1 when it is no longer there. */
  place = -1;

  constructor(time: number, order: number, act: (now: number) => void) {
    this.time = time;
    this.order = order;
    this.act = act;
  }
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

export class Deadlines {
  readonly #heap: Entry[] = [];
  #added = 0;

  /** How many wait. */
  get size(): number {
    return this.#heap.length;
  }

  get next(): number | undefined {
    return this.#heap[0]?.time;
  }

  /** `act` is called once, by `elapse`, at `time` or later; those of one time in the order they were set. */
  set(time: number, act: (now: number) => void): Deadline {
    const entry = new Entry(time, this.#added, act);
    this.#added += 1;
    entry.place = this.#heap.length;
    this.#heap.push(entry);
    this.#rise(entry);
    return entry;
  }

  /** Does nothing where it has passed already. */
  cancel(deadline: Deadline | undefined): void {
    if (!(deadline instanceof Entry) || deadline.place < 0) return;
    const { place } = deadline;
    deadline.place = -1;
    const last = this.#heap.pop();
    if (last === undefined || last === deadline) return;
    this.#put(last, place);
    this.#rise(last);
    this.#sink(last);
  }

  /** Calls all that are due; also those that are set, due, by the ones called. */
  elapse(now: number): void {
    while (this.elapseOne(now));
  }

  /** Calls the first that is due; false: none is. */
  elapseOne(now: number): boolean {
    const first = this.#heap[0];
    if (first === undefined || first.time > now) return false;
    this.cancel(first);
    first.act(now);
    return true;
  }

  #put(entry: Entry, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  #rise(entry: Entry): void {
    while (entry.place > 0) {
      const place = (entry.place - 1) >> 1;
      const parent = this.#heap[place];
      if (parent === undefined || !isBefore(entry, parent)) return;
      this.#put(parent, entry.place);
      this.#put(entry, place);
    }
  }

  #sink(entry: Entry): void {
    for (;;) {
      const left = this.#heap[2 * entry.place + 1];
      const right = this.#heap[2 * entry.place + 2];
      const child =
        right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, entry)) return;
      const { place } = child;
      this.#put(child, entry.place);
      this.#put(entry, place);
    }
  }
}
