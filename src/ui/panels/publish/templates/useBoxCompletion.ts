import { type RefObject, useEffect, useRef } from 'react';
import { useTemplateCompletion } from './useTemplateCompletion.ts';

/**
 * Completion in the payload's box, which exists before this code is loaded. So it listens to the keys of the
 * box itself.
 */
export function useBoxCompletion(
  box: RefObject<HTMLTextAreaElement | null>,
  onChange: (text: string) => void,
) {
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
    const found = box.current;
    if (found === null) return undefined;
    const hears = new AbortController();
    const { signal } = hears;
    found.addEventListener('input', () => heard.current.look(found), { signal });
    found.addEventListener('blur', () => heard.current.close(), { signal });
    // Before the keys of the pane.
    found.addEventListener('keydown', (event) => heard.current.onKey(event, found), { signal });
    if (document.activeElement === found) heard.current.look(found);
    return () => hears.abort();
  }, [box]);
  const isOpen = list !== undefined;
  const { 'aria-activedescendant': active, 'aria-controls': listId } = marks;
  useEffect(() => {
    const { current } = box;
    if (current === null || !isOpen) return undefined;
    current.setAttribute('aria-autocomplete', 'list');
    current.setAttribute('aria-haspopup', 'listbox');
    current.setAttribute('aria-controls', listId);
    if (active !== undefined) current.setAttribute('aria-activedescendant', active);
    return () => {
      for (const name of ATTRIBUTES) current.removeAttribute(name);
    };
  }, [box, isOpen, active, listId]);
  return list;
}

const ATTRIBUTES = ['aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-activedescendant'];
