/** Detects restored connections that lack a secret. */
import { type Restored, restoredOf } from '../connection/restoredTabs.ts';
import type { Draft } from './draft.ts';
import { draftFor } from './drafts.ts';

type Typed = Pick<Draft, 'password' | 'deviceSecret'>;

/** True if the user has to type it again, because no stored secret has filled the form. */
export function isLacking(how: Restored | undefined, form: Typed | undefined): boolean {
  const { password = '', deviceSecret = '' } = form ?? {};
  return how?.lacksSecret === true && !how.isFilled && password === '' && deviceSecret === '';
}

export const needsSecret = (id: string): boolean => isLacking(restoredOf(id), draftFor(id));
