/** List of requests, newest first, and its request to the worker. */
import type {
  PairShow,
  PairsReply,
  PairsRequest,
  RequestPair,
} from '../../../engine/requestResponse/pair.ts';
import { indexAt, type RowsAtHand, rowAt, wantedRows } from '../../kit/rows/newestFirst.ts';

/** Filters of a request list. */
export interface PairPlace {
  readonly show: PairShow;
  readonly search: string;
  /** The first packet of the one that is chosen. */
  readonly chosen: number | undefined;
}

/** Key of a pair. */
export const packetOf = ({ request, reply }: RequestPair): number => request ?? reply ?? 0;

export interface PairList {
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => RequestPair | undefined;
  /** Index of a pair by its first packet; undefined where it is not among the rows at hand. */
  readonly indexOf: (packet: number) => number | undefined;
}

const NOTHING: RowsAtHand<RequestPair> = { rows: [], first: 0, total: 0 };

/** A reply may belong to the previous filters. Nothing is known then. */
export function pairList(
  reply: PairsReply | undefined,
  { convention, show, search }: Pick<PairsRequest, 'convention' | 'show' | 'search'>,
): PairList {
  const isOf = reply?.convention === convention;
  const fits = isOf && reply?.show === show && reply.search === search;
  const part = fits ? reply : NOTHING;
  return {
    count: part.total,
    row: (index) => rowAt(part, index),
    indexOf: (packet) => {
      const place = part.rows.findIndex((row) => packetOf(row) === packet);
      return place < 0 ? undefined : indexAt(part, place);
    },
  };
}

export function wantedPairs(
  { count }: PairList,
  from: number,
  to: number,
  which: Pick<PairsRequest, 'convention' | 'show' | 'search' | 'heard'>,
): PairsRequest {
  return { ...wantedRows(count, from, to), ...which };
}
