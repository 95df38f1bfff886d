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
  const id = 'kept-line';
  const profile: Profile = { id, name: 'press', settings: { ...SETTINGS, line: LINE } };
  await profiles.save(profile);
  // Tests of other files may have left profiles of theirs.
  const stored = await vi.waitFor(() => {
    const found = useProfiles.getState().items.find((one) => one.id === id);
    if (found === undefined) throw new Error('nothing is stored');
    return found;
  });
  expect(JSON.stringify(stored)).not.toContain('PLANTED');
  setDraft('a', draftOfProfile(stored, true));
  // jsdom has no WebCrypto; the store has tests of its own.
  const secrets = secretsOf(profile.settings);
  vi.spyOn(await openSecrets(), 'recall').mockResolvedValue(secrets);
  await recallSecrets('a');
  expect(draftFor('a').line).toEqual(LINE);
});
