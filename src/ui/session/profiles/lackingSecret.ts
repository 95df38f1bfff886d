/** Whether a connection that came back lacks what the page did not keep. */
import { type Restored, restoredOf } from '../restoredTabs.ts';
import type { Draft } from './draft.ts';
import { draftFor } from './drafts.ts';

type Typed = Pick<Draft, 'password' | 'deviceSecret'>;

/** A person has to type it again: nothing that is kept with a profile has filled the form. */
export function isLacking(how: Restored | undefined, form: Typed | undefined): boolean {
  const { password = '', deviceSecret = '' } = form ?? {};
  return how?.lacksSecret === true && !how.isFilled && password === '' && deviceSecret === '';
}

export const needsSecret = (id: string): boolean => isLacking(restoredOf(id), draftFor(id));
