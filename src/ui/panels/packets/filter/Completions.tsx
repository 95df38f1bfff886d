import { ComboOption, classes, Keys, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { findField } from '../../../../engine/filter/syntax/fields.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import type { Offered } from './useSuggestions.ts';

interface CompletionsProps {
  readonly id: string;
  readonly list: readonly Offered[];
  /** Index of the option at the keyboard's cursor; -1: none. */
  readonly active: number;
  /** Tab takes the first one. */
  readonly tabTakes: boolean;
  readonly onTake: (suggestion: Offered) => void;
}

/** Drawn options. The keyboard moves this window, so that nothing here scrolls. */
const DRAWN = 9;

/** The input keeps the focus and refers to the active option. */
export function Completions({ id, list, active, tabTakes, onTake }: CompletionsProps) {
  const t = useText().filtering;
  const first = Math.max(0, active - DRAWN + 1);
  const drawn = list.slice(first, first + DRAWN).map((suggestion, at) => ({
    suggestion,
    place: first + at,
  }));
  return (
    <div id={id} role="listbox" aria-label={t.completions} className="py-1">
      {drawn.map(({ suggestion, place }) => (
        <ComboOption
          key={`${suggestion.kind} ${suggestion.text}`}
          id={`${id}-${place}`}
          isActive={place === active}
          aria-posinset={place + 1}
          aria-setsize={list.length}
          onChoose={() => onTake(suggestion)}
          className="h-(--h-row) justify-between gap-3 px-3 font-mono"
        >
          <span className={classes('min-w-0 truncate whitespace-pre', TONES[suggestion.kind])}>
            <bdi>{visibleText(suggestion.text)}</bdi>
          </span>
          <span className="flex shrink-0 items-center gap-2 font-sans text-xs text-fg-2">
            {about(suggestion, t)}
            {tabTakes && place === Math.max(active, 0) && <Keys>Tab</Keys>}
          </span>
        </ComboOption>
      ))}
      {list.length > DRAWN && (
        <p role="presentation" className="px-3 pt-1 text-xs text-fg-2">
          {t.ofAll(first + drawn.length, list.length)}
        </p>
      )}
    </div>
  );
}

const TONES: Readonly<Record<Offered['kind'], string>> = {
  field: 'text-syn-key',
  operator: 'text-fg',
  value: 'text-syn-num',
  topic: 'text-syn-str',
  recent: 'text-fg',
};

function about(offered: Offered, t: Texts['filtering']): string {
  const { kind, text } = offered;
  switch (kind) {
    case 'field': {
      const { seen } = offered;
      if (seen !== undefined) {
        return [t.seenTypes[seen.type], seen.example && visibleText(seen.example)]
          .filter(Boolean)
          .join(' · ');
      }
      return t.fields[text] ?? t.types[findField(text)?.field.type ?? ''] ?? '';
    }
    case 'recent':
      return t.recentFilter;
    case 'operator':
      return t.operators[text] ?? '';
    case 'topic':
      return t.topicValue;
    case 'value':
      return offered.times === undefined || offered.times.of === 0
        ? ''
        : t.ofAll(offered.times.count, offered.times.of);
  }
}
