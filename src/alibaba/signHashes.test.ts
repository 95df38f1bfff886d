import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacOnce, keyed } from './signHashes.ts';
import { SIGN_METHODS } from './signMethod.ts';

test.each(SIGN_METHODS)('%s equals OpenSSL’s result, with one key for several texts', (method) => {
  const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
  fc.assert(
    fc.property(bytes(200), fc.array(bytes(300), { maxLength: 4 }), (key, messages) => {
      const sign = keyed(method, key);
      for (const message of messages) {
        const other = createHmac(method.slice('hmac'.length), key).update(message).digest();
        expect(Buffer.from(sign(message)).equals(other)).toBe(true);
        expect(Buffer.from(hmacOnce(method, key, message)).equals(other)).toBe(true);
      }
    }),
  );
});
