import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import { publishSize } from './publishSize.ts';

const message = fc.record({
  topic: fc.string({ minLength: 1, maxLength: 300 }),
  payload: fc.nat(20_000).map((length) => new Uint8Array(length)),
  qos: fc.constantFrom(0, 1, 2),
  retain: fc.boolean(),
});

test('is the size of the sent packet', () => {
  fc.assert(
    fc.property(message, fc.nat(16_500), fc.constantFrom(3, 4, 5), (one, length, version) => {
      const properties = [{ name: 'contentType', value: 'x'.repeat(length) }] as const;
      const id = one.qos === 0 ? {} : { packetId: 7 };
      const sent = { ...one, properties: version === 5 ? properties : [] };
      const packet = encode({ type: 'publish', dup: false, ...id, ...sent }, version);
      expect(publishSize(sent, version)).toBe(packet.length);
    }),
  );
});

test('is the packet’s size for an unread file, and unknown for a template', () => {
  const file = new File([new Uint8Array(1000)], 'x');
  const sent = { topic: 'a', qos: 0, retain: false, properties: [] } as const;
  const none = new Uint8Array();
  expect(publishSize({ ...sent, payload: none, file }, 4)).toBe(1006);
  const template = { topic: 'a', payload: '{{counter}}', format: 'text' } as const;
  expect(publishSize({ ...sent, payload: none, template }, 4)).toBeUndefined();
});
