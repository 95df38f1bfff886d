/** All topics of a tree, in the order of names. */
import type { ReceivedTopic, TopicNode } from './topicNode.ts';

/** Without recursion, as topics may be very deep. */
export function everyTopic(root: TopicNode): ReceivedTopic[] {
  const topics: ReceivedTopic[] = [];
  // Where the walk stands on each depth.
  const stack = [nodesBelow(root)];
  for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
    const { done, value: node } = at.next();
    if (done === true) stack.pop();
    else {
      if (node.topic !== undefined) topics.push(node.topic);
      if (node.children !== undefined) stack.push(nodesBelow(node));
    }
  }
  return topics;
}

function* nodesBelow(node: TopicNode): Generator<TopicNode, void, undefined> {
  for (const { nodes } of node.children?.named ?? []) yield* nodes;
}
