/** Finds the numbers to offer for a chart: those that change most often, and measure something. */
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
  /** Indices of the values before which the connection was away for a time. */
  readonly breaks?: readonly number[];
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
/** Keys of clocks and counters, in lower case. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['ts', 'time', 'timestamp', 'uptime', 'seq']);

interface Numbers {
  readonly topic: string;
  readonly path: ValuePath;
  last: string;
  readonly times: number[];
  readonly values: number[];
}

interface Rated {
  readonly value: ChangingValue;
  /** Changes per second. */
  readonly rate: number;
  readonly isOfOpen: boolean;
  /** It never falls, like the meter of an energy. */
  readonly onlyRises: boolean;
}

const inOrder = (one: Rated, other: Rated): number =>
  Number(other.isOfOpen) - Number(one.isOfOpen) ||
  Number(one.onlyRises) - Number(other.onlyRises) ||
  other.rate - one.rate;

export class ChangingValues {
  readonly #open: string | undefined;
  readonly #found: Rated[] = [];

  /** @param open the topic that is on screen: its values come first, as many as are offered */
  constructor(open?: string) {
    this.#open = open;
  }

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
    const isOfOpen = topic === this.#open;
    const rated = [...numbers.values()]
      .filter((value) => !isClock(value))
      .map((value) => ({ value, rate: rateOf(value), isOfOpen, onlyRises: onlyRises(value) }));
    const best = rated.filter(({ rate }) => rate > 0).toSorted(inOrder);
    this.#found.push(...best.slice(0, isOfOpen ? OFFERED : OF_TOPIC));
  }

  /** Those that change most often, first; those of a topic that only rise, last. */
  found(): readonly ChangingValue[] {
    return this.#found
      .toSorted(inOrder)
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

const stepsOf = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, at) => value - (values[at] ?? 0));

/** Changes per second. */
function rateOf({ times, values }: Numbers): number {
  const changes = stepsOf(values).filter((step) => step !== 0).length;
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1e6;
  return changes / Math.max(seconds, 1);
}

const onlyRises = ({ values }: Numbers): boolean => stepsOf(values).every((step) => step >= 0);

/** The key that names it; for a whole payload, the topic's last level. */
function keyOf({ topic, path }: Numbers): string {
  const key = path.findLast((step) => typeof step === 'string');
  return key ?? topic.slice(topic.lastIndexOf('/') + 1);
}

/** Share by which a clock may differ from the arrival of its messages. */
const INEXACT = 0.02;
/** Messages without which nothing is known of its pace. */
const ENOUGH = 5;
/** Seconds, milliseconds and microseconds in a microsecond. */
const UNITS = [1e-6, 1e-3, 1];

/** It has the key of such a number, or rises as the time passes, in any unit. */
function isClock(value: Numbers): boolean {
  if (NOT_MEASURED.has(keyOf(value).toLowerCase())) return true;
  const { times, values } = value;
  const [start = 0, first = 0] = [times[0], values[0]];
  const passed = (times.at(-1) ?? start) - start;
  const risen = (values.at(-1) ?? first) - first;
  if (times.length < ENOUGH || passed <= 0 || risen <= 0) return false;
  const isWhole = values.every(Number.isInteger);
  const hasPace = (pace: number, rounded: number): boolean => {
    const most = Math.max(INEXACT * passed * pace, rounded);
    return values.every(
      (each, at) => Math.abs(each - first - ((times[at] ?? start) - start) * pace) <= most,
    );
  };
  return hasPace(risen / passed, 0) || UNITS.some((unit) => hasPace(unit, isWhole ? 1 : 0));
}
