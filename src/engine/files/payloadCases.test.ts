/** Reads the payloads of small captures, each with its value. */
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { layersRead } from '../../payload/layersRead.testkit.ts';
import { Capture } from '../capture/capture.ts';
import { previewOf } from '../topics/tree/preview.ts';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES } from './converted.testkit.ts';
import { CaptureFeed } from './report/captureFeed.ts';

beforeAll(loadFormats);

/** The last message of a topic. */
function messageOf(name: string, topic: string) {
  const [, file] = CAPTURE_FILES.find(([found]) => found.startsWith(name)) ?? [];
  if (file === undefined) throw new Error(`no ${name}`);
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of readEvents(file)) feed.take(event);
  const wanted = { name: topic, history: { first: 0, count: 1 } };
  const message = feed.capture.window({ topic: wanted }, 0).topic?.history.rows[0];
  const { payload = new Uint8Array(), contentType } = message ?? {};
  return { payload, contentType, chain: CONVENTIONS.chainOf(topic)?.chain };
}

const PLACE = { 温度: 21.5, 位置: '上海' };

describe.each<readonly [topic: string, formats: readonly string[], value: unknown]>([
  ['pay/gbk-type', ['GBK', 'JSON'], PLACE],
  ['pay/nul', ['text + NUL', 'JSON'], { t: 1 }],
  ['pay/nul-text', ['text + NUL', 'Text'], 21.5],
  ['pay/nan', ['JSON'], { t: undefined }],
  ['pay/ndjson', ['JSON sequence'], [{ t: 1 }, { t: 2 }]],
  ['pay/decimal', ['CBOR'], 273.15],
  ['pay/confluent-json', ['Confluent', 'JSON'], { t: 21.5 }],
  ['pay/zstd-skippable', ['zstd', 'JSON'], { t: 21.5, name: 'x'.repeat(50) }],
])('%s', (topic, formats, value) => {
  it('is decoded automatically', async () => {
    const { payload, contentType } = messageOf('interop-payloads-1', topic);
    const read = await layersRead(payload, { contentType });
    expect([read.names, read.value]).toEqual([formats, value]);
  });
});

/** The payload of a PUBLISH of MQTT 3.1.1, sent by either side. */
function payloadOf(name: string, topic: string): Uint8Array {
  const [, file = new Uint8Array()] = CAPTURE_FILES.find(([found]) => found.startsWith(name)) ?? [];
  for (const event of readEvents(file)) {
    const parts = event.kind === 'packet' ? peekPublish(event.bytes) : undefined;
    if (event.kind !== 'packet' || parts === undefined) continue;
    const { topicOffset, bodyOffset } = parts;
    const own = decodeUtf8(event.bytes.subarray(topicOffset, topicOffset + parts.topicLength));
    if (own === topic) return event.bytes.subarray(bodyOffset);
  }
  throw new Error(`no ${topic}`);
}

it.each([
  ['shed/name', ['NUL + text', 'JSON'], { t: 21.5 }],
  ['shed/text', ['NUL + text', 'Text'], undefined],
])('%s of p4-30 is read after its NUL', async (topic, formats, value) => {
  const { names, value: read, error } = await layersRead(payloadOf('p4-30', topic));
  expect([names, read]).toEqual([formats, value]);
  expect(error).toEqual({ key: 'nul', offset: 0, isHarmless: true });
});

it('keeps the text before the bytes of another message (p4-27)', async () => {
  const payload = payloadOf('p4-27', 'stat/plug8/STATUS10');
  const { names, error } = await layersRead(payload);
  expect(names[0]).toBe('text + bytes');
  const { offset = 0 } = error ?? {};
  expect(error?.key).toBe('no-text');
  expect(Buffer.from(payload).toString('latin1', offset - 11, offset)).toBe('"Reactive"0');
  expect(previewOf(payload)).toMatchObject({
    args: {
      text: expect.stringContaining('{"Sensors":{"Time":"2026-11-29T18:20:14"') as unknown,
    },
  });
});

it('pay/gbk is decoded by text(gbk) | json', async () => {
  const { payload } = messageOf('interop-payloads-1', 'pay/gbk');
  const read = await layersRead(payload, { chain: 'text(gbk) | json' });
  expect(read).toMatchObject({ value: PLACE, error: undefined });
});

it('names the byte and the reason if text is nearly JSON', async () => {
  const { payload } = messageOf('pub-11', 'tele/shed/SENSOR');
  const { names, error, value } = await layersRead(payload);
  expect(names).toEqual(['JSON']);
  const { offset = 0 } = error ?? {};
  expect([error?.why, Buffer.from(payload).toString('latin1', offset, offset + 3)]).toEqual([
    'not-a-number',
    'nan',
  ]);
  expect(value).toHaveProperty('Time');
});

it.each([
  ['pub-13', 'msh/2/e/LongFast/!0a0b0c0d', { portnum: 'TEXT_MESSAGE_APP', payload: 'hello' }],
  [
    'pub-13',
    'msh/EU_868/2/e/LongFast/!0a0b0c0d',
    {
      portnum: 'TELEMETRY_APP',
      payload: { time: 1_666_551_933, device_metrics: {} },
    },
  ],
  [
    'pub-23',
    'msh/EU_868/2/map/',
    {
      portnum: 'MAP_REPORT_APP',
      payload: { long_name: 'Base 1', short_name: 'BA1', firmware_version: '2.5.1' },
    },
  ],
])('%s: the packet of %s is not encrypted', async (name, topic, decoded) => {
  const { payload, chain } = messageOf(name, topic);
  const { value } = await layersRead(payload, { chain });
  expect(value).toMatchObject({ packet: { decoded } });
});
