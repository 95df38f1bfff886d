/** Tests other reasons for a refusal, by the known facts of a sign-in. */
import { expect, test } from 'vitest';
import { otherReasons, type SignInCircumstances } from './otherReasons.ts';
import { STAGES } from './stages.ts';

const keysFor = (known: SignInCircumstances) => otherReasons(known).map(({ key }) => key);

test('lists only causes that the outcome leaves possible', () => {
  expect(keysFor({ stage: 'dns' })).toEqual(['dns', 'network']);
  expect(keysFor({ stage: 'tls' })).toEqual(['certificate']);
  expect(keysFor({ stage: 'at' })).toEqual(['at-command']);
  expect(keysFor({ stage: 'closed' })).toEqual(['take-over', 'after-connect']);
  expect(keysFor({ stage: 'connack', code: 0 })).toEqual([]);
  expect(keysFor({ stage: 'connack', code: 1 })).toEqual(['protocol-version']);
  expect(keysFor({ stage: 'connack', code: 4, isRegistration: true })).toEqual([
    'registration-off',
    'registration-active',
  ]);
});

test('another broker has none of the platform’s reasons', () => {
  const keysOfOthers = (known: SignInCircumstances) => keysFor({ ...known, isAlibaba: false });
  expect(keysOfOthers({ stage: 'connack', code: 5 })).toEqual([]);
  expect(keysOfOthers({ stage: 'tls', isTlsOn1883: true })).toEqual(['tls-on-1883']);
  const withoutCode = STAGES.filter((stage) => stage !== 'connack');
  for (const stage of [...withoutCode, 'failed'] as const) {
    expect(keysOfOthers({ stage })).toEqual([]);
  }
  expect(keysOfOthers({})).toEqual([]);
});

test('suspects the secret only after a rejection of the credentials', () => {
  const suspected = [0, 1, 2, 3, 4, 5].filter((code) =>
    keysFor({ stage: 'connack', code }).includes('secret-entered'),
  );
  expect(suspected).toEqual([4, 5]);
  for (const stage of ['at', 'dns', 'tcp', 'tls', 'connect', 'failed', 'closed', 'http'] as const) {
    expect(keysFor({ stage })).not.toContain('secret-entered');
  }
  expect(keysFor({})).not.toContain('secret-entered');
});
