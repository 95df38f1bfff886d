import { useEffect, useState } from 'react';

interface CursorOptions<R> {
  /** Index of the selected row if it is loaded. */
  readonly found: number | undefined;
  readonly isSelected: boolean;
  readonly rowAt: (index: number) => R | undefined;
  readonly onSelect: (row: R) => void;
}

interface Cursor {
  /** From where keys move. */
  readonly at: number | undefined;
  readonly choose: (index: number) => void;
}

/**
 * Position of the selected row in a partly loaded list. If a key leads to a row that is not loaded, the row
 * is selected once it arrives. A selection that was scrolled away keeps its position for the keys.
 */
export function useCursor<R>({ found, isSelected, rowAt, onSelect }: CursorOptions<R>): Cursor {
  const [last, setLast] = useState<number>();
  const [awaited, setAwaited] = useState<number>();
  if (found !== undefined && found !== last) setLast(found);
  if (awaited !== undefined && awaited === found) setAwaited(undefined);
  const come = awaited === undefined ? undefined : rowAt(awaited);
  useEffect(() => {
    if (come !== undefined) onSelect(come);
  }, [come, onSelect]);
  return {
    at: awaited ?? found ?? (isSelected ? last : undefined),
    choose: (index) => {
      const row = rowAt(index);
      setAwaited(row === undefined ? index : undefined);
      if (row !== undefined) onSelect(row);
    },
  };
}
