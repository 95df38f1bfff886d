import type { PairShow } from '../../../engine/pairs/pair.ts';
import { short } from '../../../words/numbers.ts';
import { Chips } from '../../kit/Chips.tsx';
import { useText } from '../../kit/language/useText.ts';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { useWindowPart } from '../../session/useWindowPart.ts';
import { setAlinkPlace, useAlinkPlace } from './state.ts';

const SHOWS: readonly PairShow[] = ['all', 'waiting', 'failed', 'in', 'out'];

/** Which requests the list shows. */
export function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const { show, search } = useAlinkPlace(connectionId);
  const counts = useWindowPart(connectionId, 'pairs', undefined)?.counts;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-2 py-1.5">
      <Chips
        label={t.show}
        value={show}
        options={SHOWS.map((value) => ({
          value,
          label: t.shows[value],
          ...(counts && { count: short(counts[value]) }),
        }))}
        onChange={(value) => setAlinkPlace(connectionId, { show: value })}
      />
      <div className="min-w-44 flex-1">
        <SearchBox
          label={t.search}
          clearLabel={t.clearSearch}
          value={search}
          onChange={(text) => setAlinkPlace(connectionId, { search: text })}
        />
      </div>
    </div>
  );
}
