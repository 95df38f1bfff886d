/** Topics of all levels below a node in a selectable order. */
import { highestFirst } from './tree/arrangement.ts';
import type { TopicRecords } from './tree/topicRecords.ts';
import type { LevelOrder } from './tree/topicRow.ts';
import { topicsInOrder } from './tree/topicsInOrder.ts';
import type { TopicTree } from './tree/topicTree.ts';

/**
 * Contains the topics that the tree would show: search results, without hidden topics unless the node itself
 * is hidden. Ascending by name, otherwise descending.
 */
export function orderedTopics(
  tree: TopicTree,
  above: number,
  order: LevelOrder,
  now: number,
): readonly number[] {
  const { received } = tree;
  const { topics } = received;
  const isSearch = tree.found !== undefined;
  const mayBeHidden = !isSearch && tree.hidden > 0 && !tree.isHidden(above);
  const all = topicsInOrder(received, above);
  const isMeant = (topic: number): boolean => {
    const node = topics.node(topic);
    return isSearch ? tree.isMatched(node) : !tree.isHidden(node);
  };
  const named = isSearch || mayBeHidden ? all.filter(isMeant) : all;
  return order === 'name'
    ? named
    : highestFirst(named, (topic) => rankOf(topics, topic, order, now));
}

function rankOf(
  topics: TopicRecords,
  topic: number,
  order: Exclude<LevelOrder, 'name'>,
  now: number,
): number {
  switch (order) {
    case 'changed':
      // In ms: in µs, a one-day capture would leave no bits for topics.
      return Math.max(0, Math.round(topics.changed(topic) / 1000));
    case 'rate':
      return Math.round(topics.rate(topic, now) * 100);
    case 'count':
      return topics.messages(topic);
    case 'bytes':
      return topics.bytes(topic);
    case 'topics':
      return 1;
  }
}
