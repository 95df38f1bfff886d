/** Texts of replay, which publishes a capture's messages again. */
import type { SkipReason } from '../../../engine/replay/recordedMessages.ts';
import { duration } from '../../durations.ts';
import { grouped } from '../../numbers.ts';

const messages = (count: number): string =>
  count === 1 ? '1 message' : `${grouped(count)} messages`;

const LEFT_OUT: Readonly<Record<SkipReason, (count: number) => string>> = {
  redelivery: (count) => `${messages(count)} with DUP, already seen before`,
  reserved: (count) => `${messages(count)} on topics of the broker ($…)`,
  unreadable: (count) => `${messages(count)} that cannot be read completely`,
  overwritten: (count) => `${messages(count)} with overwritten parts`,
};

export const replay = {
  title: 'Replay messages',
  intro: 'Publishes the messages of this capture again, on an open connection.',
  target: 'To connection',
  readOnly: 'This connection is read-only: nothing is published on it.',
  noTarget: 'No other connection is open. Connect in another tab first.',
  which: 'Messages',
  directions: { in: 'Received', out: 'Sent', both: 'All' },
  filtered: 'Only what the display filter shows',
  surveying: 'Counting…',
  survey: (count: number, us: number): string => `${messages(count)} over ${duration(us)}`,
  leftOut: (why: SkipReason, count: number): string => `Left out: ${LEFT_OUT[why](count)}.`,
  timing: 'Timing',
  speeds: {
    original: 'Original timing',
    factor: 'Faster or slower',
    once: 'As fast as the broker accepts them',
  },
  factor: 'Speed factor',
  factorError: 'Enter a number above 0, such as 10 or 0.5.',
  topics: 'Topics',
  rewritings: {
    keep: 'As they are',
    prefix: 'With a prefix',
    replace: 'Search and replace',
  },
  prefix: 'Prefix',
  find: 'Search for',
  by: 'Replace with',
  preview: 'Resulting topics',
  becomes: 'becomes',
  qos: 'QoS',
  keep: 'as captured',
  retain: 'Keep the retain flag',
  retainText: 'The broker then stores these messages for every later subscriber.',
  dryRun: 'Dry run',
  dryRunTitle: 'Dry run: what would be sent',
  dryRunMore: (shown: number, total: number): string =>
    `The first ${grouped(shown)} of ${grouped(total)}. Nothing was sent.`,
  dryRunAll: 'Nothing was sent.',
  columns: { at: 'At', topic: 'Topic', qos: 'QoS', flags: 'Retain', size: 'Size' },
  retained: 'retain',
  wouldNot: (why: string): string => `not sent: ${why}`,
  cancel: 'Cancel',
  start: 'Start replay',

  running: (target: string): string => `Replay to ${target}`,
  progress: (sent: number, total: number): string => `${grouped(sent)} of ${messages(total)}`,
  pause: 'Pause replay',
  resume: 'Resume replay',
  stop: 'Stop replay',
  dismiss: 'Dismiss',
  states: {
    running: 'sending',
    waiting: 'waiting for answers',
    paused: 'paused',
    disconnected: 'paused: not connected',
    stopped: 'stopped',
    done: 'done',
  },
  refused: (count: number): string => `${grouped(count)} refused`,
  unanswered: (count: number): string => `${grouped(count)} without an answer`,
  skipped: (count: number): string => `${grouped(count)} not sent`,
};
