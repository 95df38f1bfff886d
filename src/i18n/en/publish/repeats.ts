/** Texts of repeated messages. */
import { pace } from '../../durations.ts';
import { grouped, rate } from '../../numbers.ts';

const perSecond = (value: number): string => `${rate(value)}/s`;

export const repeats = {
  unit: 'How often',
  every: 'Every, ms',
  perSecond: 'Per second',
  times: 'Times',
  endless: 'until stopped',
  topics: 'Topics, one per line',
  topicsHint: 'empty: the topic above',
  start: 'Start',
  lines: 'Each line is a message',
  linesOf: (lines: number, skipped: number): string =>
    `${lines === 1 ? '1 message' : `${grouped(lines)} messages`}${skipped === 0 ? '' : `; ${skipped === 1 ? '1 empty line is' : `${grouped(skipped)} empty lines are`} skipped`}`,
  linesOfFile: 'The lines of the file; empty ones are skipped.',
  rounds: 'Times all lines',
  /** After a stop. */
  startAt: (nth: number): string => `Go on at message ${grouped(nth)}`,
  beginAnew: 'From the first line',
  /** Total rate. */
  rate: (rate: number): string => `${perSecond(rate)} in all`,
  rateNow: perSecond,
  wanted: (rate: number): string => `of ${perSecond(rate)}`,
  /** `every`: ms between two rounds. */
  rhythm: (every: number): string =>
    every < 100 ? perSecond(1000 / every) : `Every ${pace(every * 1000)}`,
  /** After the number of sent ones. */
  acknowledged: (count: number): string => `, ${grouped(count)} acknowledged`,
  ended: (sent: number): string => `${grouped(sent)} sent`,
  others: (count: number): string => `to ${grouped(count + 1)} topics`,
  errors: {
    every: 'More than 0 ms, at most a day.',
    perSecond: 'More than 0, such as 0.5 or 100.',
    rate: (most: number): string => `At most ${grouped(most)} messages a second in all.`,
    times: (most: number): string => `From 1 to ${grouped(most)}, or empty.`,
    topics: (most: number): string => `At most ${grouped(most)} topics.`,
    topic: (topic: string, why: string): string => `${topic}: ${why}`,
    line: (number: number, why: string): string =>
      `Line ${grouped(number)}: ${why} Nothing was sent.`,
    lines: (most: number): string => `At most ${grouped(most)} lines. Nothing was sent.`,
    noLines: 'There is no line with text.',
    noText: (most: number): string =>
      `The file is no UTF-8 text, or larger than ${most / 2 ** 20} MiB. Nothing was sent.`,
  },
};
