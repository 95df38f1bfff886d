import { Search, X } from 'lucide-react';
import { memo } from 'react';
import type { ExchangeShow } from '../../engine/exchanges/exchange.ts';
import { boxClasses, INPUT_CLASSES } from '../kit/Field.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useCounters } from '../state/useWindowPart.ts';
import { short } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';
import { Chips } from './Chips.tsx';
import { setHandshakes, useHandshakes } from './state.ts';

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
      <div className={boxClasses(false)}>
        <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
        <input
          type="text"
          aria-label={t.search}
          placeholder={t.search}
          className={INPUT_CLASSES}
          value={search}
          onChange={(event) => setHandshakes(connectionId, { search: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || search === '') return;
            event.preventDefault();
            setHandshakes(connectionId, { search: '' });
          }}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
        />
        {search !== '' && (
          <IconButton
            small
            label={t.clearSearch}
            onClick={() => setHandshakes(connectionId, { search: '' })}
          >
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
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
