import type { PairsProps } from '../../pieces/pairs/PairGrid.tsx';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';

/** The list of requests of all conventions, with its last state. */
export function usePairs(connectionId: string): PairsProps {
  const { pairShow: show, pairSearch: search, pairChosen: chosen } = useHandshakes(connectionId);
  return {
    connectionId,
    place: { show, search, chosen },
    onPlace: (change) => {
      const next = { show, search, chosen, ...change };
      setHandshakes(connectionId, {
        pairShow: next.show,
        pairSearch: next.search,
        pairChosen: next.chosen,
      });
    },
    focus: 'handshakes',
  };
}
