import { say } from '../../../base/message.ts';
import type { Intervals, Pace } from '../../../engine/topics/tree/pace.ts';
import type { Preview } from '../../../engine/topics/tree/preview.ts';
import { pace, paces, span } from '../../durations.ts';
import { bytes, grouped, rate } from '../../numbers.ts';
import { roundSize } from '../../sizes.ts';
import { previews } from './previews.ts';

const messages = (count: number): string =>
  count === 1 ? '1 message' : `${grouped(count)} messages`;

function every(intervals: Intervals): string {
  const [from, to] = paces(intervals);
  return to === undefined ? `every ${from}` : `every ${from} to ${to}`;
}

export const topics = {
  tree: 'Topics',
  emptyLevel: '(empty)',
  blankLevel: (blanks: number) => (blanks === 1 ? '(blank)' : `(${blanks} blanks)`),
  as: { label: 'Show topics', tree: 'Tree' },
  search: 'Find topic or value',
  searchHint: 'Words, or a topic filter with + or #',
  showAll: 'Show all topics',
  copied: (topic: string) => `Copied topic ${topic}`,
  notCopied: 'The browser did not allow copying',
  messages: (own: number, all: number) =>
    own === all ? messages(all) : `${messages(all)}, ${grouped(own)} on this topic itself`,
  /** For a column that is not the only one about messages and their ages. */
  pace: (pace: Pace | undefined): string => {
    if (pace === undefined) return '';
    switch (pace.kind) {
      case 'rate':
        return `${rate(pace.perSecond)}/s`;
      case 'every':
        return every(pace);
      case 'last':
        return '';
    }
  },
  /** @param ago of the last message, s */
  paceOfOne: (pace: Pace, ago: number): string => {
    switch (pace.kind) {
      case 'rate': {
        const shown = rate(pace.perSecond);
        return `${shown} ${shown === '1' ? 'message' : 'messages'} a second`;
      }
      case 'every':
        return every(pace);
      case 'last':
        if (pace.messages === 1) return `one message, ${span(ago)} ago`;
        return pace.messages === 2
          ? `two messages, the last ${span(ago)} ago`
          : `last message ${span(ago)} ago`;
    }
  },
  totals: (pace: Pace | undefined, size: number): string =>
    [
      pace?.kind === 'rate' && `${rate(pace.perSecond)} a second`,
      pace?.kind === 'every' && every(pace),
      `${roundSize(size)} in all`,
    ]
      .filter(Boolean)
      .join(', '),
  /** µs */
  silent: (time: number, usually: number) =>
    `silent for ${span(time / 1e6)}, usually every ${pace(usually)}`,
  menu: 'Topic actions',
  preview: (preview: Preview): string => say(previews, preview),
  retainedShort: 'ret',
  retained: 'retained: the broker keeps the last value',
  activity: 'Messages a second, over the last 5 s',
  level: (number: number) => `Level ${number}`,
  long: (size: number) => `${bytes(size)} long`,
};
