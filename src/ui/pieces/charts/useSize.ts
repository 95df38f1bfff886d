import { useCallback, useState } from 'react';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Before anything was measured, and where nothing can be. */
const UNMEASURED: Size = { width: 800, height: 300 };

/** The size of an element, px, and the `ref` to attach to it. */
export function useSize(): readonly [
  Size,
  (element: HTMLElement | null) => (() => void) | undefined,
] {
  const [size, setSize] = useState(UNMEASURED);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const look = (): void => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0)
        setSize({ width: clientWidth, height: clientHeight });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [size, measure];
}
