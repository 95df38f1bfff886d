import type { PairsProps } from '../../pieces/pairs/PairGrid.tsx';
import { setRequestsPlace, useRequestsPlace } from '../../session/requests/requestsPlace.ts';

/** The list of requests of all conventions, with its last state. */
export function usePairs(connectionId: string): PairsProps {
  const { pairShow: show, pairSearch: search, pairChosen: chosen } = useRequestsPlace(connectionId);
  return {
    connectionId,
    place: { show, search, chosen },
    onPlace: (change) => {
      const next = { show, search, chosen, ...change };
      setRequestsPlace(connectionId, {
        pairShow: next.show,
        pairSearch: next.search,
        pairChosen: next.chosen,
      });
    },
    focus: 'requests',
  };
}
