/** Detects restored connections that lack a secret. */
import { lacksToken } from '../../../profiles/settings/profileSecrets.ts';
import { type Restored, restoredOf } from '../connection/restoredTabs.ts';
import type { Draft } from './draft.ts';
import { draftFor, usedDraft } from './drafts.ts';

type Typed = Pick<Draft, 'userName' | 'password' | 'deviceSecret'>;

/**
 * True if the user has to type it again, because no stored secret has filled the form.
 * @param used the restored settings
 */
export function isLacking(
  how: Restored | undefined,
  form: Typed | undefined,
  used: Pick<Draft, 'userName'> | undefined,
): boolean {
  if (how?.lacksSecret !== true || how.isFilled) return false;
  const { userName = '', password = '', deviceSecret = '' } = form ?? {};
  if (lacksToken(userName)) return true;
  const isTyped = lacksToken(used?.userName ?? '') || `${password}${deviceSecret}` !== '';
  return !isTyped;
}

export const needsSecret = (id: string): boolean =>
  isLacking(restoredOf(id), draftFor(id), usedDraft(id));
