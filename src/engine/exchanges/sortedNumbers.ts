import { firstFrom } from '../../base/sorted.ts';

interface TakenOut {
  readonly numbers: readonly number[];
  readonly forgotten: number;
}

/** Numbers in ascending order with stable positions. Numbers forgotten at the front keep their positions. */
export class SortedNumbers {
  #numbers: number[] = [];
  #forgotten = 0;

  /** Includes forgotten numbers. */
  get total(): number {
    return this.#forgotten + this.#numbers.length;
  }

  get forgotten(): number {
    return this.#forgotten;
  }

  /** Adds a number, nearly always at the end. */
  add(number: number): void {
    const last = this.#numbers.at(-1);
    if (last === undefined || last < number) this.#numbers.push(number);
    else {
      const index = firstFrom(this.#numbers, number);
      if (this.#numbers[index] !== number) this.#numbers.splice(index, 0, number);
    }
  }

  remove(number: number): void {
    const index = firstFrom(this.#numbers, number);
    if (this.#numbers[index] === number) this.#numbers.splice(index, 1);
  }

  /** Forgets the numbers below a limit, except those for which `stays` is true. */
  forget(below: number, stays: (number: number) => boolean): void {
    const end = firstFrom(this.#numbers, below);
    if (end === 0) return;
    const staying = this.#numbers.slice(0, end).filter(stays);
    this.#numbers.splice(0, end, ...staying);
    this.#forgotten += end - staying.length;
  }

  forgetOne(number: number): void {
    const index = firstFrom(this.#numbers, number);
    if (this.#numbers[index] !== number) return;
    this.#numbers.splice(index, 1);
    this.#forgotten += 1;
  }

  /** Numbers by position, without forgotten ones. */
  at(first: number, end: number): number[] {
    return this.#numbers.slice(Math.max(0, first - this.#forgotten), end - this.#forgotten);
  }

  /** Removes and returns all numbers. */
  takeOut(): TakenOut {
    const taken = { numbers: this.#numbers, forgotten: this.#forgotten };
    this.#numbers = [];
    this.#forgotten = 0;
    return taken;
  }

  putBack({ numbers, forgotten }: TakenOut = { numbers: [], forgotten: 0 }): void {
    this.#numbers = [...new Set([...numbers, ...this.#numbers])].toSorted((a, b) => a - b);
    this.#forgotten += forgotten;
  }
}
