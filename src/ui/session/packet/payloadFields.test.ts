import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import { absent } from '../../../payload/formats/absent.testkit.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { cbor } from '../../../payload/formats/cbor.ts';
import { gzip } from '../../../payload/formats/compressed/deflated.ts';
import { loadFormat, loadFormats } from '../../../payload/formats/formats.ts';
import { xml } from '../../../payload/formats/xml/xml.ts';
import { field } from '../../panels/packet/fields.testkit.ts';
import { deepestAt } from './links.ts';
import { outline } from './outline.ts';
import { withPayload } from './payloadFields.ts';

afterEach(() => vi.restoreAllMocks());

/** A PUBLISH of five bytes before its payload. */
function detailOf(payload: Uint8Array): PacketDetail {
  const bytes = new Uint8Array(5 + payload.length);
  bytes.set([0x30, 3 + payload.length, 0, 1, 0x61]);
  bytes.set(payload, 5);
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
      size: bytes.length,
      hasProblem: false,
    },
    bytes,
    fields: [
      field({ label: 'Rest', offset: 0, length: 5 }),
      field({ label: 'Payload', offset: 5, length: payload.length, value: payload }),
    ],
    problems: [],
    secrets: [],
    payload: { offset: 5, length: payload.length },
  };
}

const shown = (payload: Uint8Array) => {
  const detail = detailOf(payload);
  return withPayload(outline(detail.fields, detail.bytes), detail).nodes;
};

describe('the payload among the fields', () => {
  test('a large payload’s row shows its first bytes, and their number', async () => {
    await loadFormats();
    const detect = vi.spyOn(cbor, 'detect');
    const items = new Uint8Array(400_000).fill(1);
    items[0] = 0x9f;
    items[items.length - 1] = 0xff;
    expect(shown(items)[1]?.value).toMatch(/^9f 01 01 .*… \(400,000 B\)$/);
    expect(Math.max(...detect.mock.calls.map(([payload]) => payload.length))).toBeLessThan(10_000);
    const picture = new Uint8Array(400_000);
    picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(shown(picture)[1]?.value).not.toContain('CBOR');
  });

  test('JSON keys link to the bytes of key and value', () => {
    const nodes = shown(encodeUtf8('{"temp": 71.8, "list": [true]}'));
    const [temp, list] = nodes[1]?.children ?? [];
    expect(nodes[1]?.value).toBe('JSON');
    expect([temp?.label, temp?.value, temp?.offset, temp?.length]).toEqual(['temp', '71.8', 6, 12]);
    expect([list?.label, list?.value]).toEqual(['list', '[1]']);
    expect(deepestAt(nodes, 5 + 24)?.label).toBe('[0]');
  });

  test('repeated names are distinguished, and queried one by one', async () => {
    await loadFormat(xml);
    const [own] = shown(encodeUtf8('<r><b>1</b><c/><b>2</b></r>')).slice(1);
    const rows = own?.children[0]?.children.map(({ label, name }) => [label, name]);
    expect(rows).toEqual([
      ['b[0]', 'payload.r.b[0]'],
      ['c', 'payload.r.c'],
      ['b[1]', 'payload.r.b[1]'],
    ]);
  });

  test('members of binary formats link to the bytes of key and value', () => {
    // {"temp": 71.5, 2: [true], "t": h'ff'}
    const payload = encodeCbor({ temp: 71.5, '2': [true], t: Uint8Array.of(0xff) });
    const [own] = shown(payload).slice(1);
    expect([own?.value, own?.error]).toEqual(['CBOR', undefined]);
    const rows = own?.children.map(({ label, name, value, tone, offset, length }) => [
      [label, name, value, tone],
      [...payload.subarray(offset - 5, offset - 5 + length)],
    ]);
    expect(rows).toEqual([
      [
        ['2', 'payload["2"]', '[1]', 'plain'],
        [0x61, 0x32, 0x81, 0xf5],
      ],
      [
        ['temp', 'payload.temp', '71.5', 'number'],
        [0x64, 0x74, 0x65, 0x6d, 0x70, 0xf9, 0x54, 0x78],
      ],
      [
        ['t', 'payload.t', "h'ff'", 'plain'],
        [0x61, 0x74, 0x41, 0xff],
      ],
    ]);
  });

  test('a broken payload with a known content type is shown up to its error, which is reported', () => {
    const payload = encodeCbor({ temp: 71.5, id: 'press' }).subarray(0, -2);
    const own = (contentType: string) => {
      const detail = detailOf(payload);
      const type = field({ label: 'Type', name: 'mqtt.prop.content_type', value: contentType });
      const fields = [{ ...field({ label: 'Rest', length: 5 }), children: [type] }];
      const nodes = outline([...fields, ...detail.fields.slice(1)], detail.bytes);
      return withPayload(nodes, detail).nodes[1];
    };
    const rows = own('application/cbor')?.children.map(({ label, name }) => [label, name]);
    expect(rows).toEqual([['temp', '']]);
    expect(own('application/cbor')?.error).toEqual({ key: 'ends', offset: 12 });
    expect(own('text/plain')?.children).toEqual([]);
  });

  test('values that no filter can match have no name: in a broken payload, or declined by a step', async () => {
    const chain = 'gzip | json.data | hex';
    const chosen = new ChosenFormats({ chains: [{ filter: '#', chain }], files: [] });
    await chosen.load();
    const rows = (payload: Uint8Array) => {
      const detail = detailOf(payload);
      const made = withPayload(outline(detail.fields, detail.bytes), detail, chosen.of('a'));
      const layer = made.nodes[1]?.children.at(-1);
      return [
        layer?.error?.key,
        ...(layer?.children ?? []).map(({ label, name, value }) => [label, name, value]),
      ];
    };
    expect(rows(new Uint8Array(gzipSync('{"id": 7}')))).toEqual(['path', ['id', '', '7']]);
    await loadFormats();
    const packed = new Uint8Array(gzipSync('{"id": 7}'));
    const detail = detailOf(packed.with(-8, (packed.at(-8) ?? 0) ^ 1));
    const [own] = withPayload(outline(detail.fields, detail.bytes), detail).nodes.slice(1);
    expect(own?.error?.key).toBe('checksum');
    expect(own?.children[1]?.children.map(({ label, name }) => [label, name])).toEqual([
      ['id', ''],
    ]);
  });

  test('the content of gzip is a layer with its own bytes', () => {
    const payload = new Uint8Array(gzipSync('{"a":{"b":1}}'));
    const detail = detailOf(payload);
    const made = withPayload(outline(detail.fields, detail.bytes), detail);
    const own = made.nodes[1];
    expect(own?.value).toBe('gzip, JSON');
    expect(made.layers.map(({ name }) => name)).toEqual(['JSON']);
    const [packed, layer] = own?.children ?? [];
    expect([packed?.label, packed?.offset, packed?.length, packed?.layer]).toEqual([
      'gzip',
      5,
      payload.length,
      undefined,
    ]);
    expect([layer?.label, layer?.layer, layer?.isChosen]).toEqual(['JSON', 1, false]);
    const inner = layer?.children[0]?.children[0];
    expect([inner?.name, inner?.value, inner?.offset, inner?.length]).toEqual([
      'payload.a.b',
      '1',
      6,
      5,
    ]);
    // A byte leads to the field of its layer, and of no other.
    expect(deepestAt(made.nodes, 7, 1)?.label).toBe('b');
    expect(deepestAt(made.nodes, 7)?.label).toBe('gzip');
  });

  test('a payload that is large only when decompressed shows its start as a layer, without values', () => {
    const payload = new Uint8Array(gzipSync(`[${'[],'.repeat(200_000)}0]`));
    const made = withPayload(
      outline(detailOf(payload).fields, detailOf(payload).bytes),
      detailOf(payload),
    );
    expect(made.layers.map(({ bytes }) => bytes.length)).toEqual([256 << 10]);
    const own = made.nodes.at(-1);
    expect(own?.error?.key).toBe('large');
    expect(own?.children.at(-1)?.children).toEqual([]);
  });

  test('a missing gzip decompressor is named', async () => {
    const ofGzip = absent(gzip);
    const payload = new Uint8Array(gzipSync('{"a":1}'));
    const own = () => shown(payload)[1];
    expect([own()?.value, own()?.missing, own()?.children]).toEqual(['gzip… (27 B)', gzip, []]);
    await ofGzip.arrive();
    expect([own()?.value, own()?.missing]).toEqual(['gzip, JSON', undefined]);
  });

  test('a missing text decoder is named, and the text shown', async () => {
    const ofXml = absent(xml);
    const own = () => shown(encodeUtf8('<r><a>1</a></r>'))[1];
    expect([own()?.value, own()?.missing]).toEqual(['<r><a>1</a></r>', xml]);
    await ofXml.arrive();
    expect([own()?.value, own()?.missing]).toEqual(['XML', undefined]);
    expect(own()?.children[0]?.children[0]).toMatchObject({ name: 'payload.r.a', value: '1' });
  });

  test('text is shown as text, with its size if long', () => {
    expect(shown(encodeUtf8('run'))[1]?.value).toBe('run');
    expect(shown(encodeUtf8('412.6'))[1]?.value).toBe('412.6');
    expect(shown(encodeUtf8('x'.repeat(5000)))[1]?.value).toMatch(/^x{400}… \(5,000 B\)$/);
  });

  test('binary data is shown as bytes', () => {
    expect(shown(Uint8Array.of(0, 1, 0xff))[1]?.value).toBe('00 01 ff');
    expect(shown(Uint8Array.of(0x61, 0x01))[1]?.value).toBe('61 01');
  });
});
