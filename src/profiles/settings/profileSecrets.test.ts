import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encryptedFile, plainFile } from '../files/ownFile.ts';
import { readProfilesFile } from '../files/readFile.ts';
import {
  lacksToken,
  propertiesWithoutSecrets,
  secretsOf,
  userNameWithoutSecrets,
  withoutSecrets,
} from './profileSecrets.ts';
import { SETTINGS } from './settings.testkit.ts';
import type { ConnectionSettings, Profile } from './settings.ts';

const JWT = 'eyJhbGciOi.PLANTED.c2ln';

/** User names, and what a storage has of them. */
const USER_NAMES = [
  ['ann?token=PLANTED', 'ann?token=…'],
  ['ann?api-version=2&apikey=PLANTED', 'ann?api-version=2&apikey=…'],
  ['ann;passwd=PLANTED', 'ann;passwd=…'],
  ['ann?jwt=PLANTED&client_secret=PLANTED', 'ann?jwt=…&client_secret=…'],
  ['?pwd=PLANTED;psk=PLANTED', '?pwd=…'],
  ['ann?密码=PLANTED', 'ann?密码=…'],
  ['FlespiToken PLANTED', 'FlespiToken …'],
  ['Bearer PLANTED', 'Bearer …'],
  [JWT, '…'],
  [`me ${JWT}`, '…'],
] as const;

const NAMES = [
  'x-token',
  'Authorization',
  'apiKey',
  'client_secret',
  'X-Passwd',
  'cookie',
  'jwt',
  'private key',
  '口令',
];

const signedIn = (userName: string, password = ''): ConnectionSettings => ({
  ...SETTINGS,
  signIn: { kind: 'password', userName, password },
});

describe('a token in a user name', () => {
  test.each(USER_NAMES)('of %s is left out, and is asked for again', (userName, bare) => {
    const stored = withoutSecrets(signedIn(userName, 'PLANTED'));
    expect(stored.signIn).toEqual({ kind: 'password', userName: bare, password: '' });
    expect(lacksToken(bare)).toBe(true);
    expect(withoutSecrets(stored)).toEqual(stored);
    expect(secretsOf(signedIn(userName))).toEqual({ userName });
    expect(secretsOf(stored)).toEqual({});
  });

  test('is in an encrypted file only, which brings it back', async () => {
    const profiles = USER_NAMES.map(
      ([userName], at): Profile => ({ id: `${at}`, name: `${at}`, settings: signedIn(userName) }),
    );
    expect(plainFile(profiles)).not.toContain('PLANTED');
    const text = await encryptedFile(
      profiles.map((profile) => ({ profile, secrets: secretsOf(profile.settings) })),
      'passphrase',
    );
    expect(text).not.toContain('PLANTED');
    const file = readProfilesFile(text);
    const opened = file.kind === 'encrypted' ? await file.open('passphrase') : file;
    if (opened.kind !== 'imported') throw new Error(opened.kind);
    expect(opened.imported.profiles.map(({ profile }) => profile.settings.signIn)).toEqual(
      profiles.map(({ settings }) => settings.signIn),
    );
  });

  test.each(['ann', 'device&product', 'author=me', 'a…b', 'A1TESTTOKEN2345678901', ''])(
    'other user names stay: %s',
    (userName) => {
      expect(userNameWithoutSecrets(userName)).toBe(userName);
      expect(lacksToken(userName)).toBe(false);
    },
  );

  test('leaving out is idempotent, and is always noticed', () => {
    const piece = fc.constantFrom(
      '?',
      '&',
      ';',
      '=',
      'token',
      'pwd',
      'a',
      JWT,
      'Bearer ',
      '…',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const userName = pieces.join('');
        const bare = userNameWithoutSecrets(userName);
        expect(userNameWithoutSecrets(bare)).toBe(bare);
        expect(bare === userName || lacksToken(bare)).toBe(true);
      }),
      { numRuns: 500, seed: 74 },
    );
  });
});

test('values of properties named like secrets are not stored with any packet', () => {
  const properties = NAMES.map(
    (name) => ({ name: 'userProperty', value: [name, 'PLANTED'] }) as const,
  );
  const data = { name: 'authenticationData', value: new TextEncoder().encode('PLANTED') } as const;
  const plain = { name: 'userProperty', value: ['author', 'ann'] } as const;
  const settings: ConnectionSettings = {
    ...SETTINGS,
    connectProperties: [...properties, data, plain],
    will: { topic: 't', payload: new Uint8Array(), qos: 0, retain: false, properties },
    subscriptions: [
      {
        filter: '#',
        qos: 0,
        noLocal: false,
        retainAsPublished: true,
        retainHandling: 0,
        properties: [...properties, plain],
      },
    ],
  };
  const bare = withoutSecrets(settings);
  expect(JSON.stringify(bare)).not.toContain('PLANTED');
  expect(bare.connectProperties?.slice(-2)).toEqual([
    { name: 'authenticationData', value: new Uint8Array() },
    plain,
  ]);
  expect(bare.subscriptions[0]?.properties?.at(-1)).toEqual(plain);
  expect(bare.will?.properties.map(({ value }) => value)).toEqual(NAMES.map((name) => [name, '']));
  expect(propertiesWithoutSecrets([plain])).toEqual([plain]);
});
