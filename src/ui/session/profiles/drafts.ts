/** The drafts of the open tabs, and what a deep link had to say about one. */
import { newClientId } from '../../../profiles/clientId.ts';
import { openConnection } from '../connections.ts';
import { perConnection } from '../perConnection.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** With the draft go the secrets that were typed into it. undefined before one was made. */
const drafts = perConnection<Draft | undefined>(undefined);
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
export const setDraft: (connectionId: string, draft: Draft) => void = drafts.set;

/** The same in a tab of its own, with a client id of its own. */
export function duplicate(draft: Draft): void {
  const copy = { ...draft, name: '', profileId: undefined, clientId: newClientId() };
  setDraft(openConnection(), copy);
}

export const useDraftNotes = notes.use;
export const setDraftNotes = notes.set;
