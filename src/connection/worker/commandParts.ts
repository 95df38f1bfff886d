/** Lazy code that commands need. */
import { Lazy } from '../../base/lazy.ts';
import { OPENING, REPLAYING, SAVING } from '../files/fileParts.ts';
import type { Command } from '../protocol/protocol.ts';
import { FILTER_LANGUAGE } from '../questions/filterRuns.ts';
import { TAPPING, WATCHING_FAULTS } from '../taps/watching.ts';
import { ALERTING, CHARTING, PUBLISHING } from './lazyServices.ts';

/** Commands that end something, and do nothing if it never began. */
export const ENDS: ReadonlySet<Command['kind']> = new Set([
  'disarm',
  'stop-saving',
  'stop-opening',
  'end-tap',
  'stop-repeating',
]);

/** Commands with visible results, which are shown even while views are paused. */
export const SHOWN: ReadonlySet<Command['kind']> = new Set([
  'search-topics',
  'arrange-topics',
  'chart',
  'filter',
  'arm',
  'load-format',
  'reveal',
]);

/** Orders of topics, except by name. */
export const ARRANGING = new Lazy(
  async () => (await import('../../engine/topics/tree/arrangement.ts')).Arrangement,
);

/** Finds topics by text or filter. */
export const SEARCHING = new Lazy(
  async () => (await import('../../engine/topics/tree/topicFinder.ts')).TopicFinder,
);

/** Keeps packets for a reload. */
export const KEEPING = new Lazy(async () => (await import('../keeping/keeper.ts')).Keeper);

/** In the order of loading while idle. */
export const PARTS: { readonly [Kind in Command['kind']]?: Lazy<unknown> } = {
  save: SAVING,
  'search-topics': SEARCHING,
  'arrange-topics': ARRANGING,
  'stop-saving': SAVING,
  chart: CHARTING,
  'watch-alerts': ALERTING,
  filter: FILTER_LANGUAGE,
  arm: FILTER_LANGUAGE,
  disarm: FILTER_LANGUAGE,
  'open-file': OPENING,
  'stop-opening': OPENING,
  'survey-messages': REPLAYING,
  'open-tap': TAPPING,
  'end-tap': TAPPING,
  'watch-faults': WATCHING_FAULTS,
  repeat: PUBLISHING,
  'stop-repeating': PUBLISHING,
  'answer-by': PUBLISHING,
  'answer-again': PUBLISHING,
};
