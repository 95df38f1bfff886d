/** What the list of requests holds, newest first, and what it asks the worker for. */
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import type {
  PairShow,
  PairsReply,
  PairsRequest,
  RequestPair,
} from '../../../engine/pairs/pair.ts';

export interface PairList {
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => RequestPair | undefined;
  /** Index of a pair; undefined where it is not among the rows at hand. */
  readonly indexOf: (pair: number) => number | undefined;
}

const NOTHING: Pick<PairsReply, 'rows' | 'first' | 'total'> = { rows: [], first: 0, total: 0 };

/** The reply may answer the choice before this one: then nothing is known yet. */
export function pairList(reply: PairsReply | undefined, show: PairShow, search: string): PairList {
  const fits = reply?.show === show && reply.search === search;
  const { rows, first, total } = fits ? reply : NOTHING;
  return {
    count: total,
    row: (index) => rows[total - 1 - index - first],
    indexOf: (pair) => {
      const place = rows.findIndex(({ number }) => number === pair);
      return place < 0 ? undefined : total - 1 - first - place;
    },
  };
}

/** Rows asked for beyond those drawn, while the newest are shown. */
const SPARE = 8;

export function wantedPairs(
  { count }: PairList,
  from: number,
  to: number,
  which: Pick<PairsRequest, 'show' | 'search' | 'heard'>,
): PairsRequest {
  const rows = Math.max(to - from, 24) + SPARE;
  const asked = { convention: ALIBABA, ...which };
  if (from === 0) return { first: 0, count: rows, tail: true, ...asked };
  return { first: Math.max(0, count - to), count: Math.max(to - from, 1), ...asked };
}
