import { Search, X } from 'lucide-react';
import { boxClasses, INPUT_CLASSES } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SearchBoxProps {
  /** Accessible name, also the placeholder. */
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Search field for the list below it. Escape clears it. */
export function SearchBox({ label, clearLabel, value, onChange }: SearchBoxProps) {
  return (
    <div className={boxClasses(false)}>
      <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        className={INPUT_CLASSES}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          onChange('');
        }}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      {value !== '' && (
        <IconButton small label={clearLabel} onClick={() => onChange('')}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
