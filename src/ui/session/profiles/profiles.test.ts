// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings.testkit.ts';
import type { Profile } from '../../../profiles/settings.ts';
import { useAsking } from '../asking.ts';
import { openSecrets, profiles, useProfiles } from '../storage.ts';
import { deleteProfile } from './profiles.ts';

const PRESS: Profile = { id: 'p', name: 'press', settings: SETTINGS };

test('a deleted profile can be taken back as soon as it is gone, however long its secrets take', async () => {
  await profiles.save(PRESS);
  const secrets = await openSecrets();
  await vi.waitFor(() => expect(useProfiles.getState().items).toHaveLength(1));
  const forget = vi.spyOn(secrets, 'forget').mockReturnValue(new Promise(() => undefined));
  void deleteProfile('any', PRESS);
  await vi.waitFor(() => expect(useProfiles.getState().items).toEqual([]));
  expect(useAsking.getState().undos).toHaveLength(1);
  forget.mockRestore();
});
