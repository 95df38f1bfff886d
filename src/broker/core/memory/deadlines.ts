/** Pending deadlines in a binary heap, so reading the next one is free. */

export interface Deadline {
  readonly time: number;
}

class Entry implements Deadline {
  readonly time: number;
  readonly order: number;
  readonly act: (now: number) => void;
  /** Index in the heap; -1 after removal. */
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

  /** Number of pending deadlines. */
  get size(): number {
    return this.#heap.length;
  }

  get next(): number | undefined {
    return this.#heap[0]?.time;
  }

  /** Calls `act` once, from `elapse`, at `time` or later; equal times run in the order they were set. */
  set(time: number, act: (now: number) => void): Deadline {
    const entry = new Entry(time, this.#added, act);
    this.#added += 1;
    entry.place = this.#heap.length;
    this.#heap.push(entry);
    this.#rise(entry);
    return entry;
  }

  /** Does nothing if it has already run. */
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

  /** Runs all due deadlines, including due ones set meanwhile. */
  elapse(now: number): void {
    while (this.elapseOne(now));
  }

  /** Runs the first due deadline; false: none is due. */
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
