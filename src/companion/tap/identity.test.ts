/** Selects a device's certificate by the requested name. */
import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { newAuthority } from './authority.ts';
import { signedIdentity } from './identity.ts';

it('signs each name once, up to 100; further ones get the machine’s own certificate', async () => {
  const identity = await signedIdentity(await newAuthority('test'), ['bench', '127.0.0.1']);
  const first = identity('broker.example');
  expect(new X509Certificate(first.cert).checkHost('broker.example')).toBe('broker.example');
  expect(identity('Broker.Example')).toBe(first);
  expect(identity('bench')).toBe(identity(undefined));
  for (let name = 1; name < 100; name += 1) identity(`${name}.example`);
  expect(identity('one-more.example')).toBe(identity(undefined));
  expect(identity('99.example')).not.toBe(identity(undefined));
  expect(identity('broker.example')).toBe(first);
});
