/** The visible rows of the topic tree, a window at a time: costs the window and the depth, not the tree. */
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { RowRange } from '../lists/rowRange.ts';
import { silenceOf } from './interval.ts';
import { type Preview, previewOf } from './preview.ts';
import { rateOf, trailOf } from './rateMeter.ts';
import type { Siblings } from './siblings.ts';
import type { ReceivedTopic, TopicNode } from './topicNode.ts';
import type { BranchCounts, TopicRow } from './topicRow.ts';

/** Where a walk stands on one depth. */
interface Frame {
  readonly siblings: Siblings<TopicNode>;
  block: number;
  index: number;
  /** Visible siblings up to and including this one. */
  position: number;
  /** Path of the parent with the slash behind it; empty at the first level. */
  readonly prefix: string;
}

/** undefined: they are in the order of names. */
type Arrange = ((siblings: Siblings<TopicNode>) => void) | undefined;

export interface ShownTree {
  readonly root: TopicNode;
  /** Brings siblings into the order in which they are shown, before they are looked at. */
  readonly arrange: Arrange;
}

/** A visible row: what is to be known of it beside its node. */
interface Place {
  readonly path: string;
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
}

/** The row of a node by itself, as if it were the only one. */
export function rowAlone(node: TopicNode, path: string, now: number, secrets: Secrets): TopicRow {
  return topicRow(node, { path, depth: 0, position: 1, siblings: 1 }, now, secrets);
}

/** @param now µs since the capture's origin */
export function treeRows(
  { root, arrange }: ShownTree,
  { first, count }: RowRange,
  now: number,
  secrets: Secrets,
): TopicRow[] {
  const rows: TopicRow[] = [];
  const stack = framesAt(root, first, arrange);
  while (rows.length < count) {
    const frame = stack.at(-1);
    const node = frame?.siblings.at(frame.block, frame.index);
    if (frame === undefined || node === undefined) break;
    const { prefix, position } = frame;
    const place = { path: prefix + node.level, depth: stack.length - 1, position };
    rows.push(topicRow(node, { ...place, siblings: frame.siblings.shown }, now, secrets));
    if (!stepInto(stack, node, frame, arrange)) stepOn(stack);
  }
  return rows;
}

/** Where a node's row is among the visible ones; null where it has none, or one above it is closed. */
export function rowOf(node: TopicNode, arrange: Arrange): number | null {
  let row = -1;
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { children, parent } = at.parent;
    if (at.rows === 0 || (parent !== undefined && !isOpen(at.parent))) return null;
    if (children !== undefined) arrange?.(children);
    row += 1 + (children?.rowsBefore(at) ?? 0);
  }
  return row < 0 ? null : row;
}

/** The frames on the way to a row; none where there is no such row. */
function framesAt(root: TopicNode, row: number, arrange: Arrange): Frame[] {
  const stack: Frame[] = [];
  let siblings = root.children;
  let rest = row;
  let prefix = '';
  while (siblings !== undefined) {
    arrange?.(siblings);
    const place = siblings.placeOfRow(rest);
    if (place === undefined) return [];
    const { block, index, shownBefore, rowsBefore } = place;
    stack.push({ siblings, block, index, position: shownBefore + 1, prefix });
    rest -= rowsBefore;
    if (rest === 0) return stack;
    rest -= 1;
    const node: TopicNode | undefined = siblings.at(block, index);
    prefix += `${node?.level ?? ''}/`;
    siblings = node?.children;
  }
  return [];
}

/** A node with more than its own row is open. */
const isOpen = (node: TopicNode) => node.rows > 1;

function stepInto(stack: Frame[], node: TopicNode, frame: Frame, arrange: Arrange): boolean {
  const siblings = node.children;
  if (siblings === undefined || !isOpen(node)) return false;
  arrange?.(siblings);
  const first = siblings.shownFrom(0, 0);
  if (first === undefined) return false;
  stack.push({ siblings, ...first, position: 1, prefix: `${frame.prefix}${node.level}/` });
  return true;
}

/** To the next sibling, or to that of the nearest parent that has one. */
function stepOn(stack: Frame[]): void {
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const next = frame.siblings.shownFrom(frame.block, frame.index + 1);
    if (next !== undefined) {
      frame.block = next.block;
      frame.index = next.index;
      frame.position += 1;
      return;
    }
    stack.pop();
  }
}

function topicRow(node: TopicNode, place: Place, now: number, secrets: Secrets): TopicRow {
  const topic = node.topic;
  return {
    ...place,
    level: node.level,
    expandable: (node.children?.shown ?? 0) > 0,
    expanded: isOpen(node),
    own: topic?.messages ?? 0,
    ...branchCounts(node, now),
    retained: topic?.retained ?? false,
    matched: node.matched,
    silence: topic && silenceOf(topic, now),
    preview: topic === undefined ? undefined : lastPreview(topic, secrets),
    changed: topic?.changed,
  };
}

export function branchCounts(node: TopicNode, now: number): BranchCounts {
  const { topics, messages, bytes } = node;
  return { topics, messages, bytes, rate: rateOf(node, now), trail: trailOf(node, now) };
}

/**
 * Kept until the next message, because a window asks many times a second; but what waits is asked again, and so is
 * what is read by something else now: what a convention says may be loaded later, or told by another message.
 */
export function lastPreview(topic: ReceivedTopic, secrets: Secrets): Preview | undefined {
  const { preview, messages } = topic;
  const chosen = topic.chosen.of(topic.name);
  if (preview?.messages === messages && preview.chosen === chosen) return preview.shown;
  const last = topic.history.last();
  if (last === undefined) return undefined;
  const shown = previewOf(secrets.maskMessage(topic.name, last.payload), {
    contentType: last.contentType,
    chosen,
  });
  topic.preview = shown.key === 'waiting' ? undefined : { shown, messages, chosen };
  return shown;
}
