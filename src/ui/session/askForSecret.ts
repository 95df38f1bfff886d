/** Handles a connection that needs a secret the page did not store. */
import { focusTarget } from '../kit/focus.ts';
import { confirm } from '../kit/language/announcements.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { activateConnection } from './connections.ts';
import { setView } from './tabView.ts';

/** Brings the form to the front, with the focus on the secret. */
export function askForSecret(id: string): void {
  activateConnection(id);
  setView(id, { screen: 'editor' });
  requestAnimationFrame(() => focusTarget('secret'));
  confirm(firstTexts().restored.secretMissing);
}
