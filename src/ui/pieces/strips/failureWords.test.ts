import { expect, test } from 'vitest';
import type { Failure } from '../../../connection/protocol/protocol.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import type { ScramError } from '../../../mqtt/scram/client.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { failureWords } from './failureWords.ts';

const SETTINGS = settingsWith({
  url: 'tab:broker',
  version: 4,
});

const NO_TOKEN = { kind: 'pre-auth', url: 'tab:broker', code: undefined } as const;

test('the reason for a missing token is in the user’s language from this app’s broker, as sent from others', () => {
  const reason = 'The broker is down.';
  const fact = { key: 'down', args: {} } as const;
  const own = failureWords(
    { ...NO_TOKEN, why: 'no-platform', said: { reason, fact } },
    SETTINGS,
    zh,
  );
  expect(own.said).toBe('Broker 已停止。');
  const other = failureWords({ ...NO_TOKEN, why: 'relay', said: { reason } }, SETTINGS, zh);
  expect(other.said).toBe(reason);
});

const SCRAM = settingsWith({
  url: 'ws://broker.test/mqtt',
  version: 5,
  signIn: { kind: 'password', userName: 'ann', password: 'secret', scram: 'SCRAM-SHA-256' },
});
const refused = (code: number): Failure => ({ kind: 'refused', code, reasonString: undefined });
const broken = (error: ScramError): Failure => ({
  kind: 'broken',
  statement: 'MQTT-4.12.0-1',
  packet: undefined,
  why: { key: 'scram', args: { error } },
});
const error = (name: string) => broken({ key: 'server-error', args: { error: name } });

test.each<[string, Failure, en: string, zh: string]>([
  ['a wrong password', refused(0x87), 'password may be wrong', '密码可能'],
  ['a wrong password, by its own name', refused(0x86), 'Check that user name and password', '密码'],
  [
    'another method',
    refused(0x8c),
    'does not accept the authentication method',
    '不接受此认证方法',
  ],
  ['a wrong proof', error('invalid-proof'), 'the password is wrong', '密码错误'],
  ['an unknown user', error('unknown-user'), 'does not know the user name', '用户名不存在'],
  [
    'channel binding',
    error('server-does-support-channel-binding'),
    'requires channel binding, which is not possible here',
    '要求通道绑定，而此处无法使用',
  ],
  [
    'a reason of its own',
    error('go\u202eaway'),
    'another reason (go⟨U+202E⟩away)',
    '另有原因（go⟨U+202E⟩away）',
  ],
  [
    'a wrong signature',
    broken({ key: 'wrong-signature', args: {} }),
    'its signature is wrong',
    '签名错误',
  ],
  [
    'too few iterations',
    broken({ key: 'iterations', args: { asked: '0', least: 4096, most: 500_000 } }),
    'asks for 0 iterations; 4,096 to 500,000',
    '要求 0 次迭代',
  ],
  ['an extension', broken({ key: 'extension', args: {} }), 'a SCRAM extension', 'SCRAM 扩展'],
])('explains a failed sign-in with SCRAM in both languages: %s', (_name, failure, ...said) => {
  const texts = [en, zh].map((words) => failureWords(failure, SCRAM, words).text.join(' '));
  expect(texts).toEqual(said.map((part): unknown => expect.stringContaining(part)));
});

test('a connection through the companion shows the reason of its loss, without WebSocket code', () => {
  const lost = { kind: 'lost', closeCode: 1006, closeReason: '', end: { kind: 'reset' } } as const;
  const seen = { by: 'server', last: undefined, after: 2, message: undefined } as const;
  const cause = { key: 'reset', args: seen } as const;
  const told = failureWords({ ...lost, cause }, SCRAM, en);
  expect(told.code).toBeUndefined();
  expect(told.text[0]).toContain('reset by the broker 2 s after');
  expect(failureWords({ kind: 'lost', closeCode: 1006, closeReason: '' }, SCRAM, en).code).toBe(
    '1006',
  );
});

test('a page without a pass says once where to get one', () => {
  const told = (key: 'token-missing' | 'many-others') => {
    const said = { reason: 'English', fact: { key, args: {} } } as const;
    const failure = { kind: 'no-bridge', url: 'mqtt://broker', why: 'no-pass', said } as const;
    return failureWords(failure, SETTINGS, en).text;
  };
  expect(told('token-missing')).toEqual([
    expect.stringContaining('Open the address that it printed'),
  ]);
  expect(told('many-others')).toHaveLength(2);
});
