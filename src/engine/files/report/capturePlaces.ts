/** Which number a packet of a file has in the capture that follows it: rows that were never on the wire lie between packets. */

interface Shift {
  /** Place in the file of the first packet behind those rows. */
  readonly from: number;
  /** Rows before it that are no packets of the file. */
  readonly by: number;
}

/** Keeps something where the distance changes only. */
export class CapturePlaces {
  readonly #shifts: Shift[] = [];

  /** Places come in order, from 1. */
  add(place: number, number: number): void {
    const by = number - place;
    if (by !== (this.#shifts.at(-1)?.by ?? 0)) this.#shifts.push({ from: place, by });
  }

  /** The other way round. */
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
