import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { refusals } from '../../i18n/cli/en/refusals.ts';
import { pemPath } from '../tls.testkit.ts';
import { datesError, userNameOf, weakness } from './certificates.ts';
import { readTlsIdentity } from './tlsIdentity.ts';

const certificate = (name: string): X509Certificate =>
  new X509Certificate(readFileSync(pemPath(name)));
const DAY = 86_400_000;

it.each([
  ['weak-rsa', 'its key is too short: RSA with 1024 bits, minimum 2048'],
  ['weak-ec', 'its key is too short: EC with 224 bits, minimum 256'],
  ['weak-signature', 'it is signed over SHA-1, which can be forged: use at least SHA-256'],
  ['client', undefined],
  ['cert', undefined],
])('the certificate %s is weak: %s', async (name, why) => {
  expect(weakness(certificate(name))?.(refusals)).toBe(why);
  if (why === undefined || name === 'client') return;
  const files = { cert: pemPath(name), key: pemPath(`${name}-key`) };
  await expect(readTlsIdentity(files)).rejects.toThrow(
    `The certificate in ${files.cert} (--tls-cert) is refused: ${why}.`,
  );
});

it('outside its validity is reported but used', async () => {
  const now = Date.now();
  const client = certificate('client');
  expect(datesError(client, now)).toBeUndefined();
  expect(datesError(client, Date.parse(client.validFrom) - 1)?.(refusals)).toBe(
    `is not valid before ${client.validFrom}`,
  );
  expect(datesError(client, Date.parse(client.validTo) + DAY)?.(refusals)).toBe(
    `expired on ${client.validTo}`,
  );
  const files = { cert: pemPath('expired'), key: pemPath('expired-key') };
  const read = await readTlsIdentity(files);
  expect(read.warnings).toHaveLength(1);
  expect(read.warnings?.[0]?.(refusals)).toContain('expired on');
});

it('a client’s user name is the common name or the first alternative name', () => {
  expect(userNameOf(certificate('client'), 'cn')).toBe('ann');
  expect(userNameOf(certificate('client'), 'san')).toBe('sensor-1.example');
  expect(userNameOf(certificate('nameless'), 'cn')).toBeUndefined();
  expect(userNameOf(certificate('nameless'), 'san')).toBeUndefined();
});
