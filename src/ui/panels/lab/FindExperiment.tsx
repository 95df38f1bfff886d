import { Search } from 'lucide-react';
import { boxClasses, classes, focusTarget, INPUT_CLASSES, Keys, useText } from '#kit';
import { setFaultsPlace, useFaultsPlace } from '../../session/faults/place.ts';

/** Search field of the list. `/` focuses it, Escape empties it, the arrow down leads into the list. */
export function FindExperiment({ connectionId }: { connectionId: string }) {
  const t = useText().lab;
  const { search } = useFaultsPlace(connectionId);
  const set = (next: string): void => setFaultsPlace(connectionId, { search: next });
  return (
    <div className={boxClasses(false)}>
      <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
      <input
        type="text"
        // The key that finds a topic on other desks finds an experiment here.
        data-focus="find-topic"
        aria-label={t.find}
        placeholder={t.find}
        className={classes(INPUT_CLASSES, 'text-base')}
        value={search}
        onChange={({ target }) => set(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'Enter') focusTarget('capture', true);
          else if (event.key === 'Escape' && search !== '') set('');
          else return;
          event.preventDefault();
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <Keys>/</Keys>
    </div>
  );
}
