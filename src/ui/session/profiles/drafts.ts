/** The drafts of the open tabs, and what a deep link had to say about one. */
import { newClientId } from '../../../profiles/settings/clientId.ts';
import { openConnection, whenRenewed } from '../connectionTabs.ts';
import { perConnection } from '../perConnection.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** With the draft go the secrets that were typed into it. undefined before one was made. */
const drafts = perConnection<Draft | undefined>(undefined);
/** Draft of the last Connect. */
const used = perConnection<Draft | undefined>(undefined);
/** Somebody has tried to connect or to save: what is wrong is shown from then on. */
const tried = perConnection(false);
/** Notes of a deep link, in words. */
const notes = perConnection<readonly string[]>([]);

export function draftFor(connectionId: string): Draft {
  const kept = drafts.of(connectionId);
  if (kept !== undefined) {
    return kept;
  }
  const draft = emptyDraft(newClientId());
  setDraft(connectionId, draft);
  return draft;
}

/** undefined before `draftFor` or `setDraft` made one. */
export const useDraft = drafts.use;
export const draftOf = drafts.of;
export const setDraft: (connectionId: string, draft: Draft) => void = drafts.set;

/** Called after any draft changed; returns how to stop. */
export const whenDrafted = drafts.listen;

/** To be called with each Connect that is made with the draft. */
export const noteUsed = (connectionId: string): void =>
  used.set(connectionId, drafts.of(connectionId));

/** undefined: there was no Connect. */
export const usedDraft = used.of;

/** The draft was changed since it was used. */
export const isChanged = (connectionId: string): boolean =>
  isOther(used.of(connectionId), drafts.of(connectionId));

/** The same, drawn anew when that changes. */
export const useIsChanged = (connectionId: string): boolean =>
  isOther(used.use(connectionId), drafts.use(connectionId));

const isOther = (before: Draft | undefined, now: Draft | undefined): boolean =>
  before !== undefined && before !== now;

/** Changes it without a person's doing. */
export function followConnection(connectionId: string, part: Partial<Draft>): void {
  const changed = isChanged(connectionId);
  drafts.set(connectionId, { ...draftFor(connectionId), ...part });
  if (!changed && used.of(connectionId) !== undefined) noteUsed(connectionId);
}

whenRenewed((ended, fresh) => {
  const draft = drafts.of(ended);
  if (draft === undefined) return;
  drafts.set(fresh, draft);
  used.set(fresh, draft);
});

export const useTried = tried.use;
export const noteTried = (connectionId: string): void => tried.set(connectionId, true);

/** The same in a tab of its own, with a client id of its own. */
export function duplicate(draft: Draft): void {
  const copy = {
    ...draft,
    name: '',
    profileId: undefined,
    clientId: newClientId(),
    connectAtStart: false,
    keepsSecrets: false,
  };
  setDraft(openConnection(), copy);
}

export const useDraftNotes = notes.use;
export const setDraftNotes = notes.set;
