/** What the list of requests holds, newest first, and what it asks the worker for. */
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import type {
  PairShow,
  PairsReply,
  PairsRequest,
  RequestPair,
} from '../../../engine/pairs/pair.ts';
import { indexAt, type RowsAtHand, rowAt, wantedRows } from '../../kit/rows/newestFirst.ts';

export interface PairList {
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => RequestPair | undefined;
  /** Index of a pair; undefined where it is not among the rows at hand. */
  readonly indexOf: (pair: number) => number | undefined;
}

const NOTHING: RowsAtHand<RequestPair> = { rows: [], first: 0, total: 0 };

/** The reply may answer the choice before this one: then nothing is known yet. */
export function pairList(reply: PairsReply | undefined, show: PairShow, search: string): PairList {
  const fits = reply?.show === show && reply.search === search;
  const part = fits ? reply : NOTHING;
  return {
    count: part.total,
    row: (index) => rowAt(part, index),
    indexOf: (pair) => {
      const place = part.rows.findIndex(({ number }) => number === pair);
      return place < 0 ? undefined : indexAt(part, place);
    },
  };
}

export function wantedPairs(
  { count }: PairList,
  from: number,
  to: number,
  which: Pick<PairsRequest, 'show' | 'search' | 'heard'>,
): PairsRequest {
  return { ...wantedRows(count, from, to), convention: ALIBABA, ...which };
}
