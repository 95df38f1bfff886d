/** Saving the draft as a profile. */
import { errorText } from '../../../mqtt/errorText.ts';
import { newId } from '../../../profiles/newId.ts';
import type { ConnectionSettings } from '../../../profiles/settings.ts';
import { isTabAddress } from '../../../profiles/tabAddress.ts';
import { announce } from '../../kit/language/announcements.ts';
import { soonTexts } from '../../kit/language/soonText.ts';
import { page } from '../../kit/page.ts';
import { renameConnection } from '../connections.ts';
import { profiles } from '../storage.ts';
import type { Draft } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';
import { type Faults, settingsOf } from './settings.ts';

/** A profile holds no secret, so a missing one does not keep anybody from saving. */
const ANY_SECRET = 'not kept';

/** Saves it; returns what is wrong with it where it cannot be. */
export async function saveDraft(connectionId: string, draft: Draft): Promise<Faults | undefined> {
  const t = soonTexts().editor;
  const whole = { ...draft, deviceSecret: draft.deviceSecret || ANY_SECRET };
  const { settings, faults } = settingsOf(whole, page);
  if (settings === undefined) {
    return faults;
  }
  const id = draft.profileId ?? newId();
  const name = draft.name.trim() || nameFor(settings);
  try {
    await profiles.save({ id, name, settings });
  } catch (error) {
    setDraftNotes(connectionId, [t.storageFailed(errorText(error))]);
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
    return soonTexts().welcome.thisTab;
  }
  return URL.canParse(url) ? new URL(url).host : url;
}
