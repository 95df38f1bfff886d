import { span } from '../../durations.ts';

/** Texts of the selected topic's details, shown next to any view. */
export const details = {
  title: 'Details',
  toDetails: 'Details',
  none: { title: 'No topic selected', text: 'Choose a topic in the tree.' },
  nothing: 'Nothing was received there',
  last: 'Last message',
  packet: 'Packet',
  time: 'Time',
  ago: (seconds: number): string => `${span(seconds)} ago`,
  flags: 'Flags',
  noFlags: 'none set',
  size: 'Size',
  sizes: (packet: string, payload: string): string => `${packet} (payload ${payload})`,
  bytes: (length: number): string => (length === 1 ? '1 byte' : `${length} bytes`),
  sinceClear: 'So far',
  topics: 'Topics',
  messages: 'Messages',
  rate: 'Rate',
  interval: 'Interval',
  matches: 'Matches',
  retained: 'Retained value',
  broker: 'Broker',
  keeps: 'keeps the last value',
  keepsNone: 'is not known to keep one',
  shape: 'Shape',
};
