import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect } from 'react';

/**
 * Keys and clicks of a sheet: it lies over the desk and is not modal. Escape and a click beside it
 * close it.
 */
export function useSheet(sheet: RefObject<HTMLElement | null>, close: () => void) {
  useEffect(() => {
    // A control that is removed leaves the focus to the page.
    const onPageKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target !== document.body || !isOnTop(sheet.current)) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', onPageKey);
    return () => document.removeEventListener('keydown', onPageKey);
  });
  return {
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        close();
      }
      // Single keys act on the desk behind.
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    },
    onScrim: (event: PointerEvent): void => {
      if (event.target === event.currentTarget) close();
    },
  };
}

function isOnTop(sheet: HTMLElement | null): boolean {
  return [...document.querySelectorAll('dialog[open], [data-sheet]')].at(-1) === sheet;
}
