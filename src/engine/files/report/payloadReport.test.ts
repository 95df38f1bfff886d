import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import { ChosenFormats } from '../../../payload/chains/chosenFormats.ts';
import { formatNamed, loadFormats } from '../../../payload/formats/formats.ts';
import { payloadTree } from '../../../payload/formats/reading.ts';
import { isMissing, type PayloadFormat } from '../../../payload/tree/format.ts';
import { payloadJson, reportPayload } from './payloadReport.ts';

beforeAll(loadFormats);

async function reportedBy(chain: string, payload: string | Uint8Array) {
  const chosen = new ChosenFormats({ chains: [{ filter: '#', chain }], files: [] });
  await chosen.load();
  return reportedIn(chosen.of('a'), payload);
}

const reported = (format: string, payload: string | Uint8Array) =>
  reportedIn(formatNamed(format), payload);

function reportedIn(format: PayloadFormat | undefined, payload: string | Uint8Array) {
  const packet = {
    type: 'publish',
    topic: 'a',
    payload: typeof payload === 'string' ? encodeUtf8(payload) : payload,
    qos: 0,
    dup: false,
    retain: false,
    properties: [],
  } as const;
  const { fields } = dissect(encode(packet, 4), { version: 4, sender: 'client' });
  return reportPayload(fields, format);
}

test('a payload nested too deeply is reported with its offset, at any depth', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  expect(reported('json', nested(512))).not.toHaveProperty('fault');
  for (const levels of [513, 3000, 50_000]) {
    expect(reported('json', nested(levels))).toEqual({
      formats: ['JSON'],
      fault: { layer: 0, key: 'depth', offset: 513, levels: 512 },
    });
  }
});

test('a repeated name keeps all of its values', () => {
  expect(reported('json', '{"a": 1, "b": 2, "a": [3]}')).toMatchObject({
    formats: ['JSON'],
    value: '{"a":[1,[3]],"b":2}',
    repeats: true,
  });
});

test.each([
  // {1: "a", "1": "b", "t": 0}
  ['a3 01 6161 6131 6162 6174 00', '{"1":"a","\\"1\\"":"b","t":0}'],
  // {true: 1, "true": 2, 1: 3, 1.0: 4}
  ['a4 f5 01 6474727565 02 01 03 f93c00 04', '{"true":1,"\\"true\\"":2,"1":3,"1.0":4}'],
  // {1: 1, "1": 2, "\"1\"": 3}: the last key would get the name of the second.
  ['a3 01 01 6131 02 63223122 03', '{"1":1,"\\"1\\"":2,"\\"\\\\\\"1\\\\\\"\\"":3}'],
  // {1: 1, "a": 2}: all names differ.
  ['a2 01 01 6161 02', '{"1":1,"a":2}'],
])('different CBOR keys with equal names are distinguished: %s', (digits, value) => {
  const payload = Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));
  const report = reported('cbor', payload);
  expect(report?.value).toBe(value);
  expect(report).not.toHaveProperty('repeats');
});

test('a repeated CBOR key has the list of its values', () => {
  // {1: 1, "1": 2, 1: 3}
  const payload = Uint8Array.from(Buffer.from('a3010161310201 03'.replaceAll(' ', ''), 'hex'));
  expect(reported('cbor', payload)).toMatchObject({
    value: '{"1":[1,3],"\\"1\\"":2}',
    repeats: true,
  });
});

test.each([
  ['json', '{"a": 1, "b": [2, {}, "x"], "a": null}'],
  ['xml', '<r><a>1</a><a u="2"><b>ä</b></a></r>'],
  ['cbor', 'a3016178 6131f5 81018201f6'],
])('each leaf of %s has its bytes and its path', (format, written) => {
  const payload =
    format === 'cbor'
      ? Uint8Array.from(Buffer.from(written.replaceAll(' ', ''), 'hex'))
      : encodeUtf8(written);
  const chosen = formatNamed(format);
  const tree = chosen && payloadTree(payload, { chosen });
  const { tree: read } = tree === undefined || isMissing(tree) ? {} : tree;
  if (read === undefined) throw new Error('nothing was read');
  const rows = Array.from({ length: read.tape.size }, (_, row) => row);
  const leaves = rows.filter((row) => !/object|array/.test(read.tape.kind(row)));
  expect(leaves.length).toBeGreaterThan(2);
  expect(reported(format, payload)?.leaves).toEqual(
    leaves.map((row) => ({
      path: read.path(row),
      range: [read.tape.start(row), read.tape.end(row) - read.tape.start(row)],
    })),
  );
});

test('the leaves of a wrapped payload refer to the reported bytes of the last layer', () => {
  const inner = encodeUtf8('{"t": 31.5}');
  const report = reported('gzip', new Uint8Array(gzipSync(inner)));
  expect(report).toEqual({
    formats: ['gzip', 'JSON'],
    value: '{"t":31.5}',
    leaves: [{ path: ['t'], range: [6, 4] }],
    hex: Buffer.from(inner).toString('hex'),
  });
});

test('a broken payload has its readable value beside the error', async () => {
  const packed = new Uint8Array(gzipSync('{"t":1}'));
  const broken = packed.with(-8, (packed.at(-8) ?? 0) ^ 1);
  expect(await reportedBy('gzip | json', broken)).toMatchObject({
    formats: ['gzip', 'JSON'],
    value: '{"t":1}',
    fault: { layer: 0, key: 'checksum', offset: packed.length - 4 },
  });
});

test('a payload rejected by a step has no value, and the report says why', async () => {
  const payload = '{"id": 7}';
  expect(await reportedBy('json.data | base64', payload)).toEqual({
    formats: ['JSON.data'],
    fault: { layer: 0, key: 'path', offset: 0 },
  });
  expect(await reportedBy('json | cbor.x | hex', '"a"')).toEqual({
    formats: ['JSON', 'CBOR.x'],
    hex: '61',
    fault: { layer: 1, key: 'ends', offset: 0 },
  });
});

test('an empty text picked by a step has no value of its container', async () => {
  expect(await reportedBy('json.data', '{"data": ""}')).toEqual({ formats: ['JSON.data'] });
});

test('a payload with many values is reported in linear time', () => {
  const payload = encodeUtf8(JSON.stringify(Array.from({ length: 100_000 }, (_, at) => at)));
  expect(reported('json', payload)?.leaves).toHaveLength(100_000);
  expect(leastCpuTime(() => reported('json', payload), 1)).toBeLessThan(3000);
});

test.each([
  // RFC 8949, appendix A: floats next to integers, the widest integers, and a non-finite number.
  [
    'cbor',
    '86f94bf0f98000187ffb3ff8000000000000fb7ff0000000000000f93c00',
    '[15.875,-0.0,127,1.5,"Infinity",1.0]',
  ],
  ['cbor', '82fb405fc00000000000387e', '[127.0,-127]'],
  ['cbor', '821b7fffffffffffffff3903e7', '["9223372036854775807",-1000]'],
  ['messagepack', '93cb405fc00000000000cb80000000000000007f', '[127.0,-0.0,127]'],
  ['messagepack', '91ca428e999a', '[71.3]'],
  ['bson', '1000000001610000000000000060400000', '{"a":128.0}'],
  ['json', '5b3132372e302c2d302e302c3165332c3132375d', '[127.0,-0.0,1e3,127]'],
])('numbers of %s keep the difference between floats and integers: %s', (format, digits, value) => {
  expect(reported(format, Uint8Array.from(Buffer.from(digits, 'hex')))).toMatchObject({ value });
});

test('the payload report keeps the notation of numbers', () => {
  const payload = reported('json', '[127.0]');
  expect(payload && payloadJson(payload)).toBe(
    '{"formats":["JSON"],"value":[127.0],"leaves":[{"path":[0],"range":[1,5]}]}',
  );
});
