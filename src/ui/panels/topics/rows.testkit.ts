import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';

/** A row of the tree for tests. */
export function topicRow(path: string, given: Partial<TopicRow> = {}): TopicRow {
  const levels = path.split('/');
  return {
    level: levels.at(-1) ?? '',
    path,
    depth: levels.length - 1,
    expandable: false,
    expanded: false,
    position: 1,
    siblings: 1,
    own: 1,
    topics: 1,
    messages: 1,
    bytes: 10,
    rate: 0,
    pace: undefined,
    trail: [0, 0, 0, 0, 0],
    matched: false,
    silence: undefined,
    retained: false,
    preview: undefined,
    changed: 0,
    ...given,
  };
}
