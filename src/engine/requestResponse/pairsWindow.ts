/** Lists requests and replies of one or all conventions. */
import { topicOverlap } from '../../mqtt/tables/topicOverlap.ts';
import type { PairsReply, PairsRequest } from './pair.ts';
import type { PairCounts, RequestPairs } from './requestPairs.ts';

/** @param books by convention id @param names of the conventions */
export function pairsWindow(
  books: Iterable<readonly [convention: string, pairs: RequestPairs]>,
  names: ReadonlyMap<string, string>,
  request: PairsRequest,
  now: number,
): PairsReply {
  const { convention: whose, first, count, tail, show, search, heard } = request;
  const overlaps = topicOverlap(heard);
  const counts: PairCounts = { all: 0, waiting: 0, failed: 0, in: 0, out: 0 };
  let forgotten = 0;
  const shown = [...books].flatMap(([convention, pairs]) => {
    if (whose !== undefined && convention !== whose) return [];
    forgotten += pairs.forgotten;
    const of = { convention, conventionName: names.get(convention) ?? convention };
    return pairs.listed(request, now, overlaps, counts).map((each) => ({ of, ...each }));
  });
  if (whose === undefined) shown.sort((a, b) => a.time - b.time);
  const from = Math.max(0, tail === true ? shown.length - count : Math.min(first, shown.length));
  const rows = shown.slice(from, from + count).map(({ row, of }) => row(of));
  const total = shown.length;
  return { convention: whose, show, search, first: from, rows, total, counts, forgotten };
}
