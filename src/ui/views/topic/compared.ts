/** Messages of a history, each beside the one before it. */
import type { TopicDetail, TopicMessage } from '../../../engine/topics/topicRow.ts';

/** A message, and the one before it where that is at hand. */
export interface Compared {
  readonly message: TopicMessage;
  /** null: there was none. undefined: not at hand. */
  readonly before: TopicMessage | null | undefined;
}

/** The message at a place of the history, with the one before it. */
export function comparedAt(detail: TopicDetail, index: number): Compared | undefined {
  const { first, rows, total } = detail.history;
  const message = rows[index - first];
  if (message === undefined) return undefined;
  const before = rows[index + 1 - first];
  const isOldest = index + 1 >= total;
  return { message, before: isOldest && detail.messages === total ? null : before };
}
