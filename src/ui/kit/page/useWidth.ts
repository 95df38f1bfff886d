import { useCallback, useState } from 'react';

/** Assumed width before the first measurement, or without layout. */
const UNMEASURED = 1200;

/** The width of an element, px, and the `ref` to attach to it. */
export function useWidth(): readonly [
  number,
  (element: HTMLElement | null) => (() => void) | undefined,
] {
  const [width, setWidth] = useState(UNMEASURED);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    // At once, so that nothing is drawn for a width that it does not have.
    setWidth(element.clientWidth || UNMEASURED);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || UNMEASURED));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, measure];
}
