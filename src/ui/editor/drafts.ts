/** The drafts of the open tabs, and what a deep link had to say about one. */
import { create } from 'zustand';
import { newClientId } from '../../profiles/clientId.ts';
import { openConnection, whenClosed } from '../state/connections.ts';
import { type Draft, emptyDraft } from './draft.ts';

interface DraftsState {
  readonly of: Readonly<Record<string, Draft>>;
  /** Notes of a deep link, in words. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

const useDrafts = create<DraftsState>()(() => ({ of: {}, notes: {} }));

// With the draft go the secrets that were typed into it.
whenClosed((id) =>
  useDrafts.setState((state) => {
    const { [id]: _draft, ...of } = state.of;
    const { [id]: _notes, ...notes } = state.notes;
    return { of, notes };
  }),
);

const NO_NOTES: readonly string[] = [];

export function draftFor(connectionId: string): Draft {
  const kept = useDrafts.getState().of[connectionId];
  if (kept !== undefined) {
    return kept;
  }
  const draft = emptyDraft(newClientId());
  setDraft(connectionId, draft);
  return draft;
}

/** undefined before `draftFor` or `setDraft` made one. */
export function useDraft(connectionId: string): Draft | undefined {
  return useDrafts((state) => state.of[connectionId]);
}

export function setDraft(connectionId: string, draft: Draft): void {
  useDrafts.setState(({ of }) => ({ of: { ...of, [connectionId]: draft } }));
}

/** The same in a tab of its own, with a client id of its own. */
export function duplicate(draft: Draft): void {
  const copy = { ...draft, name: '', profileId: undefined, clientId: newClientId() };
  setDraft(openConnection(), copy);
}

export function useDraftNotes(connectionId: string): readonly string[] {
  return useDrafts((state) => state.notes[connectionId] ?? NO_NOTES);
}

export function setDraftNotes(connectionId: string, notes: readonly string[]): void {
  useDrafts.setState((state) => ({ notes: { ...state.notes, [connectionId]: notes } }));
}
