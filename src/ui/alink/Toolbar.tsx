import { Search, X } from 'lucide-react';
import type { AlinkShow } from '../../engine/alink/alinkPair.ts';
import { Chips } from '../handshakes/Chips.tsx';
import { boxClasses, INPUT_CLASSES } from '../kit/Field.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useWindowPart } from '../state/useWindowPart.ts';
import { short } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';
import { setAlinkPlace, useAlinkPlace } from './state.ts';

const SHOWS: readonly AlinkShow[] = ['all', 'waiting', 'failed', 'in', 'out'];

/** Which requests the list shows. */
export function Toolbar({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const { show, search } = useAlinkPlace(connectionId);
  const counts = useWindowPart(connectionId, 'alink', undefined)?.counts;
  const find = (text: string) => setAlinkPlace(connectionId, { search: text });
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
        <div className={boxClasses(false)}>
          <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
          <input
            type="text"
            aria-label={t.search}
            placeholder={t.search}
            className={INPUT_CLASSES}
            value={search}
            onChange={(event) => find(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || search === '') return;
              event.preventDefault();
              find('');
            }}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
          />
          {search !== '' && (
            <IconButton small label={t.clearSearch} onClick={() => find('')}>
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
    </div>
  );
}
