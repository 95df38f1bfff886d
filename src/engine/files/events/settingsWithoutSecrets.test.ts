import { expect, test } from 'vitest';
import { settingsWithoutSecrets } from './settingsWithoutSecrets.ts';

const NAMES = [
  'x-token',
  'Authorization',
  'api_key',
  'clientSecret',
  'passwd',
  'Cookie',
  'jwt',
  'signature',
  '密码',
];

test.each(NAMES)('the settings of a capture have no secret named %s', (name) => {
  const settings = {
    [name]: 'PLANTED',
    signIn: { userName: `ann?${name}=PLANTED`, clientId: `c;${name}=PLANTED` },
    headers: [
      [name, 'PLANTED'],
      ['author', 'ann'],
    ],
    connectProperties: [{ name: 'userProperty', value: [name, 'PLANTED'] }],
    subscriptions: [{ filter: 'a/#', properties: [{ name, value: 'PLANTED' }] }],
    pairs: [{ key: name, value: 'PLANTED' }],
  };
  const bare = settingsWithoutSecrets(settings);
  expect(JSON.stringify(bare)).not.toContain('PLANTED');
  expect(bare).toMatchObject({
    headers: [
      [name, ''],
      ['author', 'ann'],
    ],
    connectProperties: [{ name: 'userProperty', value: [name, ''] }],
    subscriptions: [{ filter: 'a/#' }],
  });
});

test('a user name that looks generated stays only beside a password', () => {
  const userName = 'A1TESTTOKEN2345678901';
  expect(settingsWithoutSecrets({ userName })).toEqual({ userName: '*'.repeat(userName.length) });
  expect(settingsWithoutSecrets({ userName, password: 'x' })).toEqual({ userName });
  expect(settingsWithoutSecrets({ userName: 'ann', name: 'author', value: 'x' })).toEqual({
    userName: 'ann',
    name: 'author',
    value: 'x',
  });
});
