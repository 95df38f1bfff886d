/** Imports and exports profiles. */
import { errorText } from '../../../base/errorText.ts';
import type { ImportedProfile } from '../../../profiles/files/foreignProfile.ts';
import { encryptedFile, plainFile } from '../../../profiles/files/ownFile.ts';
import { LARGEST, type ReadFile, readProfilesFile } from '../../../profiles/files/readFile.ts';
import { inFolder } from '../../../profiles/settings/arrangement.ts';
import { secretsOf } from '../../../profiles/settings/profileSecrets.ts';
import type { Profile } from '../../../profiles/settings/settings.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { waitFor } from '../../kit/language/waiting.ts';
import { download } from '../captures/saveTarget.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { shownName } from '../shownName.ts';
import { openSecrets, profiles } from '../storage.ts';

/** Content of the file. Errors are part of the answer. */
export async function readFile(file: File): Promise<ReadFile> {
  if (file.size > LARGEST) {
    const why = { key: 'too-large', args: { bytes: file.size, most: LARGEST } } as const;
    return { kind: 'unreadable', why };
  }
  return readProfilesFile(await waitFor(file.text()));
}

export const hasSecrets = ({ profile }: ImportedProfile): boolean =>
  Object.keys(secretsOf(profile.settings)).length > 0;

interface ImportChoices {
  /** Empty: each into its own. */
  readonly folder: string;
  /** Kept, encrypted. */
  readonly withSecrets: boolean;
}

/** Saves all of them, or none. Returns the error, if any. */
export async function importProfiles(
  chosen: readonly ImportedProfile[],
  { folder, withSecrets }: ImportChoices,
): Promise<string | undefined> {
  const t = texts().profileFiles;
  const wanted = folder.trim();
  const all = chosen.map(({ profile }) => (wanted === '' ? profile : inFolder(profile, wanted)));
  const ids = all.map(({ id }) => id);
  try {
    const secrets = await openSecrets();
    const kept = withSecrets ? chosen.filter(hasSecrets) : [];
    await Promise.all(
      kept.map(({ profile }) => secrets.keep(profile.id, secretsOf(profile.settings))),
    );
    await profiles.saveAll(all);
  } catch (error) {
    // The secrets that were stored belong to no profile.
    await forgetAll(ids).catch(() => undefined);
    return t.failed(errorText(error));
  }
  offerUndo(t.imported(all.length), async () => {
    await Promise.all(ids.map((id) => profiles.delete(id)));
    await forgetAll(ids);
  });
  return undefined;
}

async function forgetAll(ids: readonly string[]): Promise<void> {
  const secrets = await openSecrets();
  await Promise.all(ids.map((id) => secrets.forget(id)));
}

/** Saves to the browser's downloads. Returns the error, if any. */
export async function exportProfiles(passphrase: string | undefined): Promise<string | undefined> {
  try {
    const { items } = await profiles.list();
    const text =
      passphrase === undefined ? plainFile(items) : await encryptedWithSecrets(items, passphrase);
    const blob = new Blob([text], { type: 'application/json' });
    const end = passphrase === undefined ? '' : '-encrypted';
    const name = `mqttscope-profiles${end}.json`;
    download(blob, name);
    confirm(texts().profileFiles.exported(name, blob.size));
    return undefined;
  } catch (error) {
    return errorText(error);
  }
}

async function encryptedWithSecrets(
  items: readonly Profile[],
  passphrase: string,
): Promise<string> {
  const secrets = await openSecrets();
  const recall = ({ id, name }: Profile) =>
    secrets.recall(id).catch((error: unknown) => {
      throw new Error(texts().profileFiles.secretUnreadable(shownName(name)), { cause: error });
    });
  const all = await Promise.all(
    items.map(async (profile) => {
      // Older versions stored tokens of user names in the profile.
      const secrets = { ...secretsOf(profile.settings), ...(await recall(profile)) };
      return { profile, secrets };
    }),
  );
  return waitFor(encryptedFile(all, passphrase));
}
