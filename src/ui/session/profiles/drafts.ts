/** The drafts of the open tabs, with the notes of a deep link. */
import { newClientId } from '../../../profiles/settings/ids.ts';
import { touched } from '../../../profiles/settings/plainSubscription.ts';
import { perConnection } from '../connection/perConnection.ts';
import { openConnection, whenRenewed } from '../connectionTabs.ts';
import { setView } from '../view/tabView.ts';
import { whenStaysAtMostOnce } from '../workerEvents.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** With the draft go the secrets that were typed into it. undefined before one was made. */
const drafts = perConnection<Draft | undefined>(undefined);
/** Draft of the last Connect. */
const used = perConnection<Draft | undefined>(undefined);
/** The user has tried to connect or to save: errors are shown from then on. */
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

/** Undefined before `draftFor` or `setDraft` created a draft. */
export const useDraft = drafts.use;
export const draftOf = drafts.of;
export const setDraft: (connectionId: string, draft: Draft) => void = drafts.set;

/** Called after any change of a draft. Returns a function that stops it. */
export const whenDrafted = drafts.listen;

/** Must be called with each Connect that uses the draft. */
export const noteUsed = (connectionId: string): void =>
  used.set(connectionId, drafts.of(connectionId));

/** Undefined before the first Connect. */
export const usedDraft = used.of;

/** True if the draft has changed since its last use. */
export const isChanged = (connectionId: string): boolean =>
  isOther(used.of(connectionId), drafts.of(connectionId));

/** The same, and redraws the component on changes. */
export const useIsChanged = (connectionId: string): boolean =>
  isOther(used.use(connectionId), drafts.use(connectionId));

const isOther = (before: Draft | undefined, now: Draft | undefined): boolean =>
  before !== undefined && before !== now;

/** Changes the draft without an action of the user. */
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

whenStaysAtMostOnce((id) => {
  const draft = drafts.of(id);
  if (draft !== undefined)
    followConnection(id, { subscriptions: draft.subscriptions.map(touched) });
});

export const useTried = tried.use;
export const noteTried = (connectionId: string): void => tried.set(connectionId, true);

/** Opens a copy in the form of a new tab, with a new client id. */
export function duplicate(draft: Draft): void {
  const copy = {
    ...draft,
    name: '',
    profileId: undefined,
    clientId: newClientId(),
    connectAtStart: false,
    keepsSecrets: false,
  };
  const id = openConnection();
  setDraft(id, copy);
  setView(id, { screen: 'editor' });
}

export const useDraftNotes = notes.use;
export const setDraftNotes = notes.set;
