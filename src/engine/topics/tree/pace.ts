/**
 * Pace of messages: a rate where they are frequent, otherwise the intervals between them. A rate of rare
 * messages depends on when one looks: one message every 16 s is 0.2 a second for some seconds, and then 0.
 */
import { type Interval, MISSED, SHORTEST_SILENCE } from './interval.ts';

export type Pace =
  | { readonly kind: 'rate'; readonly perSecond: number }
  /** Intervals between the last messages, µs. */
  | ({ readonly kind: 'every' } & Intervals)
  /** Too few messages for an interval, or none for a long time. The age of the last one is known. */
  | { readonly kind: 'last'; readonly messages: number };

/** µs */
export interface Intervals {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}

/** Fewest messages with a pace: two could be anything. */
export const PACED = 3;
/** Messages whose times determine the intervals. */
export const RECENT = 9;
/** Messages per second below which intervals are shown. */
const SLOWEST_RATE = 0.5;
/** µs. Less than two seconds, so that jitter around them does not alternate between the forms. */
const SHORTEST_SHOWN = 1_900_000;
/** ms. Messages with a shorter usual interval are counted by the rate of the last seconds. */
const SHORTEST_EXAMINED = 1000;

/** undefined: too few messages. @param times µs, ascending */
export function intervalsBetween(times: readonly number[]): Intervals | undefined {
  if (times.length < PACED) return undefined;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const [at, time] of times.entries()) {
    if (at === 0) continue;
    const gap = time - (times[at - 1] ?? time);
    least = Math.min(least, gap);
    most = Math.max(most, gap);
  }
  return { least, most, mean: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / (times.length - 1) };
}

/** undefined: all at the same time. */
export function paceOfIntervals(intervals: Intervals): Pace | undefined {
  const { mean } = intervals;
  if (mean >= SHORTEST_SHOWN) return { kind: 'every', ...intervals };
  return mean > 0 ? { kind: 'rate', perSecond: 1_000_000 / mean } : undefined;
}

/**
 * Pace of a topic. @param rate messages per second in the last seconds @param now µs
 * @param times of the last messages, µs, ascending; called for slow topics only
 */
export function paceOfTopic(
  { messages, changed, usual }: Interval,
  rate: number,
  now: number,
  times: () => readonly number[],
): Pace {
  const last = { kind: 'last', messages } as const;
  if (messages < PACED) return last;
  const intervals = usual < SHORTEST_EXAMINED ? undefined : intervalsBetween(times());
  if (intervals === undefined) return paceOfRate(rate) ?? last;
  const hasStopped = now - changed > Math.max(SHORTEST_SILENCE * 1000, MISSED * intervals.most);
  return (hasStopped ? undefined : paceOfIntervals(intervals)) ?? last;
}

/** Pace of several topics together, whose intervals are not known. undefined: a rate would say nothing. */
export const paceOfRate = (perSecond: number): Pace | undefined =>
  perSecond >= SLOWEST_RATE ? { kind: 'rate', perSecond } : undefined;

/** The same pace while no message can arrive. @param messages of the topic */
export const paceAtRest = <P extends Pace | undefined>(pace: P, messages: number): P | Pace =>
  pace?.kind === 'rate' ? { kind: 'last', messages } : pace;
