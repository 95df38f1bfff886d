/** Actions on saved connections. */
import { errorText } from '../../../base/errorText.ts';
import {
  folderOf,
  foldersOf,
  inFolder,
  moved,
  stepped,
} from '../../../profiles/settings/arrangement.ts';
import { newClientId, newId } from '../../../profiles/settings/ids.ts';
import type { Profile } from '../../../profiles/settings/settings.ts';
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { renameConnection } from '../connection/connections.ts';
import { unusedTab } from '../connectionTabs.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { closeOverlay, useOverlay } from '../dialogs/overlay.ts';
import { shownName } from '../shownName.ts';
import { openSecrets, profiles, useKeptSecrets, useProfiles } from '../storage.ts';
import { setView } from '../view/tabView.ts';
import { connectByForm } from './connectByForm.ts';
import { draftOfProfile } from './draft.ts';
import { setDraft, setDraftNotes } from './drafts.ts';
import { recallSecrets } from './keptSecrets.ts';
import { ownClientId } from './ownClientId.ts';

/** Fills the editor of this tab, or of a new one if this tab is in use. Returns its connection's id. */
export function openProfile(connectionId: string | undefined, profile: Profile): string {
  const target = unusedTab(connectionId);
  if (useOverlay.getState().open === 'profiles') closeOverlay();
  const draft = draftOfProfile(profile, useKeptSecrets.getState().has(profile.id));
  setDraft(target, { ...draft, clientId: ownClientId(profile.settings) });
  setDraftNotes(target, []);
  renameConnection(target, profile.name);
  setView(target, { screen: 'editor' });
  void recallSecrets(target);
  return target;
}

/** Connects with the settings of the form and the stored secrets. */
export async function connectOpened(connectionId: string): Promise<void> {
  await recallSecrets(connectionId);
  connectByForm(connectionId);
}

export const connectProfile = (connectionId: string | undefined, profile: Profile): Promise<void> =>
  connectOpened(openProfile(connectionId, profile));

/** Says in the editor of this tab where the browser refuses. */
async function tried(connectionId: string | undefined, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const text = firstTexts().editor.storageFailed(errorText(error));
    if (connectionId === undefined) announce(text);
    else setDraftNotes(connectionId, [text]);
  }
}

/** Focus name of its row. */
export const profilePlace = (id: string): string => `profile-${id}`;

export function deleteProfile(connectionId: string | undefined, profile: Profile): Promise<void> {
  return tried(connectionId, async () => {
    const rows = foldersOf(useProfiles.getState().items).flatMap(({ items }) => items);
    const at = rows.findIndex(({ id }) => id === profile.id);
    const beside = rows[at + 1] ?? rows[at - 1];
    const gone = await profiles.delete(profile.id);
    // The focused element is removed with its row.
    if (beside !== undefined) focusTarget(profilePlace(beside.id));
    const forgetting = forgetSecrets(profile.id);
    // Offered at once: a quick user can undo while the secrets are still being deleted.
    offerUndo(firstTexts().profiles.deleted(shownName(profile.name)), async () => {
      await profiles.save(gone ?? profile);
      focusTarget(profilePlace(profile.id));
      const putBack = await forgetting;
      await putBack();
    });
    await forgetting;
  });
}

/** Resolves to how to put them back. */
async function forgetSecrets(profileId: string): Promise<() => Promise<void>> {
  const secrets = await openSecrets();
  const kept = await secrets.forget(profileId);
  return () => secrets.putBack(kept);
}

/** Adds a copy next to it, with a new client id and without secrets. */
export function duplicateProfile(
  connectionId: string | undefined,
  profile: Profile,
): Promise<void> {
  const t = firstTexts().profiles;
  return tried(connectionId, async () => {
    const name = t.copyName(profile.name);
    const { connectAtStart: _start, order: _order, ...rest } = profile;
    const settings = { ...profile.settings, clientId: newClientId() };
    const copy = { ...rest, id: newId(), name, settings };
    const { items } = useProfiles.getState();
    const there = foldersOf(items).find((folder) => folder.name === folderOf(profile));
    const next = there?.items[there.items.indexOf(profile) + 1];
    await profiles.saveAll(moved([...items, copy], copy.id, folderOf(copy), next?.id));
    announce(t.duplicated(name));
  });
}

/** Moves a profile into a folder, before another one or to the end. */
export function moveProfile(
  connectionId: string | undefined,
  { id }: Profile,
  folder: string,
  before?: string,
): Promise<void> {
  return arrange(connectionId, id, (items) => moved(items, id, folder, before));
}

/** Moves a profile up or down by one. */
export function stepProfile(
  connectionId: string | undefined,
  { id }: Profile,
  by: -1 | 1,
): Promise<void> {
  return arrange(connectionId, id, (items) => stepped(items, id, by));
}

function arrange(
  connectionId: string | undefined,
  id: string,
  change: (items: readonly Profile[]) => readonly Profile[],
): Promise<void> {
  return tried(connectionId, async () => {
    const { items } = useProfiles.getState();
    const changed = change(items);
    const one = changed.find((each) => each.id === id);
    if (one === undefined) return;
    await profiles.saveAll(changed);
    const after = items.map((each) => changed.find((other) => other.id === each.id) ?? each);
    const folder = foldersOf(after).find(({ name }) => name === folderOf(one));
    const count = folder?.items.length ?? 1;
    const place = 1 + (folder?.items.findIndex((each) => each.id === id) ?? 0);
    const { moved: words, noFolder } = firstTexts().profiles;
    announce(words(`${one.name}, ${folderOf(one) || noFolder}`, place, count));
  });
}

export function renameFolder(
  connectionId: string | undefined,
  name: string,
  to: string,
): Promise<void> {
  return tried(connectionId, async () => {
    const inside = useProfiles.getState().items.filter((one) => folderOf(one) === name);
    await profiles.saveAll(inside.map((one) => inFolder(one, to)));
  });
}
