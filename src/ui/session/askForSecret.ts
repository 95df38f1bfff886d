/** A connection that cannot be made again without what the page did not keep. */
import { focusTarget } from '../kit/focus.ts';
import { confirm } from '../kit/language/announcements.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { activateConnection } from './connections.ts';
import { setView } from './tabView.ts';

/** Brings its form to the front, at the secret. */
export function askForSecret(id: string): void {
  activateConnection(id);
  setView(id, { screen: 'editor' });
  requestAnimationFrame(() => focusTarget('secret'));
  confirm(firstTexts().restored.secretMissing);
}
