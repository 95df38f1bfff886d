import { say } from '../../../base/message.ts';
import type { Preview } from '../../../engine/topics/tree/preview.ts';
import { pace, span } from '../../durations.ts';
import { bytes, grouped } from '../../numbers.ts';
import { roundSize } from '../../sizes.ts';
import { previews } from './previews.ts';

const messages = (count: number): string =>
  count === 1 ? '1 message' : `${grouped(count)} messages`;

export const topics = {
  tree: 'Topics',
  emptyLevel: '(empty)',
  blankLevel: (blanks: number) => (blanks === 1 ? '(blank)' : `(${blanks} blanks)`),
  as: { label: 'Show topics', tree: 'Tree', list: 'List', all: 'All devices' },
  search: 'Find topic or value',
  searchHint: 'Words, or a topic filter with + or #',
  showAll: 'Show all topics',
  copied: (topic: string) => `Copied topic ${topic}`,
  notCopied: 'The browser did not allow copying',
  messages: (own: number, all: number) =>
    own === all ? messages(all) : `${messages(all)}, ${grouped(own)} on this topic itself`,
  perSecond: (rate: number) => `${grouped(rate)}/s`,
  totals: (rate: number, size: number) =>
    rate === 0
      ? `${roundSize(size)} in all`
      : `${grouped(rate)} a second, ${roundSize(size)} in all`,
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
