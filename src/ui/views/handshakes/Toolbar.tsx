import { memo } from 'react';
import type { ExchangeShow } from '../../../engine/exchanges/exchange.ts';
import { short } from '../../../words/numbers.ts';
import { Chips } from '../../kit/Chips.tsx';
import { useText } from '../../kit/language/useText.ts';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
import { useCounters } from '../../session/useWindowPart.ts';

const SHOWS: readonly ExchangeShow[] = [
  'all',
  'in-flight',
  'retried',
  'refused',
  'abandoned',
  'problems',
];

/** Which exchanges the list shows. */
export const Toolbar = memo(function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().handshakes;
  const { show, search } = useHandshakes(connectionId);
  const counts = useCounters(connectionId)?.exchanges;
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b border-line px-2 py-1.5">
      <SearchBox
        label={t.search}
        clearLabel={t.clearSearch}
        value={search}
        onChange={(text) => setHandshakes(connectionId, { search: text })}
      />
      <Chips
        label={t.show}
        value={show}
        options={SHOWS.map((each) => {
          const count = counts?.[each];
          return {
            value: each,
            label: t.shows[each],
            ...(count === undefined ? {} : { count: short(count) }),
          };
        })}
        onChange={(chosen) => setHandshakes(connectionId, { show: chosen })}
      />
    </div>
  );
});
