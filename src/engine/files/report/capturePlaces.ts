/**
 * Converts packet positions in a file to numbers in the capture, where withheld packets have numbers, too.
 */

interface Shift {
  /** Position in the file of the first packet after these rows. */
  readonly from: number;
  /** Rows before it that are not packets of the file. */
  readonly by: number;
}

/** Stores an entry only where the offset changes. */
export class CapturePlaces {
  readonly #shifts: Shift[] = [];

  /** Call in order of places, from 1. */
  add(place: number, number: number): void {
    const by = number - place;
    if (by !== (this.#shifts.at(-1)?.by ?? 0)) this.#shifts.push({ from: place, by });
  }

  /** Converts back to the position in the file. */
  placeOf(number: number): number {
    const shift = this.#shifts.findLast(({ from, by }) => from + by <= number);
    return number - (shift?.by ?? 0);
  }

  numberOf(place: number): number {
    let low = 0;
    let high = this.#shifts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#shifts[middle]?.from ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return place + (this.#shifts[low - 1]?.by ?? 0);
  }
}
