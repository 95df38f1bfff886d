/** Messages of a history, each with the previous one. */
import type { FoundHistory } from '../../../../engine/topics/historySearch.ts';
import type { TopicDetail, TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { identityOf } from '../../../../payload/chains/rules.ts';

/** A message, and the previous one if available. */
export interface Compared {
  readonly message: TopicMessage;
  /** null: there was none. undefined: not loaded. */
  readonly before: TopicMessage | null | undefined;
}

/** Messages of a list: all stored ones, or search results. */
export interface MessageList {
  readonly total: number;
  /** undefined: not loaded yet. */
  readonly at: (index: number) => Compared | undefined;
}

export const NO_MESSAGES: MessageList = { total: 0, at: () => undefined };

export const allMessages = (detail: TopicDetail): MessageList => ({
  total: detail.history.total,
  at: (index) => comparedAt(detail, index),
});

export const foundMessages = ({ first, rows, total }: FoundHistory): MessageList => ({
  total,
  at: (index) => rows[index - first],
});

/** The message at a position in the history, with the previous one. */
function comparedAt(detail: TopicDetail, index: number): Compared | undefined {
  const { first, rows, total } = detail.history;
  const message = rows[index - first];
  if (message === undefined) return undefined;
  const before = rows[index + 1 - first];
  const isOldest = index + 1 >= total;
  return { message, before: isOldest && detail.messages === total ? null : before };
}

/**
 * The newest message with the previous one, which are data of the topic: the list may show any part of the history.
 * Returns the same object if nothing changed.
 * @param shown the result for an earlier detail; the previous message may have been discarded since
 */
export function newestOf(
  { last, before }: TopicDetail,
  shown: Compared | undefined,
): Compared | undefined {
  if (last === undefined) return undefined;
  const isShown = shown?.message.packet === last.packet;
  const previous = isShown && before === undefined ? shown.before : before;
  const isSame = isShown && isAlike(shown.message, last) && isAlike(shown.before, previous);
  return isSame ? shown : { message: last, before: previous };
}

function isAlike(one: Compared['before'], other: Compared['before']): boolean {
  if (one == null || other == null) return one === other;
  const [reads, others] = [one, other].map((message) => message.reads && identityOf(message.reads));
  return one.packet === other.packet && reads === others;
}

/** Packets of the displayed messages, wherever the list is scrolled. */
export const packetsOf = (...looked: readonly (Compared | undefined)[]): readonly number[] =>
  looked.flatMap((one) =>
    one === undefined ? [] : [one.message.packet, ...(one.before ? [one.before.packet] : [])],
  );

/**
 * Updates the formats, which may have been announced in the meantime. Returns the same object if nothing
 * changed.
 */
export function readAnew(compared: Compared, readings: TopicDetail['readings']): Compared {
  const message = messageAnew(compared.message, readings);
  const before = compared.before && messageAnew(compared.before, readings);
  const isSame = message === compared.message && before === compared.before;
  return isSame ? compared : { message, before };
}

export function messageAnew(message: TopicMessage, readings: TopicDetail['readings']) {
  const reads = readings?.get(message.packet);
  if (reads === undefined) return message;
  const isSame = message.reads !== undefined && identityOf(reads) === identityOf(message.reads);
  return isSame ? message : { ...message, reads };
}
