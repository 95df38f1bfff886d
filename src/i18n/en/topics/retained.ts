/** Texts of clearing a broker's retained messages. */
import { bytes, grouped } from '../../numbers.ts';

const messages = (count: number): string =>
  count === 1 ? '1 retained message' : `${grouped(count)} retained messages`;

export const retained = {
  title: 'Clear retained messages',
  one: (topic: string): string => `Clear retained message of ${topic}`,
  below: (level: string): string =>
    level === '' ? 'Clear all retained messages' : `Clear retained messages below ${level}`,
  matching: (filter: string): string => `Clear retained messages that match ${filter}`,
  belowMatching: (level: string, search: string): string =>
    `Clear retained messages ${level === '' ? '' : `below ${level} `}that match “${search}”`,
  several: (count: number): string => `Clear ${messages(count)}`,
  looking: 'Looking for retained messages',
  none: 'No retained message is known here. The broker sends retained messages to new subscriptions.',
  ask: 'Ask the broker',
  asking: (count: number): string =>
    count === 0
      ? 'Subscribed; waiting for retained messages'
      : `Subscribed; ${messages(count)} so far`,
  askedNone: 'The broker sent no retained message: there is nothing to clear.',
  found: (count: number, of: number, search: string): string =>
    `${grouped(count)} of ${grouped(of)} here ${count === 1 ? 'matches' : 'match'} “${search}”.`,
  all: (of: number): string => `All ${grouped(of)}`,
  onlyFound: (count: number): string => `Only the ${grouped(count)} that match`,
  would: (count: number): string => `The broker deletes ${messages(count)}, for all clients:`,
  notListed: (count: number): string =>
    `${grouped(count)} more are known; clear these first, then the rest.`,
  list: 'What would be cleared',
  size: (size: number): string => bytes(size),
  noCopy: 'no copy',
  noCopies: (count: number): string =>
    `There is no copy of ${messages(count)} here: Undo cannot put ${count === 1 ? 'it' : 'them'} back.`,
  undo: 'Undo puts them back from the copies received here, with their properties.',
  notConnected: 'Connect first: the messages are published by this connection.',
  readOnly: 'This connection is read-only: nothing can be cleared.',
  clear: (count: number): string => `Clear ${messages(count)}`,
  cancel: 'Cancel',
  stop: 'Stop',
  progress: 'Retained messages cleared',
  done: (done: number, of: number): string => `${grouped(done)} of ${grouped(of)}`,
  cleared: (count: number): string => `Cleared ${messages(count)}`,
  notCleared: (count: number): string => `The broker did not clear ${messages(count)}`,
  putBack: (count: number, expired: number): string =>
    expired === 0
      ? `Put back ${messages(count)}`
      : `Put back ${messages(count)}; ${grouped(expired)} expired meanwhile`,
  notPutBack: (count: number): string => `The broker did not take back ${messages(count)}.`,
};
