import { focusTarget } from '../../kit/page/focus.ts';
import { setView } from './tabView.ts';

/** Opens the connection form, and moves the focus to a field there. */
export function focusInForm(connectionId: string, name: string): void {
  // The sheet makes the desk inert. An element there would keep a claim to the focus.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  setView(connectionId, { screen: 'editor' });
  requestAnimationFrame(() => focusTarget(name));
}
