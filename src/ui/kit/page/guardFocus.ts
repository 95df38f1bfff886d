import { focusMoved, recoverFocus } from './focus.ts';

interface Held {
  readonly element: Element;
  /** Panes around it, the innermost first. */
  readonly panes: readonly HTMLElement[];
}

/** Guards that are about to move a lost focus. */
let recovering = 0;

/** True if the focus was lost with its element and is about to be moved to the list. */
export const isRecovering = (): boolean => recovering > 0;

const isUsable = (element: Element): boolean =>
  element.isConnected && !element.matches(':disabled');

function panesAround(element: Element): readonly HTMLElement[] {
  const pane = element.closest<HTMLElement>('[data-pane]');
  const outer = pane?.parentElement;
  return pane === null ? [] : outer ? [pane, ...panesAround(outer)] : [pane];
}

/**
 * Keeps the focus in its pane when the focused element is removed or disabled, such as a button that is
 * gone after its action.
 * @returns function that stops it
 */
export function guardFocus(): () => void {
  let held: Held | undefined;
  const onFocus = ({ target }: FocusEvent): void => {
    // A dialog restores the focus itself, and may close once the focus leaves it.
    const isHeld = target instanceof Element && target.closest('dialog, [role=dialog]') === null;
    held = isHeld ? { element: target, panes: panesAround(target) } : undefined;
    if (held !== undefined) focusMoved(held.element);
  };
  // The user has left it, such as by a click beside all controls.
  const onBlur = (): void => {
    requestAnimationFrame(() => {
      if (held && isUsable(held.element) && document.activeElement !== held.element)
        held = undefined;
    });
  };
  const observer = new MutationObserver(() => {
    if (held === undefined || isUsable(held.element)) return;
    const { element, panes } = held;
    held = undefined;
    recovering += 1;
    // The action may move the focus itself in the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        recovering -= 1;
        const now = document.activeElement;
        if (now === document.body || now === element) recoverFocus(panes);
      }),
    );
  });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', onBlur);
  observer.observe(document.body, {
    attributeFilter: ['disabled'],
    childList: true,
    subtree: true,
  });
  return () => {
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', onBlur);
    observer.disconnect();
  };
}
