import { gzipSync } from 'node:zlib';
import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encodeCbor } from '../../payload/formats/cborWriter.ts';
import { connectOf } from '../files/captureFile.testkit.ts';
import { DissectedCapture } from '../files/dissectedCapture.ts';
import { fileFacts } from '../files/fileFacts.ts';
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
  // Broken.
  encodeCbor(said).subarray(0, -1),
  // {1: 42, "a": h'01020304', "n": 9007199254740993}
  Buffer.from('a301182a61614401020304616e1b0020000000000001', 'hex'),
];

const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, withSecrets: false });
const packetOf = (bytes: Uint8Array, time: number) =>
  capture.take({ kind: 'packet', stream: 1, direction: 'out', time, bytes });
packetOf(connectOf(4), 0);
const packets = payloads.flatMap(
  (payload, at) => packetOf(publishBytes('t', new Uint8Array(payload)), at) ?? [],
);

function shown(text: string): number[] {
  const filter = compileFilter(text);
  if (!filter.ok) throw new Error(`${text} is no filter`);
  return packets.flatMap((packet, at) => (filter.test(fileFacts(packet)) ? [at + 1] : []));
}

describe('values inside of payloads', () => {
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
  ])('are found in whatever format they are written: %s', (text, wanted) => {
    expect(shown(text)).toEqual(wanted);
  });
});
