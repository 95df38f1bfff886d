import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { boxClasses, INPUT_CLASSES } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SearchBoxProps {
  /** Accessible name, also the placeholder. */
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** For a field that opens for a search: it takes the focus, and Escape and its button close it. */
  readonly onClose?: () => void;
}

/** Search field for a list. Escape clears it. */
export function SearchBox({ label, clearLabel, value, onChange, onClose }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const isOpened = onClose !== undefined;
  useEffect(() => {
    if (isOpened) input.current?.focus();
  }, [isOpened]);
  const leave = onClose ?? (() => onChange(''));
  const isLeft = value === '' && !isOpened;
  return (
    <div className={boxClasses(false)}>
      <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        className={INPUT_CLASSES}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isLeft) return;
          event.preventDefault();
          leave();
        }}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      {!isLeft && (
        <IconButton small label={clearLabel} onClick={leave}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
