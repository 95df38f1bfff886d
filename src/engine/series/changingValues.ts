/** Finds the numbers that change most often, to offer them for a chart. */
import { payloadTree } from '../../payload/formats/reading.ts';
import { isMissing, type PayloadFormat } from '../../payload/tree/format.ts';
import {
  isDeeper,
  pathText,
  type ValuePath,
  type ValueTree,
} from '../../payload/tree/valueTree.ts';
import type { TopicMessage } from '../topics/tree/topicRow.ts';
import type { ChartedValue } from './chartedValue.ts';
import { plottable } from './plottable.ts';

export interface ChangingValue extends ChartedValue {
  /** Newest value as it is written. */
  readonly last: string;
  /** µs since the capture's origin. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Number of values offered in total, and for one topic. */
const OFFERED = 10;
const OF_TOPIC = 3;
/** Newest messages of a topic that are read. */
export const MESSAGES_READ = 40;
/** Limits: bytes of a payload that is read, rows that are read, and levels of a path. */
const LARGEST = 8 << 10;
const MOST_ROWS = 200;
const MOST_LEVELS = 16;
/** Numbers of a topic that are compared. */
const MOST_NUMBERS = 100;
const LONGEST = 40;
/** Equal steps that make a number a counter. */
const COUNTER = 4;

interface Numbers {
  readonly topic: string;
  readonly path: ValuePath;
  last: string;
  readonly times: number[];
  readonly values: number[];
}

interface Rated {
  readonly value: ChangingValue;
  readonly rate: number;
}

const byRate = (one: Rated, other: Rated): number => other.rate - one.rate;

export class ChangingValues {
  readonly #found: Rated[] = [];

  /** @param messages newest first @returns a generator that yields after each message */
  *read(
    topic: string,
    messages: readonly TopicMessage[],
    chosenOf: (packet: number) => PayloadFormat | undefined,
  ): Generator<void, void> {
    const numbers = new Map<string, Numbers>();
    for (const message of messages.toReversed()) {
      const { payload, contentType, packet } = message;
      if (payload.length > LARGEST) continue;
      const read = payloadTree(payload, { contentType, chosen: chosenOf(packet) });
      if (!isMissing(read) && read?.tree !== undefined)
        addNumbers(numbers, topic, message.time, read.tree);
      yield;
    }
    const rated = Array.from(numbers.values(), (value) => ({ value, rate: rateOf(value) }));
    const best = rated.filter(({ rate }) => rate > 0).toSorted(byRate);
    this.#found.push(...best.slice(0, OF_TOPIC));
  }

  /** Those that change most often, first. */
  found(): readonly ChangingValue[] {
    return this.#found
      .toSorted(byRate)
      .slice(0, OFFERED)
      .map(({ value }) => value);
  }
}

function addNumbers(
  numbers: Map<string, Numbers>,
  topic: string,
  time: number,
  tree: ValueTree,
): void {
  for (let row = 0; row < Math.min(tree.tape.size, MOST_ROWS); row += 1) {
    if (tree.tape.kind(row) !== 'number' || isDeeper(tree, row, MOST_LEVELS)) continue;
    const drawn = plottable(tree.value(row));
    if (drawn?.kind !== 'number') continue;
    const path = tree.path(row);
    const key = pathText(path);
    const known = numbers.get(key) ?? { topic, path, last: '', times: [], values: [] };
    if (!numbers.has(key) && numbers.size >= MOST_NUMBERS) continue;
    numbers.set(key, known);
    known.last = tree.source(row, LONGEST);
    known.times.push(time);
    known.values.push(drawn.value);
  }
}

/** Changes per second. 0 for a counter or a clock, which only grow by one step or with the time. */
function rateOf({ times, values }: Numbers): number {
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
  const changes = steps.filter((step) => step !== 0).length;
  const isCounter = steps.length >= COUNTER && steps.every((step) => step === steps[0]);
  const onlyGrows = steps.every((step) => step > 0);
  if (changes === 0 || isCounter || (onlyGrows && isClock(times, values))) return 0;
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1e6;
  return changes / Math.max(seconds, 1);
}

/** Share by which the steps of a clock differ from the time between two messages. */
const INEXACT = 0.02;

/** Seconds, milliseconds or microseconds that advance as fast as the messages arrive. */
function isClock(times: readonly number[], values: readonly number[]): boolean {
  const passed = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const counted = (values.at(-1) ?? 0) - (values[0] ?? 0);
  if (times.length <= COUNTER || passed <= 0) return false;
  return [1e6, 1e3, 1].some((unit) => Math.abs((counted * unit) / passed - 1) < INEXACT);
}
