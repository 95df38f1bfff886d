import { CountedChips, SearchBox, useText } from '#kit';
import type { PairShow } from '../../../engine/requestResponse/pair.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import type { PairsProps } from './PairGrid.tsx';

const SHOWS: readonly PairShow[] = ['all', 'waiting', 'failed', 'in', 'out'];

/** Filters of the request list, and its search. */
export function PairChips({ connectionId, place, onPlace }: PairsProps) {
  const t = useText().pairs;
  const counts = useWindowPart(connectionId, 'pairs', undefined)?.counts;
  return (
    <CountedChips
      label={t.show}
      value={place.show}
      values={SHOWS}
      labels={t.shows}
      counts={counts}
      onChange={(show) => onPlace({ show })}
    />
  );
}

export function PairSearch({ place, onPlace }: Pick<PairsProps, 'place' | 'onPlace'>) {
  const t = useText().pairs;
  return (
    <SearchBox
      label={t.search}
      clearLabel={t.clearSearch}
      value={place.search}
      onChange={(search) => onPlace({ search })}
    />
  );
}
