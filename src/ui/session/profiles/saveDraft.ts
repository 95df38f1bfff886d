/** Saving the draft as a profile. */
import { errorText } from '../../../base/errorText.ts';
import { newId } from '../../../profiles/settings/ids.ts';
import type { ConnectionSettings, ProfileTraits } from '../../../profiles/settings/settings.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { page } from '../../kit/page/page.ts';
import { renameConnection } from '../connection/connections.ts';
import { profiles, useProfiles } from '../storage.ts';
import type { Draft } from './draft.ts';
import { draftFor, followConnection, setDraft, setDraftNotes } from './drafts.ts';
import { saveSecrets } from './keptSecrets.ts';
import { type Faults, settingsOf } from './settings.ts';
import { settled } from './typedFilter.ts';

/** A missing secret does not prevent saving. */
const ANY_SECRET = 'not kept';

/** Saves the current draft. Returns its errors if it cannot be saved. */
export async function saveDraft(connectionId: string): Promise<Faults | undefined> {
  const { editor, profiles: t } = firstTexts();
  const draft = draftFor(connectionId);
  const whole = { ...draft, deviceSecret: draft.deviceSecret || ANY_SECRET };
  const { settings, errors } = settingsOf(whole, page);
  if (settings === undefined) {
    return errors;
  }
  const id = draft.profileId ?? newId();
  const name = draft.name.trim() || nameFor(settings);
  // Set before storing: text typed meanwhile is kept, and a second press saves the same profile.
  if (settled(draft, page) !== draft) setDraft(connectionId, settled(draft, page));
  followConnection(connectionId, { name, profileId: id });
  try {
    await profiles.save({ id, name, ...traitsOf(draft), settings: withStoredParts(id, settings) });
    if (draft.keepsSecrets) await saveSecrets(id, settings, draft);
  } catch (error) {
    followConnection(connectionId, { profileId: draft.profileId });
    setDraftNotes(connectionId, [editor.storageFailed(errorText(error))]);
    return undefined;
  }
  renameConnection(connectionId, name);
  announce(draft.keepsSecrets ? t.savedWithSecrets(name) : t.saved(name));
  return undefined;
}

/** Charts, payload rules and auto-replies are stored at once, and another tab may have changed them since. */
function withStoredParts(id: string, settings: ConnectionSettings): ConnectionSettings {
  const stored = useProfiles.getState().items.find((one) => one.id === id)?.settings;
  if (stored === undefined) return settings;
  const { charts: _charts, payloads: _payloads, answers: _answers, ...form } = settings;
  const { charts, payloads, answers } = stored;
  return {
    ...form,
    ...(charts && { charts }),
    ...(payloads && { payloads }),
    ...(answers !== undefined && { answers }),
  };
}

function traitsOf({ profileId, folder: typed, colour, connectAtStart }: Draft): ProfileTraits {
  const folder = typed.trim();
  const before = useProfiles.getState().items.find(({ id }) => id === profileId);
  // In another folder it has no place yet.
  const order = before?.folder === (folder || undefined) ? before?.order : undefined;
  return {
    ...(folder === '' ? {} : { folder }),
    ...(order === undefined ? {} : { order }),
    ...(colour === undefined ? {} : { colour }),
    ...(connectAtStart ? { connectAtStart } : {}),
  };
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
