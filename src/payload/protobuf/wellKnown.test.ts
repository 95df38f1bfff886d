/** Tests the standard messages that stand for one value: times, durations and wrappers. */
import { beforeAll, expect, it } from 'vitest';
import { loadFormats } from '../formats/formats.ts';
import { bytesOf } from '../formats/tree.testkit.ts';
import { layersRead } from '../layersRead.testkit.ts';

beforeAll(loadFormats);

const files = [
  {
    name: 'a.proto',
    text: `syntax = "proto3";
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/duration.proto";
      import "google/protobuf/wrappers.proto";
      message A {
        google.protobuf.Timestamp at = 1;
        google.protobuf.Duration took = 2;
        google.protobuf.DoubleValue t = 3;
      }`,
  },
];

it.each([
  ['0a0608808eceab06', { at: '2023-12-08T21:13:36Z' }],
  ['0a0c08808eceab061080cab5ee01', { at: '2023-12-08T21:13:36.5Z' }],
  ['1208080110 80cab5ee01', { took: '1.5s' }],
  ['12 0b 08ffffffffffffffffff01', { took: '-1s' }],
  ['1a09090000000000804540', { t: 43 }],
])('%s', async (hex, value) => {
  const read = await layersRead(bytesOf(hex), { chain: 'protobuf(a.proto, A)', files });
  expect([read.error, read.value]).toEqual([undefined, value]);
});
