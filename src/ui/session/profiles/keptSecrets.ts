/**
 * Encrypted secrets of profiles: fills forms with them, deletes them, and tests whether they can be stored. Fills
 * forms with the secrets of presets, too.
 */

import { errorText } from '../../../base/errorText.ts';
import { lineWithoutSecrets } from '../../../profiles/settings/lineSettings.ts';
import {
  type ProfileSecrets,
  secretsOf,
  userNameWithoutSecrets,
} from '../../../profiles/settings/profileSecrets.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { lineOfText } from '../../../profiles/stored/storedLine.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { page } from '../../kit/page/page.ts';
import { pagePresets } from '../broker/companion.ts';
import { openSecrets } from '../storage.ts';
import type { Draft } from './draft.ts';
import { draftFor, followConnection, setDraftNotes } from './drafts.ts';
import { settingsOf } from './settings.ts';

/** Browsers encrypt in secure contexts only. */
export const canEncrypt = (): boolean => 'subtle' in crypto;

/** Why this browser keeps no secrets; undefined: it does. */
async function whyNot(): Promise<string | undefined> {
  const t = firstTexts().profiles;
  if (!canEncrypt()) return t.insecure;
  try {
    await (await openSecrets()).prepare();
    return undefined;
  } catch (error) {
    return t.refused(errorText(error));
  }
}

/**
 * Stores the secrets of the form from now on; for a saved profile, at once. Returns the reason if that is
 * impossible.
 */
export async function keepSecrets(connectionId: string): Promise<string | undefined> {
  const why = await whyNot();
  if (why !== undefined) return why;
  followConnection(connectionId, { keepsSecrets: true });
  const draft = draftFor(connectionId);
  const { settings } = settingsOf(draft, page);
  if (draft.profileId === undefined || settings === undefined) return undefined;
  await (await openSecrets()).keep(draft.profileId, secretsOf(settings));
  confirm(firstTexts().profiles.keptNow);
  return undefined;
}

/** Deletes the stored secrets. They remain only in the form. */
export async function forgetSecrets(connectionId: string): Promise<void> {
  followConnection(connectionId, { keepsSecrets: false });
  const { profileId } = draftFor(connectionId);
  if (profileId === undefined) return;
  await (await openSecrets()).forget(profileId);
  confirm(firstTexts().profiles.forgotten);
}

/** Deletes the secrets of all profiles, and the key. */
export async function forgetAllSecrets(): Promise<void> {
  await (await openSecrets()).forgetAll();
  confirm(firstTexts().profiles.allForgotten);
}

/** Stores the form's credentials with the profile. */
export async function saveSecrets(
  id: string,
  settings: ConnectionSettings,
  { deviceSecret }: Pick<Draft, 'deviceSecret'>,
): Promise<void> {
  const { signIn } = settings;
  // The form may still lack it.
  const real = signIn.kind === 'password' ? signIn : { ...signIn, deviceSecret };
  await (await openSecrets()).keep(id, secretsOf({ ...settings, signIn: real }));
}

/**
 * Fills the form with the stored secrets of its profile, and reports unreadable ones; without a profile, with the
 * secrets of the preset for its address and user. @returns whether that succeeded
 */
export async function recallSecrets(connectionId: string): Promise<boolean> {
  const { profileId } = draftFor(connectionId);
  if (profileId === undefined) return recallPreset(connectionId);
  const secrets = await (await openSecrets()).recall(profileId).catch(() => 'unreadable' as const);
  const draft = draftFor(connectionId);
  if (secrets === undefined || draft.profileId !== profileId) return false;
  if (secrets === 'unreadable') {
    followConnection(connectionId, { keepsSecrets: false });
    setDraftNotes(connectionId, [firstTexts().profiles.unreadable]);
    return false;
  }
  followConnection(connectionId, { keepsSecrets: true, ...filled(draft, secrets) });
  return true;
}

/** The companion has them, and nothing here stores them. */
async function recallPreset(connectionId: string): Promise<boolean> {
  const presets = await pagePresets();
  const draft = draftFor(connectionId);
  const preset = presets.find(({ url, userName, password }) => {
    const isSame =
      urlWithoutSecrets(url) === draft.url && userNameWithoutSecrets(userName) === draft.userName;
    return isSame && (password !== '' || url !== draft.url || userName !== draft.userName);
  });
  if (preset === undefined || draft.profileId !== undefined) return false;
  followConnection(connectionId, filled(draft, preset));
  return true;
}

/** Text typed in the meantime takes precedence. */
function filled(draft: Draft, secrets: ProfileSecrets): Partial<Draft> {
  const { password = '', userName, deviceSecret = '', url, authUrl, line } = secrets;
  return {
    password: draft.password || password,
    deviceSecret: draft.deviceSecret || deviceSecret,
    userName: whole(draft.userName, userName, userNameWithoutSecrets),
    url: whole(draft.url, url, urlWithoutSecrets),
    authUrl: whole(draft.authUrl, authUrl, urlWithoutSecrets),
    ...(line === undefined ? {} : { line: wholeLine(draft.line, line) }),
  };
}

/** The typed text if it has changed in the meantime. */
function wholeLine(bare: Draft['line'], kept: string): Draft['line'] {
  const line = lineOfText(kept);
  return JSON.stringify(lineWithoutSecrets(line)) === JSON.stringify(bare) ? line : bare;
}

function whole(
  bare: string,
  kept: string | undefined,
  withoutSecrets: (text: string) => string,
): string {
  return kept !== undefined && withoutSecrets(kept) === bare ? kept : bare;
}
