// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings.testkit.ts';
import type { Profile } from '../../../profiles/settings.ts';
import { undoLast, useAsking } from '../asking.ts';
import { openSecrets, profiles, useProfiles } from '../storage.ts';
import { deleteProfile, profilePlace } from './profiles.ts';

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

test('the focus goes to the row beside a deleted profile, and to its own once it is back', async () => {
  const oven: Profile = { ...PRESS, id: 'o', name: 'oven' };
  await profiles.saveAll([PRESS, oven]);
  await vi.waitFor(() => expect(useProfiles.getState().items).toHaveLength(2));
  document.body.innerHTML = [PRESS, oven]
    .map(({ id }) => `<button data-focus="${profilePlace(id)}">${id}</button>`)
    .join('');
  await deleteProfile('any', PRESS);
  expect(document.activeElement?.textContent).toBe('o');
  undoLast();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('p'));
  expect(useProfiles.getState().items).toHaveLength(2);
});
