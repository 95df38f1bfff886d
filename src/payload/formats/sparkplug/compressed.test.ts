/** Tests compressed payloads, written by the library of Eclipse Tahu and Node's zlib. */
import { beforeAll, describe, expect, test } from 'vitest';
import { ChosenFormats } from '../../chains/chosenFormats.ts';
import { type LayersRead, layersRead } from '../../layersRead.testkit.ts';
import { loadFormats } from '../formats.ts';
import { payloadPreview } from '../reading.ts';
import { envelope, METHODS } from './compressed.testkit.ts';
import { readOpened } from './sparkplugCompressed.ts';
import { writeMetrics } from './sparkplugMetrics.ts';

beforeAll(loadFormats);

const PAYLOAD = writeMetrics({
  timestamp: 1_486_144_502_122,
  seq: 3,
  metrics: [
    { name: 'Temp', type: 'Float', saysType: true, value: 71.3 },
    { name: 'Note', type: 'String', saysType: true, value: '{"n":1}' },
  ],
});
const MIB = 1 << 20;

const read = (payload: Uint8Array, chain = 'sparkplug'): Promise<LayersRead> =>
  layersRead(payload, { chain });

describe('a compressed payload of Sparkplug B', () => {
  test.each([
    ['gzip', METHODS.gzip(PAYLOAD), 'GZIP'],
    ['deflate with the header of zlib', METHODS.zlib(PAYLOAD), 'DEFLATE'],
    ['deflate without a header', METHODS.raw(PAYLOAD), 'DEFLATE'],
    ['a method in lower case', METHODS.gzip(PAYLOAD), 'gzip'],
    ['no method, which means deflate', METHODS.zlib(PAYLOAD), undefined],
    ['gzip without a method', METHODS.gzip(PAYLOAD), undefined],
  ])('is read like any other: %s', async (_, body, algorithm) => {
    const { names, value, error, found } = await read(envelope(body, algorithm));
    expect(error).toBeUndefined();
    expect(names).toEqual(['Sparkplug B', 'Sparkplug B']);
    expect(value).toMatchObject({ metrics: { Temp: { datatype: 'Float', value: 71.3 } }, seq: 3 });
    expect(found('metrics', 'Temp')).toBe(71.3);
    expect(found('metrics', 'algorithm')).toBeUndefined();
  });

  test('has the names and types of a BIRTH, and values for further steps', async () => {
    const data = writeMetrics({ metrics: [{ alias: 7, type: 'Int32', value: -5 }] });
    const text = '{"metrics": [{"name": "Count", "alias": 7, "datatype": "Int32"}]}';
    const { found } = await layersRead(envelope(METHODS.gzip(data), 'GZIP'), {
      chain: 'sparkplug(birth.json)',
      files: [{ name: 'birth.json', text }],
    });
    expect(found('metrics', 'Count')).toBe(-5);
    const note = 'sparkplug.metrics["Note"].value | json';
    expect((await read(envelope(METHODS.raw(PAYLOAD), 'DEFLATE'), note)).found('n')).toBe(1);
    expect((await read(PAYLOAD, note)).found('n')).toBe(1);
  });

  test('is previewed by its metrics', async () => {
    const formats = new ChosenFormats({ chains: [{ filter: '#', chain: 'sparkplug' }], files: [] });
    await formats.load();
    const payload = envelope(METHODS.zlib(PAYLOAD), 'DEFLATE');
    const { text } = payloadPreview(payload, 200, { chosen: formats.of('a') });
    expect(text).toMatch(/^Sparkplug B .*"Temp"/);
  });

  const packed = METHODS.gzip(PAYLOAD);
  const damaged = packed.map((byte, at) => (at === packed.length - 5 ? byte ^ 1 : byte));
  test.each([
    ['is truncated', envelope(packed.subarray(0, -9), 'GZIP'), 'ends'],
    ['is damaged', envelope(damaged, 'GZIP'), 'checksum'],
    ['is not compressed', envelope(PAYLOAD, 'GZIP'), 'unpacked'],
    ['is missing', envelope(new Uint8Array(), 'GZIP'), 'ends'],
    ['is compressed by an unknown method', envelope(packed, 'ROT13'), 'unpacked'],
    ['is too large', envelope(METHODS.zlib(new Uint8Array(5 * MIB)), 'DEFLATE'), 'large'],
  ])('has no values if its body %s', async (_, payload, key) => {
    const { value, error, found } = await read(payload);
    expect([value, error?.key]).toEqual([undefined, key]);
    expect(error?.offset).toBeLessThanOrEqual(payload.length);
    expect(found('metrics', 'Temp')).toBeUndefined();
    expect(readOpened(payload).error).toBeDefined();
  });

  test('is opened once, and only with its mark', async () => {
    const inner = envelope(METHODS.gzip(PAYLOAD), 'GZIP');
    expect((await read(envelope(METHODS.gzip(inner), 'GZIP'))).value).toMatchObject({
      uuid: 'SPBV1.0_COMPRESSED',
      metrics: { algorithm: { value: 'GZIP' } },
    });
    expect((await read(PAYLOAD)).names).toEqual(['Sparkplug B']);
  });
});
