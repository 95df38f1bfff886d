// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import '../../kit/language/bothLanguages.testkit.ts';
import { expect, test, vi } from 'vitest';
import type { LineSettings } from '../../../profiles/settings/lineSettings.ts';
import { secretsOf } from '../../../profiles/settings/profileSecrets.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import type { Profile } from '../../../profiles/settings/settings.ts';
import { undoLast, useConfirm } from '../dialogs/confirm.ts';
import { openSecrets, profiles, useProfiles } from '../storage.ts';
import { draftOfProfile } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';
import { recallSecrets } from './keptSecrets.ts';
import { deleteProfile, profilePlace } from './profiles.ts';

const PRESS: Profile = { id: 'p', name: 'press', settings: SETTINGS };
const LINE: LineSettings = {
  proxy: 'socks5://ann:PLANTED@127.0.0.1:1080',
  headers: [['Authorization', 'PLANTED']],
  tls: {
    serverName: 'b.example',
    psk: { identity: 'pump', key: 'PLANTED' },
    alpn: ['mqtt'],
    passphrase: 'PLANTED',
    key: { text: 'PLANTED' },
    ca: { text: 'for everybody' },
  },
};

test('a deletion of a profile can be undone at once, however long its secrets take', async () => {
  await profiles.save(PRESS);
  const secrets = await openSecrets();
  await expect.poll(() => useProfiles.getState().items).toHaveLength(1);
  const forget = vi.spyOn(secrets, 'forget').mockReturnValue(new Promise(() => undefined));
  void deleteProfile('any', PRESS);
  await expect.poll(() => useProfiles.getState().items).toEqual([]);
  expect(useConfirm.getState().undos).toHaveLength(1);
  forget.mockRestore();
});

test('the focus moves to the row beside a deleted profile, and to its own after undo', async () => {
  const oven: Profile = { ...PRESS, id: 'o', name: 'oven' };
  await profiles.saveAll([PRESS, oven]);
  await expect.poll(() => useProfiles.getState().items).toHaveLength(2);
  document.body.innerHTML = [PRESS, oven]
    .map(({ id }) => `<button data-focus="${profilePlace(id)}">${id}</button>`)
    .join('');
  await deleteProfile('any', PRESS);
  expect(document.activeElement?.textContent).toBe('o');
  undoLast();
  await expect.poll(() => document.activeElement?.textContent).toBe('p');
  expect(useProfiles.getState().items).toHaveLength(2);
});

test('keys, passphrases and passwords of the companion’s connection return with their profile', async () => {
  const id = 'kept-line';
  const profile: Profile = { id, name: 'press', settings: { ...SETTINGS, line: LINE } };
  await profiles.save(profile);
  const found = () => useProfiles.getState().items.find((one) => one.id === id);
  await expect.poll(found).toBeDefined();
  const stored = found();
  if (stored === undefined) throw new Error('nothing is stored');
  expect(JSON.stringify(stored)).not.toContain('PLANTED');
  setDraft('a', draftOfProfile(stored, true));
  // jsdom has no WebCrypto; the store has separate tests.
  const secrets = secretsOf(profile.settings);
  vi.spyOn(await openSecrets(), 'recall').mockResolvedValue(secrets);
  await recallSecrets('a');
  expect(draftFor('a').line).toEqual(LINE);
});
