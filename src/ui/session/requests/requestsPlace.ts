/** List, filters and selection of the requests of a connection. */
import type { PairShow } from '../../../engine/requestResponse/pair.ts';
import type { ReplyShow } from '../../../engine/requestResponse/reply.ts';
import { useConnection } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { useCounter } from '../connection/useWindowPart.ts';

/** Requests of MQTT 5, or of the conventions of ecosystems. */
type RequestList = 'replies' | 'pairs';

interface RequestsPlace {
  /** undefined: not chosen yet. */
  readonly list: RequestList | undefined;
  readonly replyShow: ReplyShow;
  readonly replySearch: string;
  readonly pairShow: PairShow;
  readonly pairSearch: string;
  /** The first packet of the selected pair. */
  readonly pairChosen: number | undefined;
}

const places = perConnection<RequestsPlace>({
  list: undefined,
  replyShow: 'all',
  replySearch: '',
  pairShow: 'all',
  pairSearch: '',
  pairChosen: undefined,
});

export const useRequestsPlace = places.use;
export const setRequestsPlace = places.change;

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
