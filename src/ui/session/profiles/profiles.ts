/** Saving the draft as a profile, opening one, deleting one. */
import { newClientId } from '../../../profiles/clientId.ts';
import { newId } from '../../../profiles/newId.ts';
import type { ConnectionSettings, Profile } from '../../../profiles/settings.ts';
import { isTabAddress } from '../../../profiles/tabAddress.ts';
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { page } from '../../kit/page.ts';
import { offerUndo } from '../asking.ts';
import { connectionById, openConnection, renameConnection } from '../connections.ts';
import { profiles, reasonOf } from '../storage.ts';
import { setView } from '../tabView.ts';
import { type Draft, draftOf } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';
import { type Faults, settingsOf } from './settings.ts';

/** A profile holds no secret, so a missing one does not keep anybody from saving. */
const ANY_SECRET = 'not kept';

/** Saves it; returns what is wrong with it where it cannot be. */
export async function saveDraft(connectionId: string, draft: Draft): Promise<Faults | undefined> {
  const t = firstTexts().editor;
  const whole = { ...draft, deviceSecret: draft.deviceSecret || ANY_SECRET };
  const { settings, faults } = settingsOf(whole, page, t.faults);
  if (settings === undefined) {
    return faults;
  }
  const id = draft.profileId ?? newId();
  const name = draft.name.trim() || nameFor(settings);
  try {
    await profiles.save({ id, name, settings });
  } catch (error) {
    setDraftNotes(connectionId, [t.storageFailed(reasonOf(error))]);
    return undefined;
  }
  setDraft(connectionId, { ...draft, name, profileId: id });
  renameConnection(connectionId, name);
  announce(t.saved(name));
  return undefined;
}

function nameFor({ url, signIn }: ConnectionSettings): string {
  if (signIn.kind === 'alibaba') {
    return signIn.deviceName;
  }
  if (isTabAddress(url)) {
    return firstTexts().welcome.thisTab;
  }
  return URL.canParse(url) ? new URL(url).host : url;
}

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
    offerUndo(t.deleted(profile.name), () => void profiles.save(gone ?? profile));
  } catch (error) {
    setDraftNotes(connectionId, [t.storageFailed(reasonOf(error))]);
  }
}
