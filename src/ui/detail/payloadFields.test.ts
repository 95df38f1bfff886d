import { describe, expect, test } from 'vitest';
import type { PacketDetail } from '../../engine/window.ts';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { field } from './fields.testkit.ts';
import { deepestAt } from './links.ts';
import { outline } from './outline.ts';
import { withPayload } from './payloadFields.ts';

/** A PUBLISH of five bytes before its payload. */
function detailOf(payload: Uint8Array): PacketDetail {
  const bytes = Uint8Array.of(0x30, 3 + payload.length, 0, 1, 0x61, ...payload);
  return {
    row: {
      number: 1,
      time: 0,
      delta: undefined,
      direction: 'in',
      stream: 1,
      packetType: 3,
      flags: 0,
      packetId: undefined,
      topic: 'a',
      summary: undefined,
      size: bytes.length,
      hasProblem: false,
    },
    bytes,
    fields: [
      field({ label: 'Rest', offset: 0, length: 5 }),
      field({ label: 'Payload', offset: 5, length: payload.length, value: payload }),
    ],
    problems: [],
    payload: { offset: 5, length: payload.length },
  };
}

const shown = (payload: Uint8Array) => {
  const detail = detailOf(payload);
  return withPayload(outline(detail.fields, detail.bytes), detail);
};

describe('the payload among the fields', () => {
  test('keys of JSON are linked to the bytes of key and value', () => {
    const nodes = shown(encodeUtf8('{"temp": 71.8, "list": [true]}'));
    const [temp, list] = nodes[1]?.children ?? [];
    expect(nodes[1]?.value).toBe('JSON');
    expect([temp?.label, temp?.value, temp?.offset, temp?.length]).toEqual(['temp', '71.8', 6, 12]);
    expect([list?.label, list?.value]).toEqual(['list', '[1]']);
    expect(deepestAt(nodes, 5 + 24)?.label).toBe('[0]');
  });

  test('text reads as text, with its size where it is long', () => {
    expect(shown(encodeUtf8('run'))[1]?.value).toBe('run');
    expect(shown(encodeUtf8('412.6'))[1]?.value).toBe('412.6');
    expect(shown(encodeUtf8('x'.repeat(5000)))[1]?.value).toMatch(/^x{400}… \(5000 B\)$/);
  });

  test('what is not text stays bytes', () => {
    expect(shown(Uint8Array.of(0, 1, 0xff))[1]?.value).toBe('00 01 ff');
    expect(shown(Uint8Array.of(0x61, 0x01))[1]?.value).toBe('61 01');
  });
});
