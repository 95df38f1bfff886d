/**
 * Reads the last values of parts that other topics carry from the histories of these topics, when requested.
 */
import { textAt } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { LastOn } from './announced.ts';
import type { ValuePlace } from './device.ts';
import { numberOf, POINTS, type Trend } from './trend.ts';

/** The newest messages on a topic, newest first. */
export type NewestOn = (
  topic: string,
  count: number,
) => readonly { readonly time: number; readonly payload: Uint8Array }[];

interface Read {
  /** Time up to which messages have been read, µs. */
  until: number;
  times: number[];
  values: number[];
}

const NEVER = -1;

/** Trends of the device that is on screen. */
export class TopicTrends {
  readonly #newestOn: NewestOn;
  #device = '';
  readonly #read = new Map<string, Read>();

  constructor(newestOn: NewestOn) {
    this.#newestOn = newestOn;
  }

  clear(): void {
    this.#read.clear();
  }

  /** Selects a device and forgets the trends of the previous one. */
  select(device: string): void {
    if (device === this.#device) return;
    this.#device = device;
    this.#read.clear();
  }

  /** Undefined if there was no number. */
  of({ topic, path = [] }: ValuePlace, last: NonNullable<ReturnType<LastOn>>): Trend | undefined {
    const key = JSON.stringify([topic, path]);
    const known = this.#read.get(key) ?? { until: NEVER, times: [], values: [] };
    this.#read.set(key, known);
    if (last.time > known.until) this.#goOn(known, topic, path);
    const { times, values } = known;
    return times.length === 0 ? undefined : { times, values };
  }

  #goOn(known: Read, topic: string, path: ValuePath): void {
    const { until } = known;
    const news = this.#newestOn(topic, POINTS).filter(({ time }) => time > until);
    for (const { time, payload } of news.toReversed()) {
      const value = textAt(payload, path);
      const number = value === undefined ? undefined : numberOf(value);
      known.until = time;
      if (number === undefined) continue;
      known.times.push(time);
      known.values.push(number);
    }
    known.times = known.times.slice(-POINTS);
    known.values = known.values.slice(-POINTS);
  }
}
