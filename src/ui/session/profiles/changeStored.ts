/** Changes of a connection that are stored in its profile at once, without its form being saved. */
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { profiles } from '../storage.ts';
import { draftOf } from './drafts.ts';

/** @param how receives the stored settings, which another tab may have changed. */
export async function changeStored(
  connectionId: string,
  how: (stored: ConnectionSettings) => ConnectionSettings,
): Promise<void> {
  const id = draftOf(connectionId)?.profileId;
  if (id === undefined) return;
  await profiles.change(id, (profile) => ({ ...profile, settings: how(profile.settings) }));
}
