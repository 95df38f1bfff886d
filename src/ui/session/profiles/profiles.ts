/** Opening a profile, deleting one. */
import { errorText } from '../../../mqtt/errorText.ts';
import { newClientId } from '../../../profiles/clientId.ts';
import type { Profile } from '../../../profiles/settings.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { offerUndo } from '../asking.ts';
import { connectionById, openConnection, renameConnection } from '../connections.ts';
import { profiles } from '../storage.ts';
import { setView } from '../tabView.ts';
import { draftOf } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';

/** Fills the editor of this tab, or of a new one where this one is in use. */
export function openProfile(connectionId: string, { id, name, settings }: Profile): void {
  const inUse = connectionById(connectionId)?.settings !== undefined;
  const target = inUse ? openConnection() : connectionId;
  const draft = draftOf(settings, name, id);
  // An id made for a tab that no longer is must not meet itself in another; a session needs its own.
  const ownId = !settings.cleanStart || !/^mqttscope-[0-9a-f]{6}$/.test(settings.clientId);
  setDraft(target, ownId ? draft : { ...draft, clientId: newClientId() });
  setDraftNotes(target, []);
  renameConnection(target, name);
  setView(target, { screen: 'editor' });
}

export async function deleteProfile(connectionId: string, profile: Profile): Promise<void> {
  const t = firstTexts().editor;
  try {
    const gone = await profiles.delete(profile.id);
    offerUndo(t.deleted(profile.name), () => profiles.save(gone ?? profile));
  } catch (error) {
    setDraftNotes(connectionId, [t.storageFailed(errorText(error))]);
  }
}
