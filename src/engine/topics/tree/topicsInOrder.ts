import type { Branches } from './branches.ts';
import { NO_TOPIC_HERE, ROOT, type TopicNodes } from './topicNodes.ts';

interface Ordered {
  readonly nodes: TopicNodes;
  readonly branches: Branches;
}

/** Topics below a node ordered by name, by default all. */
export function topicsInOrder(
  { nodes, branches }: Ordered,
  above: number = ROOT,
): readonly number[] {
  const found: number[] = [];
  const stack: number[] = [];
  branches.stack(above, stack);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const topic = nodes.topic(node);
    if (topic !== NO_TOPIC_HERE) found.push(topic);
    branches.stack(node, stack);
  }
  return found;
}
