/** Display of each connection's topics: order, pinned and hidden topics. */
import type { TopicOrder } from '../../../engine/topics/tree/topicRow.ts';
import { remembered } from '../../kit/language/remembered.ts';
import { perConnection } from '../../session/connection/perConnection.ts';

export interface ShownTopics {
  readonly order: TopicOrder;
  /** Topics or branches that are pinned above the tree. */
  readonly pinned: readonly string[];
  readonly hidden: readonly string[];
}

export const ALL_BY_NAME: ShownTopics = {
  order: 'name',
  pinned: [],
  hidden: [],
};
export const ORDERS: readonly TopicOrder[] = ['name', 'changed', 'count', 'rate'];
/** Storage key in the browser. */
export const KEPT = 'topics';
/** False at a first visit, which then need not load what reads them. */
export const isAnyKept = (): boolean => remembered(KEPT) !== undefined;

export const shown = perConnection(ALL_BY_NAME);
export const useShown = shown.use;
export const shownOf = shown.of;
