import { useState } from 'react';
import type { FoundHistory } from '../../../engine/topics/historySearch.ts';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/topicRow.ts';
import { type Rows, useRows } from '../../kit/rows/useRows.ts';
import { useConnection } from '../../session/connections.ts';
import { useAskedAgain } from '../../session/useAskedAgain.ts';
import {
  allMessages,
  type Compared,
  comparedAt,
  foundMessages,
  type MessageList,
  NO_MESSAGES,
} from './compared.ts';
import { type ShownTopic, useTopicDetail } from './useTopicDetail.ts';

/** ms */
const SEARCHED_EVERY = 400;

interface Options {
  readonly narrow: boolean;
  /** undefined: nothing is searched. */
  readonly search: string | undefined;
  /** The list stands still. */
  readonly isHeld: boolean;
}

interface Messages {
  readonly shown: ShownTopic;
  readonly list: MessageList;
  readonly rows: Rows;
  /** undefined: nothing is searched, or not known yet. */
  readonly found: FoundHistory | undefined;
  readonly newest: Compared | undefined;
}

/** The messages of a topic that its history lists: all that are held, or those that a search finds. */
export function useMessages(
  connectionId: string,
  name: string,
  { narrow, search, isHeld }: Options,
): Messages {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const latest = loop?.part('topic');
  const part = latest?.name === name ? latest : undefined;
  const text = search?.trim() ?? '';
  const isSearch = text !== '';
  const [foundTotal, setFoundTotal] = useState(0);
  const count = isSearch ? foundTotal : (part?.history.total ?? 0);
  // New messages come in at the beginning: rows that are looked at stay where they are.
  const first = isSearch ? -foundTotal : -(part?.messages ?? 0);
  const rows = useRows({
    count,
    first,
    of: isSearch ? `search ${text}` : '',
    rowHeight: narrow ? 40 : 24,
    head: 24,
    isHeld,
  });
  const range = { first: rows.from, count: Math.max(rows.to - rows.from, 12) };
  const shown = useTopicDetail(connectionId, name, isSearch ? { first: 0, count: 2 } : range);
  const found = useAskedAgain(
    connectionId,
    isSearch ? ({ kind: 'search-history', topic: name, text, ...range } as const) : undefined,
    { of: text, everyMs: SEARCHED_EVERY },
  );
  if ((found?.total ?? 0) !== foundTotal) setFoundTotal(found?.total ?? 0);
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const all = detail === undefined ? NO_MESSAGES : allMessages(detail);
  const list = isSearch ? (found === undefined ? NO_MESSAGES : foundMessages(found)) : all;
  return { shown, list, rows, found, newest: useNewest(detail) };
}

/** The newest message. Its comparison is kept while the history is scrolled away from it. */
function useNewest(detail: TopicDetail | undefined): Compared | undefined {
  const [kept, setKept] = useState<Compared>();
  if (detail?.last === undefined) return undefined;
  const now = detail.history.first === 0 ? comparedAt(detail, 0) : undefined;
  const isKept = kept?.message.packet === detail.last.packet;
  if (now !== undefined && (!isKept || (kept.before === undefined && now.before !== undefined))) {
    setKept(now);
    return now;
  }
  return isKept ? kept : { message: detail.last, before: undefined };
}

/** In place of the message before each: one that a person chose. */
export function comparedWith(compared: Compared, base: TopicMessage | undefined): Compared {
  const { message } = compared;
  return base === undefined || base.packet === message.packet
    ? compared
    : { message, before: base };
}
