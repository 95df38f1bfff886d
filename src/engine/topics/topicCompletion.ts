/** Lists the topics of a tree or branch by name, and those with a given prefix. */
import { NO_NODE, NO_TOPIC_HERE, ROOT } from './tree/topicNodes.ts';
import type { Received, TopicTree } from './tree/topicTree.ts';

export interface Completion {
  readonly topic: string;
  readonly messages: number;
}

/** Ordered by name, at most `limit`. */
export function completions(tree: TopicTree, prefix: string, limit: number): Completion[] {
  const { nodes, branches, topics } = tree.received;
  const slash = prefix.lastIndexOf('/');
  const parent = slash < 0 ? ROOT : tree.find(prefix.slice(0, slash));
  const begun = prefix.slice(slash + 1);
  const found: Completion[] = [];
  for (const node of parent === NO_NODE ? [] : branches.named(parent)) {
    if (!nodes.levelText(node).startsWith(begun)) continue;
    for (const topic of topicsFrom(tree.received, node)) {
      if (found.length >= limit) return found;
      found.push({ topic: topics.name(topic), messages: topics.messages(topic) });
    }
  }
  return found;
}

/** Topics of a branch ordered by name, at most `limit`. */
export function topicsBelow(received: Received, top: number, limit: number): readonly number[] {
  const found: number[] = [];
  for (const topic of top === NO_NODE ? [] : topicsFrom(received, top)) {
    if (found.length >= limit) break;
    found.push(topic);
  }
  return found;
}

/** Topics of a branch ordered by name. Without recursion, because topics may be very deep. */
export function* topicsFrom(
  { nodes, branches }: Received,
  top: number,
): Generator<number, void, undefined> {
  const first = nodes.topic(top);
  if (first !== NO_TOPIC_HERE) yield first;
  // Position of the walk at each depth.
  const stack = [branches.named(top)];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const { done, value: node } = at.next();
    if (done === true || node === undefined) {
      stack.pop();
      continue;
    }
    const topic = nodes.topic(node);
    if (topic !== NO_TOPIC_HERE) yield topic;
    if (branches.has(node)) stack.push(branches.named(node));
  }
}
