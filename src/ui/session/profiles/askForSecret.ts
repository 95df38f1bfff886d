/** Handles a connection that needs a secret the page did not store. */
import { lacksToken } from '../../../profiles/settings/profileSecrets.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { activateConnection } from '../connection/connections.ts';
import { focusInForm } from '../view/focusInForm.ts';
import { draftFor } from './drafts.ts';

/** Brings the form to the front, with the focus on the secret. */
export function askForSecret(id: string): void {
  activateConnection(id);
  const field = lacksToken(draftFor(id).userName) ? 'user-name' : 'secret';
  focusInForm(id, field);
  confirm(firstTexts().restored.secretMissing);
}
