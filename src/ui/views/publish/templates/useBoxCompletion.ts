import { type RefObject, useEffect, useRef } from 'react';
import { useTemplateCompletion } from './useTemplateCompletion.ts';

const BOX = '[data-focus="publish-payload"]';

/**
 * Completion in the payload's box, which is there before this is loaded: its keys are heard at the box itself.
 * @param place within the pane that has the box
 */
export function useBoxCompletion(
  place: RefObject<HTMLElement | null>,
  onChange: (text: string) => void,
) {
  const box = useRef<HTMLTextAreaElement>(null);
  const {
    list,
    box: marks,
    look,
    onKey,
    close,
  } = useTemplateCompletion({
    isAnswer: false,
    onChange,
  });
  const heard = useRef({ look, onKey, close });
  useEffect(() => {
    heard.current = { look, onKey, close };
  });
  useEffect(() => {
    const found = place.current?.closest('[data-pane]')?.querySelector(BOX);
    if (!(found instanceof HTMLTextAreaElement)) return undefined;
    box.current = found;
    const hears = new AbortController();
    const { signal } = hears;
    found.addEventListener('input', () => heard.current.look(found), { signal });
    found.addEventListener('blur', () => heard.current.close(), { signal });
    // Before the keys of the pane.
    found.addEventListener('keydown', (event) => heard.current.onKey(event, found), { signal });
    if (document.activeElement === found) heard.current.look(found);
    return () => hears.abort();
  }, [place]);
  const isOpen = list !== undefined;
  const { 'aria-activedescendant': active, 'aria-controls': listId } = marks;
  useEffect(() => {
    const { current } = box;
    if (current === null || !isOpen) return undefined;
    current.setAttribute('role', 'combobox');
    current.setAttribute('aria-expanded', 'true');
    current.setAttribute('aria-controls', listId);
    if (active !== undefined) current.setAttribute('aria-activedescendant', active);
    return () => {
      for (const name of ATTRIBUTES) current.removeAttribute(name);
    };
  }, [isOpen, active, listId]);
  return { box, list };
}

const ATTRIBUTES = ['role', 'aria-expanded', 'aria-controls', 'aria-activedescendant'];
