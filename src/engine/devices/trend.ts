/** The last values of parts that are numbers, for small charts beside them. */

export interface Trend {
  /** µs since the capture's origin, of each value. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Values of a part. */
export const POINTS = 48;

/** Parts of all devices of a book whose values are kept: more have none. */
export class TrendRoom {
  #left: number;

  constructor(parts = 20_000) {
    this.#left = parts;
  }

  take(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }

  giveBack(parts: number): void {
    this.#left += parts;
  }
}

const ON: ReadonlySet<string> = new Set(['true', 'on', 'ON']);
const OFF: ReadonlySet<string> = new Set(['false', 'off', 'OFF']);

interface Points {
  readonly times: number[];
  readonly values: number[];
}

export class Trends {
  readonly #room: TrendRoom;
  readonly #parts = new Map<string, Points>();

  constructor(room: TrendRoom) {
    this.#room = room;
  }

  /** A value that says nothing new, because it was told at the same time, counts once. */
  add(key: string, value: string | undefined, time: number | undefined): void {
    const number = value === undefined ? undefined : numberOf(value);
    if (number === undefined || time === undefined) return;
    const known = this.#parts.get(key);
    if (known === undefined && !this.#room.take()) return;
    const { times, values }: Points = known ?? { times: [], values: [] };
    if (known === undefined) this.#parts.set(key, { times, values });
    if (times.at(-1) === time) return;
    times.push(time);
    values.push(number);
    if (times.length <= POINTS) return;
    times.shift();
    values.shift();
  }

  of(key: string): Trend | undefined {
    return this.#parts.get(key);
  }

  drop(key: string): void {
    if (this.#parts.delete(key)) this.#room.giveBack(1);
  }

  clear(): void {
    this.#room.giveBack(this.#parts.size);
    this.#parts.clear();
  }
}

/** A truth value is a step, and so is what switches call it. */
export function numberOf(value: string): number | undefined {
  if (ON.has(value)) return 1;
  if (OFF.has(value)) return 0;
  if (value === '' || value.length > 40) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
