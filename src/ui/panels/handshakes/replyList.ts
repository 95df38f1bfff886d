/** List of MQTT 5 requests, newest first, and its request to the worker. */
import type {
  RepliesReply,
  RepliesRequest,
  ReplyRow,
  ReplyShow,
} from '../../../engine/requestResponse/reply.ts';
import { indexAt, type RowsAtHand, rowAt, wantedRows } from '../../kit/rows/newestFirst.ts';

export interface ReplyList {
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => ReplyRow | undefined;
  /** Index of what a packet belongs to; undefined where it is not among the rows at hand. */
  readonly indexOf: (packet: number) => number | undefined;
}

const NOTHING: RowsAtHand<ReplyRow> = { rows: [], first: 0, total: 0 };

/** A reply may belong to the previous filters. Nothing is known then. */
export function replyList(
  reply: RepliesReply | undefined,
  show: ReplyShow,
  search: string,
): ReplyList {
  const fits = reply?.show === show && reply.search === search;
  const part = fits ? reply : NOTHING;
  return {
    count: part.total,
    row: (index) => rowAt(part, index),
    indexOf: (packet) => {
      const place = part.rows.findIndex(
        ({ request, reply: to }) => request === packet || to === packet,
      );
      return place < 0 ? undefined : indexAt(part, place);
    },
  };
}

export function wantedReplies(
  { count }: ReplyList,
  from: number,
  to: number,
  which: Pick<RepliesRequest, 'show' | 'search'>,
): RepliesRequest {
  return { ...wantedRows(count, from, to), ...which };
}
