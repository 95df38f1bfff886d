import { isRecovering } from '../../kit/page/guardFocus.ts';

/** Name of the field for a new breakpoint. */
export const BREAKPOINT_FOCUS = 'breakpoint';

/** True if the focus may move to a packet that was stopped: the user neither types nor reads elsewhere. */
export function mayTakeFocus(): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return !isRecovering();
  return (
    activeElement instanceof HTMLInputElement &&
    activeElement.dataset['focus'] === BREAKPOINT_FOCUS &&
    activeElement.value === ''
  );
}
