/** Lists the next levels below a path, each with the totals of its branch, or the topics of all levels. */
import type { RowRange } from '../lists/rowRange.ts';
import { Snapshot } from '../lists/snapshot.ts';
import type { LastPreviews } from './lastPreviews.ts';
import { orderedTopics } from './orderedTopics.ts';
import { topicsFrom } from './topicCompletion.ts';
import { highestFirst, orderLasts } from './tree/arrangement.ts';
import type { Pace } from './tree/pace.ts';
import type { Preview } from './tree/preview.ts';
import { NO_NODE, NO_TOPIC_HERE, ROOT, type TopicNodes } from './tree/topicNodes.ts';
import type { LevelOrder } from './tree/topicRow.ts';
import type { Received, TopicTree } from './tree/topicTree.ts';
import { paceOf } from './treeWindow.ts';

export interface LevelsRequest extends RowRange {
  /** Path of the parent level; undefined: the first levels. */
  readonly path: string | undefined;
  /**
   * The topics of all levels, each without those below it. As in the tree, a search leaves only its matches,
   * and hidden topics are not listed.
   */
  readonly isDeep?: boolean;
  readonly order: LevelOrder;
  readonly isReversed: boolean;
  /** Keeps the order, because the pointer is over a row. */
  readonly isHeld?: boolean;
}

export interface LevelRow {
  /** Text of the level; empty for an empty level. */
  readonly level: string;
  readonly path: string;
  /** Topics received in its branch. */
  readonly topics: number;
  /** Messages of the topic itself. */
  readonly own: number;
  readonly messages: number;
  /** Bytes of all packets. */
  readonly bytes: number;
  /** undefined if it is unknown. */
  readonly pace: Pace | undefined;
  /** Only for the topic itself. */
  readonly retained: boolean;
  /** Newest value in its branch; undefined if the branch is too large. */
  readonly latest:
    | {
        readonly topic: string;
        readonly preview: Preview | undefined;
        /** µs since the capture's origin. */
        readonly changed: number;
      }
    | undefined;
}

export interface LevelRows {
  readonly first: number;
  readonly rows: readonly LevelRow[];
  readonly total: number;
}

/** Maximum topics searched per branch for the newest value. */
const LOOKED_AT = 500;

export class LevelTable {
  readonly #tree: TopicTree;
  readonly #previews: LastPreviews;
  /** Nodes of the next levels, or topics of all levels. */
  readonly #listed = new Snapshot<number>();

  constructor(tree: TopicTree, previews: LastPreviews) {
    this.#tree = tree;
    this.#previews = previews;
  }

  /** The listed levels and topics are gone. */
  forget(): void {
    this.#listed.forget();
  }

  /** Ascending by name, otherwise descending; `isReversed` inverts it. */
  rows(request: LevelsRequest, now: number): LevelRows {
    const { path, isDeep = false, order, isReversed, isHeld = false } = request;
    const { received, searches, found, hidden } = this.#tree;
    this.#listed.keep(
      [received, path, isDeep, order, isReversed, searches, found === undefined, hidden],
      isHeld,
      now,
      () => {
        const above = path === undefined ? ROOT : this.#tree.find(path);
        if (above === NO_NODE) return [];
        const ordered = isDeep
          ? orderedTopics(this.#tree, above, order, now)
          : levelsInOrder(received, above, order, now);
        return isReversed ? ordered.toReversed() : ordered;
      },
      orderLasts(isDeep ? received.topics.count : 0),
    );
    return this.#listed.part(request, (one) =>
      isDeep ? this.#topicRow(one, now) : this.#row(one, now),
    );
  }

  #topicRow(topic: number, now: number): LevelRow {
    const { nodes, topics } = this.#tree.received;
    const path = topics.name(topic);
    const messages = topics.messages(topic);
    return {
      level: nodes.levelText(topics.node(topic)),
      path,
      topics: 1,
      own: messages,
      messages,
      bytes: topics.bytes(topic),
      pace: topics.pace(topic, now),
      retained: topics.retained(topic),
      latest: {
        topic: path,
        preview: this.#previews.of(topics, topic, this.#tree.searchOfValue(topic)),
        changed: topics.changed(topic),
      },
    };
  }

  #row(node: number, now: number): LevelRow {
    const { received } = this.#tree;
    const { nodes, topics } = received;
    const topic = nodes.topic(node);
    const isTopic = topic !== NO_TOPIC_HERE;
    const newest = nodes.topics(node) <= LOOKED_AT ? newestOf(received, node) : topic;
    return {
      level: nodes.levelText(node),
      path: nodes.path(node),
      topics: nodes.topics(node),
      own: isTopic ? topics.messages(topic) : 0,
      messages: nodes.messages(node),
      bytes: nodes.bytes(node),
      pace: paceOf(received, node, now),
      retained: isTopic && topics.retained(topic),
      latest:
        newest === NO_TOPIC_HERE
          ? undefined
          : {
              topic: topics.name(newest),
              preview: this.#previews.of(topics, newest),
              changed: topics.changed(newest),
            },
    };
  }
}

function newestOf(received: Received, node: number): number {
  const { topics } = received;
  let newest = NO_TOPIC_HERE;
  for (const topic of topicsFrom(received, node)) {
    if (newest === NO_TOPIC_HERE || topics.changed(topic) > topics.changed(newest)) newest = topic;
  }
  return newest;
}

function levelsInOrder(
  { nodes, branches }: Received,
  above: number,
  order: LevelOrder,
  now: number,
): readonly number[] {
  const named = [...branches.named(above)];
  return order === 'name' ? named : highestFirst(named, (node) => rankOf(nodes, node, order, now));
}

function rankOf(
  nodes: TopicNodes,
  node: number,
  order: Exclude<LevelOrder, 'name'>,
  now: number,
): number {
  switch (order) {
    case 'changed':
      return nodes.last(node);
    case 'rate':
      return Math.round(nodes.rate(node, now) * 100);
    case 'count':
      return nodes.messages(node);
    case 'bytes':
      return nodes.bytes(node);
    case 'topics':
      return nodes.topics(node);
  }
}
