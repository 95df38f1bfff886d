// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import type { LineSettings } from '../../../profiles/lineSettings.ts';
import { secretsOf } from '../../../profiles/profileSecrets.ts';
import { SETTINGS } from '../../../profiles/settings.testkit.ts';
import type { Profile } from '../../../profiles/settings.ts';
import { openSecrets, profiles, useProfiles } from '../storage.ts';
import { draftOfProfile } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';
import { recallSecrets } from './keptSecrets.ts';

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

test('keys, passphrases and passwords of the companion’s line come back with their profile', async () => {
  const profile: Profile = { id: 'p', name: 'press', settings: { ...SETTINGS, line: LINE } };
  await profiles.save(profile);
  await vi.waitFor(() => expect(useProfiles.getState().items).toHaveLength(1));
  const [stored] = useProfiles.getState().items;
  if (stored === undefined) throw new Error('nothing is stored');
  expect(JSON.stringify(stored)).not.toContain('PLANTED');
  setDraft('a', draftOfProfile(stored, true));
  // jsdom has no WebCrypto; the store has tests of its own.
  const secrets = secretsOf(profile.settings);
  vi.spyOn(await openSecrets(), 'recall').mockResolvedValue(secrets);
  await recallSecrets('a');
  expect(draftFor('a').line).toEqual(LINE);
});
