/**
 * Windows of visible rows in the topic tree. The cost depends on the window and the depth, not on the tree.
 */
import type { RowRange } from '../lists/rowRange.ts';
import type { LastPreviews } from './lastPreviews.ts';
import type { Branches } from './tree/branches.ts';
import { type Pace, paceOfRate } from './tree/pace.ts';
import type { View } from './tree/siblings.ts';
import { NO_NODE, NO_TOPIC_HERE, ROOT } from './tree/topicNodes.ts';
import type { BranchCounts, TopicRow } from './tree/topicRow.ts';
import type { Received, TopicTree } from './tree/topicTree.ts';

/** Position of a walk at one level. */
interface Frame {
  readonly parent: number;
  readonly depth: number;
  /** The frame where the row begins that the parent shares; undefined: the row begins here. */
  readonly head: Frame | undefined;
  block: number;
  index: number;
  /** Number of visible siblings up to and including this one. */
  position: number;
}

/** undefined: ordered by name. */
type Arrange = ((received: Received, parent: number) => void) | undefined;

export interface ShownTree {
  readonly tree: TopicTree;
  readonly view: View;
  /** The node whose branch is shown, without its own row. */
  readonly root: number;
  /** Orders siblings for display before they are visited. */
  readonly arrange: Arrange;
  readonly previews: LastPreviews;
}

/** Data of a visible row in addition to its node. */
interface Place {
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
  /** The node of the first level in the row. */
  readonly top: number;
}

/** The row of a node as if it were the only one. */
export function rowAlone(shown: ShownTree, node: number, now: number): TopicRow {
  return topicRow(shown, node, { depth: 0, position: 1, siblings: 1, top: node }, now);
}

/** @param now µs since the capture's origin */
export function treeRows(shown: ShownTree, { first, count }: RowRange, now: number): TopicRow[] {
  const { view } = shown;
  const { received } = shown.tree;
  const { branches } = received;
  const rows: TopicRow[] = [];
  const stack = framesAt(shown, first);
  while (rows.length < count) {
    const frame = stack.at(-1);
    const node =
      frame === undefined ? NO_NODE : branches.at(frame.parent, frame.block, frame.index);
    if (frame === undefined || node === NO_NODE) break;
    if (!branches.isJoined(node)) {
      const { depth, position, parent, block, index } = frame.head ?? frame;
      const siblings = branches.shown(view, parent);
      const top = branches.at(parent, block, index);
      rows.push(topicRow(shown, node, { depth, position, siblings, top }, now));
    }
    if (!stepInto(stack, node, shown)) stepOn(stack, received, view);
  }
  return rows;
}

/** Index of a node's row among the visible ones; null if it has none, or a parent is closed. */
export function rowOf({ tree, view, arrange }: ShownTree, node: number): number | null {
  const { received } = tree;
  const { nodes, branches } = received;
  let row = -1;
  for (let at = node; at !== ROOT; at = nodes.parent(at)) {
    const parent = nodes.parent(at);
    if (branches.rowsOf(view, at) === 0 || (parent !== ROOT && !isOpen(received, view, parent)))
      return null;
    arrange?.(received, parent);
    row += Number(at === node || !branches.isJoined(at)) + branches.rowsBefore(view, at);
  }
  return row < 0 ? null : row;
}

/** Frames on the way to a row; empty if there is no such row. */
function framesAt({ tree, view, root, arrange }: ShownTree, row: number): Frame[] {
  const { received } = tree;
  const { branches } = received;
  const stack: Frame[] = [];
  let parent = root;
  let rest = row;
  while (parent !== NO_NODE) {
    arrange?.(received, parent);
    const place = branches.placeOfRow(view, parent, rest);
    if (place === undefined) return [];
    const { block, index, shownBefore, rowsBefore } = place;
    stack.push({ ...below(stack, branches, parent), block, index, position: shownBefore + 1 });
    rest -= rowsBefore;
    parent = branches.at(parent, block, index);
    if (branches.isJoined(parent)) continue;
    if (rest === 0) return stack;
    rest -= 1;
  }
  return [];
}

/** The frame of the children of a parent that the walk has reached. */
function below(stack: readonly Frame[], branches: Branches, parent: number) {
  const above = stack.at(-1);
  if (above === undefined) return { parent, depth: 0, head: undefined };
  const isJoined = branches.isJoined(parent);
  const depth = above.depth + Number(!isJoined);
  return { parent, depth, head: isJoined ? (above.head ?? above) : undefined };
}

/** A node with more rows than its own is open. A joined node does not have a row. */
const isOpen = ({ branches }: Received, view: View, node: number) =>
  branches.rowsOf(view, node) > Number(!branches.isJoined(node));

function stepInto(stack: Frame[], node: number, { tree, view, arrange }: ShownTree): boolean {
  const { received } = tree;
  if (!isOpen(received, view, node)) return false;
  arrange?.(received, node);
  const first = received.branches.shownFrom(view, node, 0, 0);
  if (first === undefined) return false;
  stack.push({ ...below(stack, received.branches, node), ...first, position: 1 });
  return true;
}

/** Moves to the next sibling, or to the next sibling of the nearest ancestor. */
function stepOn(stack: Frame[], { branches }: Received, view: View): void {
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const next = branches.shownFrom(view, frame.parent, frame.block, frame.index + 1);
    if (next !== undefined) {
      frame.block = next.block;
      frame.index = next.index;
      frame.position += 1;
      return;
    }
    stack.pop();
  }
}

function topicRow(
  { tree, view, previews }: ShownTree,
  node: number,
  place: Place,
  now: number,
): TopicRow {
  const { received } = tree;
  const { nodes, branches, topics } = received;
  const topic = nodes.topic(node);
  const isTopic = topic !== NO_TOPIC_HERE;
  // Written out, because object spread into so large an object takes longer than the rest.
  return {
    depth: place.depth,
    position: place.position,
    siblings: place.siblings,
    path: nodes.path(node),
    level: nodes.levelText(node, place.top),
    expandable: branches.shown(view, node) > 0,
    expanded: isOpen(received, view, node),
    own: isTopic ? topics.messages(topic) : 0,
    topics: nodes.topics(node),
    messages: nodes.messages(node),
    bytes: nodes.bytes(node),
    rate: nodes.rate(node, now),
    pace: paceOf(received, node, now),
    trail: nodes.trail(node, now),
    retained: isTopic && topics.retained(topic),
    matched: tree.isMatched(node),
    silence: isTopic ? topics.silence(topic, now) : undefined,
    preview: isTopic ? previews.of(topics, topic, tree.searchOfValue(topic)) : undefined,
    changed: isTopic ? topics.changed(topic) : undefined,
  };
}

/** Pace of a branch; undefined if it is unknown. */
export function paceOf({ nodes, topics }: Received, node: number, now: number): Pace | undefined {
  const topic = nodes.topic(node);
  return topic !== NO_TOPIC_HERE && nodes.topics(node) === 1
    ? topics.pace(topic, now)
    : paceOfRate(nodes.rate(node, now));
}

export function branchCounts(received: Received, node: number, now: number): BranchCounts {
  const { nodes } = received;
  return {
    topics: nodes.topics(node),
    messages: nodes.messages(node),
    bytes: nodes.bytes(node),
    rate: nodes.rate(node, now),
    pace: paceOf(received, node, now),
    trail: nodes.trail(node, now),
  };
}
