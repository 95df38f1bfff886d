/** List, filters and selection of the requests of a connection. */
import type { PairShow } from '../../../engine/requestResponse/pair.ts';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { useConnection } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { useCounter } from '../connection/useWindowPart.ts';

/** Requests of MQTT 5, or of the conventions of ecosystems. */
type RequestList = 'replies' | 'pairs';

interface ListPlace<Show> {
  readonly show: Show;
  readonly search: string;
  /** The first packet of the selected request. */
  readonly chosen: number | undefined;
}

interface RequestsPlace {
  /** undefined: not chosen yet. */
  readonly list: RequestList | undefined;
  readonly replies: ListPlace<ReplyShow>;
  readonly pairs: ListPlace<PairShow>;
}

const FIRST = { show: 'all', search: '', chosen: undefined } as const;

const places = perConnection<RequestsPlace>({ list: undefined, replies: FIRST, pairs: FIRST });

export const useRequestsPlace = places.use;
export const setRequestsPlace = places.change;

export function setReplies(connectionId: string, change: Partial<RequestsPlace['replies']>): void {
  setRequestsPlace(connectionId, { replies: { ...places.of(connectionId).replies, ...change } });
}

export function setPairs(connectionId: string, change: Partial<RequestsPlace['pairs']>): void {
  setRequestsPlace(connectionId, { pairs: { ...places.of(connectionId).pairs, ...change } });
}

/** The chosen list, or the one with requests. */
export function useRequestList(connectionId: string): RequestList {
  const { list } = useRequestsPlace(connectionId);
  const { settings } = useConnection(connectionId, 'settings') ?? {};
  const hasOnlyPairs = useCounter(
    connectionId,
    ({ replies, pairs }) => replies === 0 && Object.values(pairs).some((count) => count > 0),
  );
  // With MQTT 5, the other list may get requests at any time.
  return list ?? (hasOnlyPairs === true && settings?.version !== 5 ? 'pairs' : 'replies');
}
