import { gzipSync } from 'node:zlib';
import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { protobuf } from '../../payload/formats/protobuf/protobuf.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';
import { connectOf } from '../files/captureFile.testkit.ts';
import { DissectedCapture } from '../files/report/dissectedCapture.ts';
import { fileFacts } from '../files/report/fileFacts.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { compileFilter } from './compile.ts';

const said = {
  params: { temp: 31.5, tags: ['a', { b: null }] },
  id: 'press-07',
  n: 5,
  on: true,
};
const payloads = [
  Buffer.from(JSON.stringify(said)),
  encodeCbor(said),
  encodeMessagePack(said),
  gzipSync(JSON.stringify(said)),
  encodeCbor({ ...said, params: { temp: 12 } }),
  // Truncated.
  encodeCbor(said).subarray(0, -1),
  // {1: 42, "a": h'01020304', "n": 9007199254740993}
  Buffer.from('a301182a61614401020304616e1b0020000000000001', 'hex'),
];

const hex = (digits: string) => Buffer.from(digits, 'hex');
const PROTOBUF: readonly Uint8Array[] = [
  // 1: 7, 1: 8, 2: {1: "a"}, 2: {1: "b"}, 3: 9
  hex('0807 0808 12030a0161 12030a0162 1809'.replaceAll(' ', '')),
  // 1: 7
  hex('0807'),
];
const SHAPED: readonly Uint8Array[] = [
  Buffer.from('<r><a><b>1</b><c>x</c><b>2</b><b u="V">3</b></a></r>'),
  Buffer.from('<r><a><b>5</b></a></r>'),
  Buffer.from('{"a": 1, "b": {"c": 2}, "a": {"d": [3]}, "n": 1}'),
  Buffer.from('{"": {"": 5}, "a": {"": 6}}'),
  // {1: "int", "1": "text", [1]: "list", h'01': "bytes", -1: "minus", "other": 1}
  hex(
    'a601 63696e74 6131 6474657874 8101 646c697374 4101 656279746573 20 656d696e7573 656f7468657201'.replaceAll(
      ' ',
      '',
    ),
  ),
  // {"x": NaN, "y": Infinity, "z": -Infinity, "long": "abcdef"}
  hex('a4 6178 f97e00 6179 f97c00 617a f9fc00 646c6f6e67 66616263646566'.replaceAll(' ', '')),
  Buffer.from('{"x": 1, "y": 1e400, "z": 3, "long": "NaN"}'),
];

const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets: false });
const packetOf = (bytes: Uint8Array, time: number) =>
  capture.take({ kind: 'packet', stream: 1, direction: 'out', time, bytes });
packetOf(connectOf(4), 0);
const packets = payloads.flatMap(
  (payload, at) => packetOf(publishBytes('t', new Uint8Array(payload)), at) ?? [],
);

const packetsOf = (all: readonly Uint8Array[]) =>
  all.flatMap((payload) => packetOf(publishBytes('t', new Uint8Array(payload)), 9) ?? []);

function shownOf(all: readonly Uint8Array[], text: string, chosen?: PayloadFormat): number[] {
  const filter = compileFilter(text);
  if (!filter.ok) throw new Error(`${text} is no filter`);
  return packetsOf(all).flatMap((packet, at) =>
    filter.test({ ...fileFacts(packet), chosen: () => chosen }) ? [at + 1] : [],
  );
}

function shown(text: string): number[] {
  const filter = compileFilter(text);
  if (!filter.ok) throw new Error(`${text} is no filter`);
  return packets.flatMap((packet, at) => (filter.test(fileFacts(packet)) ? [at + 1] : []));
}

describe('values in payloads', () => {
  it.each([
    ['payload.params.temp > 30', [1, 2, 3, 4]],
    ['payload.params.temp <= 30', [5]],
    ['payload.params.temp', [1, 2, 3, 4, 5]],
    ['payload.params', [1, 2, 3, 4, 5]],
    ['payload.params.tags[1].b == null', [1, 2, 3, 4]],
    ['payload.params.tags.0 == "a"', [1, 2, 3, 4]],
    ['payload.id == "press-07"', [1, 2, 3, 4, 5]],
    ['payload.id contains "07"', [1, 2, 3, 4, 5]],
    ['payload.id matches "^press"', [1, 2, 3, 4, 5]],
    ['payload.on == true', [1, 2, 3, 4, 5]],
    ['payload.on != true', []],
    ['payload.n == 5', [1, 2, 3, 4, 5]],
    ['payload.n == 9007199254740993', [7]],
    ['payload.n > 9007199254740992', [7]],
    ['payload[1] == 42', [7]],
    ['payload.1 == 42', [7]],
    ['payload.a', [7]],
    ['payload.no', []],
    ['payload.params.temp is number', [1, 2, 3, 4, 5]],
    ['payload.params.temp is text', []],
    ['payload.id is text', [1, 2, 3, 4, 5]],
    ['payload.on is bool', [1, 2, 3, 4, 5]],
    ['payload.params is object', [1, 2, 3, 4, 5]],
    ['payload.params.tags is array', [1, 2, 3, 4]],
    ['payload.params.tags[1].b IS null', [1, 2, 3, 4]],
    ['not payload.n is text and payload.n', [1, 2, 3, 4, 5, 7]],
    ['payload is object', [1, 2, 3, 4, 5, 7]],
    ['payload.a is bytes', [7]],
  ])('are found in every format: %s', (text, wanted) => {
    expect(shown(text)).toEqual(wanted);
  });
});

beforeAll(loadFormats);

describe('names that occur more than once in an object', () => {
  it.each([
    ['payload.r.a.b[0] == 1', [1]],
    ['payload.r.a.b[1] == 2', [1]],
    ['payload.r.a.b[2]["@u"] == "V"', [1]],
    ['payload.r.a.b[2]["#text"] == 3', [1]],
    ['payload.r.a.b[3]', []],
    // Without an index, the first one is meant.
    ['payload.r.a.b[0] == 5', [2]],
    ['payload.r.a.b[1] == 5', []],
    // Without an index, the last one counts.
    ['payload.r.a.b["#text"] == 3', [1]],
    ['payload.r.a.b == 5', [2]],
    ['payload.a[0] == 1', [3]],
    ['payload.a[1].d[0] == 3', [3]],
    ['payload.b[0]', []],
    ['payload.n[0]', []],
  ])('are selected by an index: %s', (text, wanted) => {
    expect(shownOf(SHAPED, text)).toEqual(wanted);
  });

  it.each([
    ['payload[1][0] == 7', [1, 2]],
    ['payload[1][1] == 8', [1]],
    ['payload.1 == 8', [1]],
    ['payload[1] == 8', [1]],
    ['payload[2][0][1] == "a"', [1]],
    ['payload[2][1][1] == "b"', [1]],
    ['payload.2.1 == "b"', [1]],
    ['payload[3][0] == 9', [1]],
    ['payload[3][1]', []],
  ])('are selected in Protobuf without a schema, too: %s', (text, wanted) => {
    expect(shownOf(PROTOBUF, text, protobuf)).toEqual(wanted);
  });
});

describe('keys', () => {
  it.each([
    ['payload[""]', [4]],
    ['payload[""][""] == 5', [4]],
    ['payload.a[""] == 6', [4]],
    ['payload[1] == "int"', [5]],
    ['payload["1"] == "text"', [5]],
    ['payload["[1]"] == "list"', [5]],
    [`payload["h'01'"] == "bytes"`, [5]],
    ['payload["-1"] == "minus"', [5]],
  ])('are found if they are empty or no texts: %s', (text, wanted) => {
    expect(shownOf(SHAPED, text)).toEqual(wanted);
  });

  it('are missing if they are omitted', () => {
    for (const text of ['payload..a', 'payload.a.', 'payload[""].']) {
      expect(compileFilter(text)).toMatchObject({
        ok: false,
        error: { fact: { key: 'name-missing-in-path' } },
      });
    }
  });
});

describe('members of bit fields', () => {
  const formatOf = async (chain: string): Promise<PayloadFormat | undefined> => {
    const chosen = new ChosenFormats({ chains: [{ filter: '#', chain }], files: [] });
    await chosen.load();
    return chosen.of('t');
  };
  it.each([
    ['bits(flags:3, a.b:1, 4:4)', 'payload.flags == 5', [1]],
    ['bits(flags:3, a.b:1, 4:4)', 'payload["a.b"] == 0', [2]],
    ['bits(flags:3, a.b:1, 4:4)', 'payload.4 == 3', [1]],
    ['bits[](low:4, high:4)', 'payload[0].high == 3', [1]],
    ['bits(a:4, a:4)', 'payload.a[0] == 11', [1]],
    ['bits(a:4, a:4)', 'payload.a[1] == 3', [1]],
    ['hex | bits(flags:3, rest:5)', 'payload.flags == 5', [2]],
    ['json.f | hex | bits(flags:3, rest:5)', 'payload.rest == 19', [3]],
  ])('are found by their names: %s, %s', async (chain, text, wanted) => {
    const all = [hex('b3'), Buffer.from('b3'), Buffer.from('{"f": "b3"}')];
    expect(shownOf(all, text, await formatOf(chain))).toEqual(wanted);
  });
});

describe('numbers that are not finite', () => {
  it.each([
    ['payload.x == NaN', [6]],
    ['payload.x != NaN', [7]],
    ['payload.x in {NaN, 1}', [6, 7]],
    ['payload.long == NaN', []],
    ['payload.y == Infinity', [6]],
    ['payload.y < Infinity', [7]],
    ['payload.y > 1e300', [6, 7]],
    ['payload.z == -Infinity', [6]],
    ['payload.z >= -Infinity', [6, 7]],
    ['payload.z == -inf', [6]],
    // More digits than a double can hold.
    ['payload.x == 0.00000000000000000000', []],
    ['payload.y > 0.00000000000000000001', [6, 7]],
  ])('are compared: %s', (text, wanted) => {
    expect(shownOf(SHAPED, text)).toEqual(wanted);
  });

  it('have no order if they are NaN', () => {
    expect(compileFilter('payload.x < NaN')).toMatchObject({
      ok: false,
      error: { fact: { key: 'no-order' } },
    });
  });
});
