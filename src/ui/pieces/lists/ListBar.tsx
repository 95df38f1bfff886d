import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { boxClasses, classes, focusTarget, INPUT_CLASSES } from '#kit';

interface ListBarProps {
  /** Accessible name of the search. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Total number of items. */
  readonly total: string | undefined;
  readonly children?: ReactNode;
}

/** Bar above a list: search, length, and actions. The arrow down leads from the search into the list. */
export function ListBar({ label, placeholder, value, onChange, total, children }: ListBarProps) {
  return (
    <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1">
      <div className={classes(boxClasses(false), 'min-w-40 flex-1 md:max-w-96')}>
        <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
        <input
          type="text"
          // The key that finds a topic on other desks finds a row here.
          data-focus="broker-search find-topic"
          aria-label={label}
          placeholder={placeholder}
          className={classes(INPUT_CLASSES, 'text-base')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'Enter')
              focusTarget('broker-list', true);
            else if (event.key === 'Escape' && value !== '') onChange('');
            else return;
            event.preventDefault();
          }}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </div>
      {children}
      {total !== undefined && <span className="ml-auto whitespace-nowrap text-fg-2">{total}</span>}
    </div>
  );
}
