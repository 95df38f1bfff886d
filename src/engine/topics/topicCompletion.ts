/** Topic names that begin with what was typed. */
import type { ReceivedTopic, TopicNode } from './topicNode.ts';

export interface Completion {
  readonly topic: string;
  readonly messages: number;
}

/** In the order of names, at most `limit`. */
export function completions(root: TopicNode, prefix: string, limit: number): Completion[] {
  const slash = prefix.lastIndexOf('/');
  const parent = slash < 0 ? root : nodeAt(root, prefix.slice(0, slash));
  const found: ReceivedTopic[] = [];
  if (parent === undefined) return [];
  const begun = prefix.slice(slash + 1);
  for (const node of childrenOf(parent)) {
    if (node.level.startsWith(begun)) collect(node, limit, found);
    if (found.length >= limit) break;
  }
  return found.map(({ name, messages }) => ({ topic: name, messages }));
}

/** The topics at a node and below it, in the order of names, at most `limit`. */
export function topicsBelow(top: TopicNode | undefined, limit: number): readonly ReceivedTopic[] {
  const found: ReceivedTopic[] = [];
  if (top !== undefined) collect(top, limit, found);
  return found;
}

/** Without recursion, as topics may be very deep. */
function collect(top: TopicNode, limit: number, found: ReceivedTopic[]): void {
  const waiting = [top];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.topic !== undefined) {
      found.push(node.topic);
      if (found.length >= limit) return;
    }
    waiting.push(...[...firstOf(childrenOf(node), limit)].reverse());
  }
}

function nodeAt(root: TopicNode, path: string): TopicNode | undefined {
  let node: TopicNode | undefined = root;
  for (const level of path.split('/')) node = node?.children?.find(level);
  return node;
}

function* childrenOf(node: TopicNode): Generator<TopicNode> {
  for (const block of node.children?.named ?? []) yield* block.nodes;
}

/** Each of them leads to a topic at least, so more than `limit` are never needed. */
function* firstOf(nodes: Iterable<TopicNode>, limit: number): Generator<TopicNode> {
  let count = 0;
  for (const node of nodes) {
    if (count === limit) return;
    count += 1;
    yield node;
  }
}
