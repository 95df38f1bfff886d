import { span } from '../../durations.ts';

/** Facts about a topic, beside its history. */
export const details = {
  last: 'Last message',
  packet: 'Packet',
  time: 'Time',
  ago: (seconds: number): string => `${span(seconds)} ago`,
  flags: 'Flags',
  noFlags: 'none set',
  size: 'Size',
  sizes: (packet: string, payload: string): string => `${packet} (payload ${payload})`,
  bytes: (length: number): string => (length === 1 ? '1 byte' : `${length} bytes`),
  topic: 'Topic',
  publisher: 'Publisher',
  subscribers: 'Subscribers',
  thisApp: 'this app',
  more: (count: number): string => `and ${count} more`,
  showClient: 'Show the client',
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
