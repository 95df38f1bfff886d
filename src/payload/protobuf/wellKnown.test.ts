/** Tests the standard messages with special meanings, and scalars that occur twice. */
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
      import "google/protobuf/struct.proto";
      import "google/protobuf/any.proto";
      import "google/protobuf/field_mask.proto";
      message B { int32 n = 1; }
      message A {
        google.protobuf.Timestamp at = 1;
        google.protobuf.Duration took = 2;
        google.protobuf.DoubleValue t = 3;
        google.protobuf.Struct s = 4;
        google.protobuf.Value v = 5;
        google.protobuf.Any any = 6;
        int32 n = 7;
        google.protobuf.FieldMask mask = 8;
      }`,
  },
];

it.each([
  ['0a0608808eceab06', { at: '2023-12-08T21:13:36Z' }],
  ['0a0c08808eceab061080cab5ee01', { at: '2023-12-08T21:13:36.5Z' }],
  ['1208080110 80cab5ee01', { took: '1.5s' }],
  ['12 0b 08ffffffffffffffffff01', { took: '-1s' }],
  ['1a09090000000000804540', { t: 43 }],
  // A wrapper without its field has the default.
  ['1a00', { t: 0 }],
  // Struct and ListValue: {"a": true, "l": [null, "x"]}.
  [
    '221b 0a070a016112022001 0a100a016c120b32090a0208000a031a0178',
    { s: { a: true, l: [null, 'x'] } },
  ],
  ['2a09110000000000004540', { v: 42 }],
  ['2a00', { v: {} }],
  ['3207 0a01 42 1202 0805', { any: { '@type': 'B', n: 5 } }],
  ['3209 0a03 782f42 1202 0805', { any: { '@type': 'x/B', n: 5 } }],
  ['3207 0a01 43 1202 0805', { any: { type_url: 'C', value: Uint8Array.of(8, 5) } }],
  ['3801 3802', { n: 2 }],
  ['42100a0b662e666f6f5f6261725f6e0a0178', { mask: 'f.fooBarN,x' }],
  ['4200', { mask: '' }],
])('%s', async (hex, value) => {
  const read = await layersRead(bytesOf(hex), { chain: 'protobuf(a.proto, A)', files });
  expect([read.error, read.value]).toEqual([undefined, value]);
});
