/** Histories by the bytes that they could free, in power-of-two classes. */
import { Records } from './records.ts';

const LARGEST_CLASS = 31;

/** Fields: the class (0 if nothing can be freed), and the index in it. */
const CLASS = 0;
const PLACE = 1;

export class SpareableHistories {
  readonly #records = new Records(0, 2);
  readonly #classes = Array.from({ length: LARGEST_CLASS + 1 }, (): number[] => []);

  /** Adds a history that cannot free anything. */
  add(): void {
    this.#records.add();
  }

  /** @param bytes number of bytes that it could free */
  note(history: number, bytes: number): void {
    const size = 32 - Math.clz32(Math.min(bytes, 0x7fffffff));
    const before = this.#records.int(history, CLASS);
    if (size === before) return;
    this.#remove(history, before);
    this.#records.setInt(history, CLASS, size);
    if (size === 0) return;
    const place = (this.#classes[size]?.push(history) ?? 1) - 1;
    this.#records.setInt(history, PLACE, place);
  }

  isAmongFattest(history: number): boolean {
    return this.#records.int(history, CLASS) >= this.#largestClass() - 1;
  }

  /** undefined: none can free anything. */
  largest(): number | undefined {
    return this.#classes[this.#largestClass()]?.at(-1);
  }

  #largestClass(): number {
    let size = LARGEST_CLASS;
    while (size > 0 && this.#classes[size]?.length === 0) size -= 1;
    return size;
  }

  /** Moves the last entry of the class to the free index. */
  #remove(history: number, size: number): void {
    const histories = this.#classes[size];
    const last = size > 0 ? histories?.pop() : undefined;
    if (histories === undefined || last === undefined || last === history) return;
    const place = this.#records.int(history, PLACE);
    histories[place] = last;
    this.#records.setInt(last, PLACE, place);
  }
}
