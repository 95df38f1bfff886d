/** Keeps the last numeric values of parts, for small charts. */

export interface Trend {
  /** Time of each value, µs since the capture's origin. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Indices of the values before which the connection was away for a time. */
  readonly breaks?: readonly number[];
}

/** Maximum number of values of a part. */
export const POINTS = 48;

/** Limits the parts with trends, over all devices of a book. Parts above the limit have none. */
export class TrendLimit {
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
  readonly #room: TrendLimit;
  readonly #parts = new Map<string, Points>();

  constructor(room: TrendLimit) {
    this.#room = room;
  }

  /** Adds a value. A value with the time of the previous one is counted once. */
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

/** A boolean is a step, and so are the words that switches use. */
export function numberOf(value: string): number | undefined {
  if (ON.has(value)) return 1;
  if (OFF.has(value)) return 0;
  if (value === '' || value.length > 40) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
