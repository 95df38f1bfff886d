import { type KeyboardEvent, useId, useState } from 'react';
import {
  completed,
  completeTemplate,
  type TemplateCompletion,
} from '../../../session/publish/completeTemplate.ts';

type Box = HTMLInputElement | HTMLTextAreaElement;

/** Key event of React or of the browser. */
type Pressed = Pick<
  globalThis.KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault' | 'stopPropagation'
>;

interface Options {
  /** Also offers values of the message that is answered. */
  readonly isAnswer: boolean;
  readonly onChange: (text: string) => void;
}

/** Completion of `{{…}}` in a text box by keyboard (combobox pattern). */
export function useTemplateCompletion({ isAnswer, onChange }: Options) {
  const id = useId();
  const [found, setFound] = useState<TemplateCompletion>();
  const [at, setAt] = useState(0);
  const look = (box: Box): void => {
    const { value, selectionStart, selectionEnd } = box;
    const isCursor = selectionStart !== null && selectionStart === selectionEnd;
    setFound(isCursor ? completeTemplate(value, selectionStart, isAnswer) : undefined);
    setAt(0);
  };
  const close = (): void => setFound(undefined);
  const choose = (box: Box, example: string): void => {
    if (found === undefined) return;
    const next = completed(box.value, found, example);
    onChange(next.text);
    close();
    requestAnimationFrame(() => {
      // If the user is typing elsewhere by then, the focus stays there.
      const writes = document.activeElement?.matches('input, textarea') === true;
      if (writes && document.activeElement !== box) return;
      box.focus();
      box.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const onKey = (event: Pressed, box: Box): void => {
    if (found === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { examples } = found;
    const example = examples[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((at + step + examples.length) % examples.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && example !== undefined) {
      choose(box, example);
    } else if (event.key === 'Escape') {
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isOpen = found !== undefined;
  return {
    list: found && { id, examples: found.examples, at, choose },
    /** To be given to the box. */
    box: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isOpen,
      'aria-controls': id,
      'aria-activedescendant': isOpen ? `${id}-${at}` : undefined,
      onKeyDown: (event: KeyboardEvent<Box>) => onKey(event, event.currentTarget),
      onBlur: close,
    } as const,
    look,
    onKey,
    close,
  };
}

export type TemplateList = NonNullable<ReturnType<typeof useTemplateCompletion>['list']>;
