// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { webcrypto } from 'node:crypto';
import { beforeAll, expect, test, vi } from 'vitest';
import type { LineSettings } from '../../../profiles/lineSettings.ts';
import { SETTINGS } from '../../../profiles/settings.testkit.ts';
import type { Profile } from '../../../profiles/settings.ts';
import { profiles, useProfiles } from '../storage.ts';
import { draftOfProfile } from './draft.ts';
import { draftFor, setDraft } from './drafts.ts';
import { recallSecrets, saveSecrets } from './keptSecrets.ts';

// jsdom's has no `subtle`, which browsers have in secure contexts.
beforeAll(() => vi.stubGlobal('crypto', webcrypto));

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
  await saveSecrets('p', profile.settings, { deviceSecret: '' });
  await vi.waitFor(() => expect(useProfiles.getState().items).toHaveLength(1));
  const [stored] = useProfiles.getState().items;
  if (stored === undefined) throw new Error('nothing is stored');
  expect(JSON.stringify(stored)).not.toContain('PLANTED');
  setDraft('a', draftOfProfile(stored, true));
  await recallSecrets('a');
  expect(draftFor('a').line).toEqual(LINE);
});
