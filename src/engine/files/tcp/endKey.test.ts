import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointOf, ipv6Key } from './endKey.ts';

test('an IPv6 endpoint always has the same key, and another one a different key', () => {
  // Few bits differ, so that many share a slot.
  const end = fc.record({
    address: fc.array(fc.constantFrom(0, 1, 0x20, 0xff), { minLength: 16, maxLength: 16 }),
    port: fc.constantFrom(1883, 50_000, 50_001, 65_535),
  });
  const keys = new Map<string, unknown>();
  const names = new Map<unknown, string>();
  fc.assert(
    fc.property(fc.array(end, { minLength: 1, maxLength: 50 }), (ends) => {
      for (const { address, port } of [...ends, ...ends]) {
        const name = `${address.join('.')} ${port}`;
        const key = ipv6Key(Uint8Array.of(9, ...address, 9), 1, port);
        expect(keys.get(name) ?? key).toBe(key);
        expect(names.get(key) ?? name).toBe(name);
        keys.set(name, key);
        names.set(key, name);
        expect(endpointOf(key).port).toBe(port);
      }
    }),
  );
});
