import type { KeyboardEvent } from 'react';

/** Enter in a line of the form, unless the line has its own use for it, or it ends an input method's word. */
export function isEnterOfLine({
  key,
  target,
  nativeEvent,
  defaultPrevented,
}: KeyboardEvent): boolean {
  return (
    key === 'Enter' &&
    !defaultPrevented &&
    !nativeEvent.isComposing &&
    target instanceof HTMLInputElement &&
    /^(text|password)$/.test(target.type)
  );
}
