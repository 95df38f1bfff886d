/** The topics of a tree or a branch in the order of names, and those of them that begin with what was typed. */
import type { ReceivedTopic, TopicNode } from './topicNode.ts';

export interface Completion {
  readonly topic: string;
  readonly messages: number;
}

/** In the order of names, at most `limit`. */
export function completions(root: TopicNode, prefix: string, limit: number): Completion[] {
  const slash = prefix.lastIndexOf('/');
  const parent = slash < 0 ? root : nodeAt(root, prefix.slice(0, slash));
  const begun = prefix.slice(slash + 1);
  const found: Completion[] = [];
  for (const node of parent === undefined ? [] : childrenOf(parent)) {
    if (!node.level.startsWith(begun)) continue;
    for (const { name, messages } of topicsFrom(node)) {
      if (found.length >= limit) return found;
      found.push({ topic: name, messages });
    }
  }
  return found;
}

/** The topics at a node and below it, in the order of names, at most `limit`. */
export function topicsBelow(top: TopicNode | undefined, limit: number): readonly ReceivedTopic[] {
  const found: ReceivedTopic[] = [];
  for (const topic of top === undefined ? [] : topicsFrom(top)) {
    if (found.length >= limit) break;
    found.push(topic);
  }
  return found;
}

/** The topics at a node and below it, in the order of names. Without recursion, as topics may be very deep. */
export function* topicsFrom(top: TopicNode): Generator<ReceivedTopic, void, undefined> {
  if (top.topic !== undefined) yield top.topic;
  // Where the walk stands on each depth.
  const stack = [childrenOf(top)];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const { done, value: node } = at.next();
    if (done === true) {
      stack.pop();
      continue;
    }
    if (node.topic !== undefined) yield node.topic;
    if (node.children !== undefined) stack.push(childrenOf(node));
  }
}

function nodeAt(root: TopicNode, path: string): TopicNode | undefined {
  let node: TopicNode | undefined = root;
  for (const level of path.split('/')) node = node?.children?.find(level);
  return node;
}

function* childrenOf(node: TopicNode): Generator<TopicNode, void, undefined> {
  for (const block of node.children?.named ?? []) yield* block.nodes;
}
