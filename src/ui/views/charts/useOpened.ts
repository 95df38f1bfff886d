import { useCallback, useState } from 'react';

/** Something that a button opens and closes. */
export function useOpened() {
  const [isOpen, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const toggle = useCallback(() => setOpen((before) => !before), []);
  return { isOpen, close, toggle };
}
