import { focusTarget } from '../../kit/page/focus.ts';
import { type FormSection, unfold } from './formSections.ts';
import { setView } from './tabView.ts';

/** Opens the connection form with a section, and moves the focus to a field there. */
export function focusInForm(connectionId: string, section: FormSection, name: string): void {
  // The sheet makes the desk inert. An element there would keep a claim to the focus.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  setView(connectionId, { screen: 'editor' });
  unfold(connectionId, section);
  requestAnimationFrame(() => focusTarget(name));
}
