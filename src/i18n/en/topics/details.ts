import { roughly } from '../../durations.ts';
import { bytes } from '../../numbers.ts';

const range = (least: string, most: string): string =>
  least === most ? least : `${least} to ${most}`;

/** Facts about a topic, beside its history. */
export const details = {
  topic: 'Topic',
  interval: 'Interval',
  /** @param least µs */
  intervals: (least: number, most: number): string => range(roughly(least), roughly(most)),
  size: 'Packet size',
  sizes: (least: number, most: number): string => range(bytes(least), bytes(most)),
  bytes: (length: number): string => (length === 1 ? '1 byte' : `${length} bytes`),
  subscribers: 'Subscribers',
  thisApp: 'this app',
  more: (count: number): string => `and ${count} more`,
  showClient: 'Show the client',
  matches: 'Matches',
};
