/** The user's marks on packets, each with a note that may be empty. */

import { type Cleared, clearedPart } from './cleared.ts';

/** Maximum length of a note, characters. */
const LONGEST_NOTE = 2000;

export class Marks {
  readonly #notes = new Map<number, string>();

  get size(): number {
    return this.#notes.size;
  }

  /** @param note undefined removes the mark */
  set(packet: number, note: string | undefined): void {
    if (note === undefined) this.#notes.delete(packet);
    else this.#notes.set(packet, note.slice(0, LONGEST_NOTE));
  }

  /** Undefined if the packet is not marked. */
  note(packet: number): string | undefined {
    return this.#notes.get(packet);
  }

  /** The next marked packet. After the last, the first one. */
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
