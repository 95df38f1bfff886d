/** A person's marks on packets, each with a note that may be empty. */

import { type Cleared, clearedPart } from './cleared.ts';

/** Characters of a note that are kept. */
const LONGEST_NOTE = 2000;

export class Marks {
  readonly #notes = new Map<number, string>();

  get size(): number {
    return this.#notes.size;
  }

  /** @param note undefined takes the mark away */
  set(packet: number, note: string | undefined): void {
    if (note === undefined) this.#notes.delete(packet);
    else this.#notes.set(packet, note.slice(0, LONGEST_NOTE));
  }

  /** undefined: not marked. */
  note(packet: number): string | undefined {
    return this.#notes.get(packet);
  }

  /** The marked packet that follows this one; behind the last comes the first again. */
  after(packet: number): number | undefined {
    let next: number | undefined;
    let first: number | undefined;
    for (const marked of this.#notes.keys()) {
      if (first === undefined || marked < first) first = marked;
      if (marked > packet && (next === undefined || marked < next)) next = marked;
    }
    return next ?? first;
  }

  clear(): Cleared {
    const notes = [...this.#notes];
    this.#notes.clear();
    return clearedPart(() => {
      for (const [packet, note] of notes) this.#notes.set(packet, note);
    });
  }
}
