import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certificateRequestIn } from './certificateRequest.ts';
import { distinguishedName } from './distinguishedName.ts';

const der = (tag: number, ...content: (number | Buffer)[]): Buffer => {
  const body = Buffer.concat(
    content.map((one) => (typeof one === 'number' ? Buffer.of(one) : one)),
  );
  return Buffer.concat([Buffer.of(tag, body.length), body]);
};
const COMMON_NAME = der(0x06, 0x55, 0x04, 0x03);
const nameOf = (value: Buffer): Buffer => der(0x30, der(0x31, der(0x30, COMMON_NAME, value)));

test('reads a name of two-byte characters, up to a truncated one', () => {
  expect(distinguishedName(nameOf(der(0x1e, 0x4e, 0x2d)))).toBe('CN=中');
  expect(distinguishedName(nameOf(der(0x1e, 0x4e, 0x2d, 0x4e)))).toBe('CN=中');
});

test('never throws, whatever a server sends as a name or handshake', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(255), (bytes, tag) => {
      const content = Buffer.from(bytes);
      expect(distinguishedName(content)).toBeTypeOf('string');
      expect(distinguishedName(nameOf(der(tag, content)))).toBeTypeOf('string');
      const record = Buffer.concat([
        Buffer.of(22, 3, 3, 0, content.length + 4),
        Buffer.of(13, 0, 0),
        Buffer.of(content.length),
        content,
      ]);
      expect(() => certificateRequestIn(record, [])).not.toThrow();
    }),
  );
});
