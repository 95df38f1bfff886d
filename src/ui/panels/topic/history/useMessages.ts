import { useState } from 'react';
import type { FoundHistory } from '../../../../engine/topics/historySearch.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { type Rows, useRows } from '../../../kit/rows/useRows.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { useAskedAgain } from '../../../session/useAskedAgain.ts';
import {
  allMessages,
  type Compared,
  foundMessages,
  type MessageList,
  NO_MESSAGES,
  newestOf,
} from '../value/compared.ts';
import { type ShownTopic, useTopicDetail } from '../value/useTopicDetail.ts';

/** ms */
const SEARCHED_EVERY = 400;

interface Options {
  readonly narrow: boolean;
  /** px */
  readonly head: number;
  /** undefined: nothing is searched. */
  readonly search: string | undefined;
  /** The list holds still. */
  readonly isHeld: boolean;
  /** Packets of messages that are shown elsewhere; their decoding is kept current, too. */
  readonly looked: readonly number[];
}

interface Messages {
  readonly shown: ShownTopic;
  readonly list: MessageList;
  readonly rows: Rows;
  /** undefined: nothing is searched, or not known yet. */
  readonly found: FoundHistory | undefined;
  readonly newest: Compared | undefined;
}

/** The messages in a topic's history: all stored ones, or search results. */
export function useMessages(
  connectionId: string,
  name: string,
  { narrow, head, search, isHeld, looked }: Options,
): Messages {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const latest = loop?.part('topic');
  const part = latest?.name === name ? latest : undefined;
  const text = search?.trim() ?? '';
  const isSearch = text !== '';
  const [foundTotal, setFoundTotal] = useState(0);
  const count = isSearch ? foundTotal : (part?.history.total ?? 0);
  // New messages are inserted at the beginning; visible rows stay in place.
  const first = isSearch ? -foundTotal : -(part?.messages ?? 0);
  const rows = useRows({
    count,
    first,
    of: isSearch ? `search ${text}` : '',
    rowHeight: narrow ? 40 : 28,
    head,
    isHeld,
  });
  const range = { first: rows.from, count: Math.max(rows.to - rows.from, 12) };
  const seen = isSearch ? { first: 0, count: 0 } : range;
  const shown = useTopicDetail(connectionId, name, seen, looked);
  const found = useAskedAgain(
    connectionId,
    isSearch ? ({ kind: 'search-history', topic: name, text, ...range } as const) : undefined,
    { of: text, everyMs: SEARCHED_EVERY },
  );
  if ((found?.total ?? 0) !== foundTotal) setFoundTotal(found?.total ?? 0);
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const all = detail === undefined ? NO_MESSAGES : allMessages(detail);
  const list = isSearch ? (found === undefined ? NO_MESSAGES : foundMessages(found)) : all;
  const [kept, setKept] = useState<Compared>();
  const newest = detail && newestOf(detail, kept);
  if (newest !== kept) setKept(newest);
  return { shown, list, rows, found, newest };
}

/** Replaces the previous message by one that the user chose. The older one is always before the newer one. */
export function comparedWith(compared: Compared, base: TopicMessage | undefined): Compared {
  const { message } = compared;
  if (base === undefined || base.packet === message.packet) return compared;
  return base.packet < message.packet
    ? { message, before: base }
    : { message: base, before: message };
}
