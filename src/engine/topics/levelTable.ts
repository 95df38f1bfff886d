/** What stands one level below another, as a list: each with all that is below it. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { RowRange } from '../lists/rowRange.ts';
import { Snapshot } from '../lists/snapshot.ts';
import { highestFirst } from './arrangement.ts';
import type { Preview } from './preview.ts';
import { rateOf } from './rateMeter.ts';
import { topicsFrom } from './topicCompletion.ts';
import type { ReceivedTopic, TopicNode } from './topicNode.ts';
import type { TopicTree } from './topicTree.ts';
import { lastPreview } from './treeWindow.ts';

export type LevelOrder = 'name' | 'changed' | 'count' | 'rate' | 'bytes' | 'topics';

export interface LevelsRequest extends RowRange {
  /** Of the level above; undefined: the first levels. */
  readonly path: string | undefined;
  readonly order: LevelOrder;
  readonly isReversed: boolean;
  /** The order stands still, because somebody points at a row. */
  readonly isHeld?: boolean;
}

export interface LevelRow {
  /** The level's own text; empty for an empty level. */
  readonly level: string;
  readonly path: string;
  /** Topics received at it and below it. */
  readonly topics: number;
  /** Messages of the topic itself. */
  readonly own: number;
  readonly messages: number;
  /** Bytes of their packets. */
  readonly bytes: number;
  /** Messages a second. */
  readonly rate: number;
  /** Of the topic itself. */
  readonly retained: boolean;
  /** The newest value at it or below it; undefined where too much is below it to look. */
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

/** Topics below a level that are looked at for the newest. */
const LOOKED_AT = 500;

export class LevelTable {
  readonly #tree: TopicTree;
  readonly #secrets: Secrets;
  readonly #nodes = new Snapshot<TopicNode>();

  constructor(tree: TopicTree, secrets: Secrets) {
    this.#tree = tree;
    this.#secrets = secrets;
  }

  rows(request: LevelsRequest, now: number): LevelRows {
    const { path, order, isReversed, isHeld = false } = request;
    this.#nodes.keep([this.#tree.root, path, order, isReversed], isHeld, now, () => {
      const above = path === undefined ? this.#tree.root : this.#tree.find(path);
      return inOrder(above, order, isReversed, now);
    });
    const prefix = path === undefined ? '' : `${path}/`;
    return this.#nodes.part(request, (node) => this.#row(node, prefix, now));
  }

  #row(node: TopicNode, prefix: string, now: number): LevelRow {
    const { level, topics, messages, bytes, topic } = node;
    const newest = topics <= LOOKED_AT ? newestOf(node) : topic;
    return {
      level,
      path: prefix + level,
      topics,
      own: topic?.messages ?? 0,
      messages,
      bytes,
      rate: rateOf(node, now),
      retained: topic?.retained ?? false,
      latest: newest && {
        topic: newest.name,
        preview: lastPreview(newest, this.#secrets),
        changed: newest.changed,
      },
    };
  }
}

function newestOf(node: TopicNode): ReceivedTopic | undefined {
  let newest: ReceivedTopic | undefined;
  for (const topic of topicsFrom(node)) {
    if (newest === undefined || topic.changed > newest.changed) newest = topic;
  }
  return newest;
}

/** By name from the first on, by all else from the highest on; reversed, the other way round. */
function inOrder(
  above: TopicNode | undefined,
  order: LevelOrder,
  isReversed: boolean,
  now: number,
): readonly TopicNode[] {
  const named = (above?.children?.named ?? []).flatMap(({ nodes }) => nodes);
  const ordered =
    order === 'name' ? named : highestFirst(named, (node) => rankOf(node, order, now));
  return isReversed ? ordered.reverse() : ordered;
}

function rankOf(node: TopicNode, order: Exclude<LevelOrder, 'name'>, now: number): number {
  switch (order) {
    case 'changed':
      return node.last;
    case 'rate':
      return Math.round(rateOf(node, now) * 100);
    case 'count':
      return node.messages;
    case 'bytes':
      return node.bytes;
    case 'topics':
      return node.topics;
  }
}
