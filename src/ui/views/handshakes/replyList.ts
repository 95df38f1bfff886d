/** What the list of requests holds, newest first, and what it asks the worker for. */
import type {
  RepliesReply,
  RepliesRequest,
  ReplyRow,
  ReplyShow,
} from '../../../engine/pairs/reply.ts';

export interface ReplyList {
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => ReplyRow | undefined;
  /** Index of what a packet belongs to; undefined where it is not among the rows at hand. */
  readonly indexOf: (packet: number) => number | undefined;
}

const NOTHING: Pick<RepliesReply, 'rows' | 'first' | 'total'> = { rows: [], first: 0, total: 0 };

/** The reply may answer the choice before this one: then nothing is known yet. */
export function replyList(
  reply: RepliesReply | undefined,
  show: ReplyShow,
  search: string,
): ReplyList {
  const fits = reply?.show === show && reply.search === search;
  const { rows, first, total } = fits ? reply : NOTHING;
  return {
    count: total,
    row: (index) => rows[total - 1 - index - first],
    indexOf: (packet) => {
      const place = rows.findIndex(({ request, reply: to }) => request === packet || to === packet);
      return place < 0 ? undefined : total - 1 - first - place;
    },
  };
}

/** Rows asked for beyond those drawn, while the newest are shown. */
const SPARE = 8;

export function wantedReplies(
  { count }: ReplyList,
  from: number,
  to: number,
  which: Pick<RepliesRequest, 'show' | 'search'>,
): RepliesRequest {
  const rows = Math.max(to - from, 24) + SPARE;
  if (from === 0) return { first: 0, count: rows, tail: true, ...which };
  return { first: Math.max(0, count - to), count: Math.max(to - from, 1), ...which };
}
