import { expect, it } from 'vitest';
import { StartError, UsageError } from '../cli/errors.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { type NamedTarget, namedTarget } from './tapTarget.ts';
import { TARGET_TLS, targetTls } from './targetTls.ts';

const { cert, key, otherKey } = TLS_FILES;
const NONE = { toCa: undefined, toCert: undefined, toKey: undefined, toFingerprint: undefined };
const targets = (...urls: readonly string[]): readonly NamedTarget[] =>
  urls.flatMap((url) => namedTarget(url) ?? []);

it.each([
  [{ toCa: cert }, ['mqtt://h'], UsageError, /^--to-ca is for mqtts:\/\/ and wss:\/\/\.$/],
  [{ toCa: cert }, ['unix:///run/b'], UsageError, /^--to-ca is for mqtts:/],
  [{ toFingerprint: '00' }, [], UsageError, /^--to-fingerprint is for mqtts:/],
  [{ toCert: cert }, ['wss://h'], UsageError, /^--to-cert and --to-key go together\.$/],
  [{ toCa: '/no/such' }, ['mqtts://h'], StartError, /^Cannot read \/no\/such \(--to-ca\): /],
  [{ toCa: key }, ['mqtts://h'], StartError, /\(--to-ca\) has no certificate in PEM form\.$/],
  [{ toCert: cert, toKey: otherKey }, ['mqtts://h'], StartError, /cannot be used: /],
])('%j is rejected before a device connects', async (given, urls, kind, message) => {
  const refused = targetTls({ ...NONE, ...given }, targets(...urls));
  await expect(refused).rejects.toThrow(kind);
  await expect(refused).rejects.toThrow(message);
});

it('is used if at least one target needs it', async () => {
  const both = targets('a=mqtt://h', 'mqtts://h');
  expect(await targetTls({ ...NONE, toCa: cert, toCert: cert, toKey: key }, both)).toEqual({
    ca: { file: cert },
    cert: { file: cert },
    key: { file: key },
  });
  expect(await targetTls(NONE, targets('mqtt://h'))).toBeUndefined();
});

it('takes a SHA-256 fingerprint', () => {
  const { read } = TARGET_TLS.toFingerprint;
  const [plain, withColons] = ['aB'.repeat(32), Array(32).fill('0f').join(':')];
  expect([read([plain]), read([withColons])]).toEqual([plain, withColons]);
  for (const wrong of ['', '00:11', 'ab'.repeat(20), `SHA256 Fingerprint=${plain}`]) {
    expect(() => read([wrong])).toThrow(/^--to-fingerprint takes a SHA-256 fingerprint/);
  }
});
