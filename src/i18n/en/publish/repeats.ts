/** Texts of repeated messages. */
import { grouped } from '../../numbers.ts';

const perSecond = (rate: number): string =>
  `${rate >= 10 ? grouped(Math.round(rate)) : Number(rate.toPrecision(2))}/s`;

export const repeats = {
  unit: 'How often',
  every: 'Every, ms',
  perSecond: 'Per second',
  times: 'Times',
  endless: 'until stopped',
  topics: 'Topics, one per line',
  topicsHint: 'empty: the topic above',
  start: 'Start',
  /** Total rate. */
  rate: (rate: number): string => `${perSecond(rate)} in all`,
  rateNow: perSecond,
  wanted: (rate: number): string => `of ${perSecond(rate)}`,
  ended: (sent: number): string => `${grouped(sent)} sent`,
  others: (count: number): string => `to ${grouped(count + 1)} topics`,
  errors: {
    every: 'More than 0 ms, at most a day.',
    perSecond: 'More than 0, such as 0.5 or 100.',
    rate: (most: number): string => `At most ${grouped(most)} messages a second in all.`,
    times: (most: number): string => `From 1 to ${grouped(most)}, or empty.`,
    topics: (most: number): string => `At most ${grouped(most)} topics.`,
    topic: (topic: string, why: string): string => `${topic}: ${why}`,
  },
};
