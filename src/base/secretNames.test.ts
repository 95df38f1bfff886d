import { describe, expect, it, test } from 'vitest';
import { cpuTime } from './cpuTime.testkit.ts';
import {
  isSecretName,
  isSecretParameter,
  looksGenerated,
  SECRET_NAMES_IN_TEXT,
  withoutTokens,
} from './secretNames.ts';

/** Parts of a name: its words. */
const PARTS = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'secret',
  'token',
  'credential',
  'authorization',
  'authentication data',
  'api key',
  'access key',
  'private key',
  'signature',
  '密码',
  '口令',
  '密钥',
  '令牌',
];
const WORDS = ['pass', 'pwd', 'pw', 'auth', 'bearer', 'cookie', 'jwt', 'otp', 'psk', 'hmac', 'sig'];
const IN_ADDRESSES = [
  'key',
  'code',
  'pin',
  'sign',
  'sid',
  'sess',
  'ticket',
  'creds',
  'session',
  'session_key',
  'sharedKey',
  'device-key',
  'ACCOUNT_KEY',
];
const ORDINARY = [
  'author',
  'Authors',
  'passage',
  'signal',
  'keyboard',
  'design',
  'compass',
  'assignment',
  'monkey',
  'topic',
  'site',
  'spinning',
  'encoding',
  'hotpot',
  'insight',
  'x-request-id',
  '',
];

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Spellings of a name of several words. */
function spellings(name: string): readonly string[] {
  const words = name.split(' ');
  const plain = ['_', '-', ' ', '.'].map((between) => words.join(between));
  const camel = words.map((word, at) => (at === 0 ? word : capital(word))).join('');
  const forms = [...plain, camel, words.map(capital).join('')];
  return [...forms, ...forms.map((form) => form.toUpperCase())];
}

describe('names of secrets', () => {
  it.each(PARTS)('contain %s in any spelling', (part) => {
    for (const name of [...spellings(part), part.replaceAll(' ', '')]) {
      for (const around of [
        name,
        `${name}s`,
        `x-${name}`,
        `my${name}`,
        `${name}2`,
        `${name}_old`,
      ]) {
        expect([around, isSecretName(around)]).toEqual([around, true]);
        expect(isSecretParameter(around)).toBe(true);
      }
    }
  });

  it.each(WORDS)('have %s as a word', (word) => {
    for (const name of [
      word,
      `${word}s`,
      `x_${word}`,
      `X-${capital(word)}`,
      `my${capital(word)}`,
    ]) {
      expect([name, isSecretName(name)]).toEqual([name, true]);
      expect(isSecretParameter(name)).toBe(true);
    }
  });

  it.each(IN_ADDRESSES)('are %s in addresses only', (name) => {
    expect([isSecretParameter(name), isSecretName(name)]).toEqual([true, false]);
  });

  it.each(ORDINARY)('are not %j', (name) => {
    expect([isSecretParameter(name), isSecretName(name)]).toEqual([false, false]);
  });

  // Names that each of the five former lists masked.
  it.each(['token', 'my-secret', 'ApiKey', 'api-key', 'Authorization', 'passwords'])(
    'include %s of user properties',
    (name) => expect(isSecretName(name)).toBe(true),
  );
  it.each([
    'pass_word',
    'passwort',
    'mypwd',
    'x-amz-signature',
    'Credentials',
    'bearerToken',
    'xhmac',
    'api_key',
    'session-key',
    'sharedkey',
    'accountKey',
    'authkey',
    'auth_code',
    'authToken',
    'sig',
    'sign',
    'jwt',
    'key',
    'pass',
    'pw',
    'code',
    'otp',
    'pin',
    'ticket',
    'session',
    'sid',
    'sessid',
    'cred',
    'creds',
    'psk',
    't%256Fken',
    'pass%77ord',
  ])('include %s of addresses', (name) => expect(isSecretParameter(name)).toBe(true));
  it.each(['passphrase', 'deviceSecret', 'authenticationData', 'credentials', 'privateKey'])(
    'include %s of settings',
    (name) => expect(isSecretName(name)).toBe(true),
  );
});

test('names are found within a text', () => {
  const shape = new RegExp(`${SECRET_NAMES_IN_TEXT}=`, 'iu');
  const names = [...PARTS, ...WORDS, 'api_key', 'userpass', 'session-key', 'MQTT_PW'];
  expect(names.filter((name) => !shape.test(`a ${name}=`))).toEqual([]);
  expect(['author', 'topic', 'signal'].filter((name) => shape.test(`a ${name}=`))).toEqual([]);
});

describe('tokens in user names', () => {
  it.each([
    ['device?x=1&token=abc&sig=d', 'device?x=1&token=***&sig=*'],
    ['a;token=abc;x=1', 'a;token=***;x=1'],
    ['a?token=abc;def', 'a?token=*******'],
    ['token=abc', 'token=***'],
    ['a?apikey=abc&author=me', 'a?apikey=***&author=me'],
    ['a?jwt=1&pwd=2&pass=3&auth=4', 'a?jwt=*&pwd=*&pass=*&auth=*'],
    ['a?t%6Fken=abc', 'a?t%6Fken=***'],
    ['设备?密码=abc', '设备?密码=***'],
    ['FlespiToken abc', 'FlespiToken ***'],
    ['Bearer abc.def', 'Bearer *******'],
    ['eyJhbGciOi.eyJzdWIiO.sig-1', '*'.repeat(26)],
    ['h/d/?api-version=2021-04-12&key=1', 'h/d/?api-version=2021-04-12&key=1'],
    ['ann', 'ann'],
    ['FlespiToken', 'FlespiToken'],
  ])('of %s leave %s', (name, shown) => {
    expect(withoutTokens(name)).toBe(shown);
  });

  it.each(['?', ';', '&', '?a=', ';a', 'eyJ', 'eyJa.', 'Token ', '=;', '?token='])(
    'are found in linear time in %j',
    (piece) => {
      const begun = cpuTime();
      withoutTokens(piece.repeat(65_535 / piece.length));
      expect(cpuTime() - begun).toBeLessThan(500);
    },
  );
});

test('generated user names have letters and digits, and nothing else', () => {
  expect(looksGenerated('A1_TEST-TOKEN2345678')).toBe(true);
  expect(looksGenerated('A1_TEST-TOKEN234567')).toBe(false);
  expect(looksGenerated('temperature-sensor-north-hall')).toBe(false);
  expect(looksGenerated('12345678901234567890')).toBe(false);
  expect(looksGenerated('device1&a1b2c3d4e5f6g7h8')).toBe(false);
});
