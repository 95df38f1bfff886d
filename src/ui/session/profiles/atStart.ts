/** Connects the profiles that are set to connect at start. */
import { foldersOf } from '../../../profiles/settings/arrangement.ts';
import type { Profile } from '../../../profiles/settings/settings.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { activateConnection, useConnections } from '../connection/connections.ts';
import { isRestored } from '../connection/restoredTabs.ts';
import { openConnection } from '../connectionTabs.ts';
import { profiles } from '../storage.ts';
import { connectByForm } from './connectByForm.ts';
import { draftFor, setDraftNotes } from './drafts.ts';
import { recallSecrets } from './keptSecrets.ts';
import { openProfile } from './profiles.ts';

/**
 * Connects each in its existing tab, or in an unused one. Two pages with the same connection would disconnect
 * each other, so a connection belongs to a single page at a time.
 */
export async function connectAtStart(): Promise<void> {
  // Without storage, which the list of profiles reports, none is set to connect.
  const { items } = await profiles.list().catch(() => ({ items: [] }));
  const wanted = foldersOf(items)
    .flatMap((folder) => folder.items)
    .filter((profile) => profile.connectAtStart === true);
  if (wanted.length === 0) return;
  const { active } = useConnections.getState();
  const front = useConnections.getState().list.find(({ id }) => id === active);
  const isInUse = front !== undefined && !isUnused(front.id);
  const opened: string[] = [];
  for (const profile of wanted) {
    // Sequential, because each profile takes the first free tab.
    opened.push(await startOne(profile));
  }
  const first = isInUse ? active : opened[0];
  if (first !== undefined) activateConnection(first);
}

/** Returns the tab's id. */
async function startOne(profile: Profile): Promise<string> {
  const { list } = useConnections.getState();
  const own = list.find(({ id }) => draftFor(id).profileId === profile.id);
  if (own?.settings !== undefined && !isRestored(own.id)) return own.id;
  const free = list.find(({ id }) => isUnused(id));
  const id = own?.id ?? openProfile(free?.id ?? openConnection(), profile);
  await recallSecrets(id);
  const t = firstTexts().profiles;
  const { mode, userName, password, keepsSecrets } = draftFor(id);
  if (mode === 'password' && userName !== '' && password === '' && !keepsSecrets) {
    setDraftNotes(id, [t.startNeedsPassword]);
  } else if (await isTaken(profile.id)) {
    setDraftNotes(id, [t.takenElsewhere]);
  } else {
    connectByForm(id);
  }
  return id;
}

/** True if the form has no input and was never connected. */
function isUnused(id: string): boolean {
  const connection = useConnections.getState().list.find((one) => one.id === id);
  const { url, profileId } = draftFor(id);
  return (
    connection?.settings === undefined &&
    connection?.file === undefined &&
    connection?.tap === undefined &&
    profileId === undefined &&
    url === ''
  );
}

/** True if another page has it; otherwise this page holds it until it is closed. */
function isTaken(profileId: string): Promise<boolean> {
  // Absent outside of secure contexts, which its type does not say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const held = locks.request(`mqttscope start ${profileId}`, { ifAvailable: true }, (lock) => {
      resolve(lock === null);
      // Never settled: the browser lets it go with the page.
      return lock === null ? undefined : new Promise(() => undefined);
    });
    held.catch(() => resolve(false));
  });
}
