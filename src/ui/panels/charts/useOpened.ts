import { useCallback, useState } from 'react';

/** State of a part that a button opens and closes. */
export function useOpened() {
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const toggle = useCallback(() => setOpen((before) => !before), []);
  return { isOpen, close, toggle };
}
