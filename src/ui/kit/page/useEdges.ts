import { type RefObject, useEffect, useState } from 'react';

/** Edges of a horizontally scrolling element beyond which content is hidden. */
export interface Edges {
  readonly left: boolean;
  readonly right: boolean;
}

const NONE: Edges = { left: false, right: false };

/** Watches the element while `on`. */
export function useEdges(element: RefObject<HTMLElement | null>, on: boolean): Edges {
  const [edges, setEdges] = useState(NONE);
  useEffect(() => {
    const box = element.current;
    if (box === null || !on) return undefined;
    const measure = (): void => {
      const rest = box.scrollWidth - box.clientWidth - box.scrollLeft;
      // Scroll positions can be fractions of pixels.
      const now = { left: box.scrollLeft > 1, right: rest > 1 };
      setEdges((before) => (before.left === now.left && before.right === now.right ? before : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    // The content can grow while the box does not.
    for (const child of box.children) observer.observe(child);
    box.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', measure);
    };
  }, [element, on]);
  return on ? edges : NONE;
}
