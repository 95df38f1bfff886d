/** Tests Sparkplug B by its data types against protobufjs and the library of Eclipse Tahu. */
import fc from 'fast-check';
import * as tahu from 'sparkplug-payload';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { ChosenFormats } from '../chains/chosenFormats.ts';
import { layersOf } from '../chains/layers.ts';
import { DATA_TYPES } from '../sparkplug/dataTypes.ts';
import { isMissing } from '../tree/format.ts';
import { payloadReader } from './reading.ts';
import { readSparkplug } from './sparkplug/sparkplugReading.ts';
import { sparkplugReading } from './sparkplug/sparkplugWithoutBirth.ts';
import { sparkplug } from './sparkplug.ts';
import {
  bytesOf,
  expectPlacesInOrder,
  expectReadable,
  inObjects,
  mutated,
} from './tree.testkit.ts';

const { encodePayload } = tahu.get('spBv1.0') ?? {};

type Payload = Parameters<NonNullable<typeof encodePayload>>[0];

function written(payload: Payload): Uint8Array {
  if (encodePayload === undefined) throw new Error('no library');
  return new Uint8Array(encodePayload(payload));
}

const read = (bytes: Uint8Array) => {
  const found = readSparkplug(bytes);
  if (found.tree === undefined) throw new Error('nothing read');
  expectPlacesInOrder(found.tree, bytes.length);
  return { ...found, tree: found.tree };
};

const MOMENT = 1_486_144_502_122;

describe('a payload of Sparkplug B', () => {
  test('is read by data type, and agrees with another library', () => {
    const values = [
      ['Int8', -5],
      ['Int16', -30_000],
      ['Int32', -2_147_483_648],
      ['Int64', -7],
      ['UInt8', 250],
      ['UInt16', 65_535],
      ['UInt32', 4_294_967_295],
      ['UInt64', 9_007_199_254_740_991],
      ['Float', 12.1],
      ['Double', 0.1],
      ['Boolean', true],
      ['String', 'Raspberry Pi'],
      ['Text', '温度'],
      ['UUID', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ] as const;
    const bytes = written({
      timestamp: MOMENT,
      seq: 3,
      metrics: values.map(([type, value], alias) => ({
        name: `a/${type}`,
        alias,
        type,
        value,
        timestamp: MOMENT,
      })),
    });
    const { tree, error, metrics, timestamp, seq } = read(bytes);
    expect([error, timestamp, seq]).toEqual([undefined, BigInt(MOMENT), 3n]);
    expect(metrics.map(({ name, value }) => [name?.slice(2), value])).toEqual(values);
    expect(inObjects(tree)).toMatchObject({
      timestamp: '2017-02-03T17:55:02.122Z',
      metrics: {
        'a/Int8': {
          name: 'a/Int8',
          alias: 0,
          timestamp: '2017-02-03T17:55:02.122Z',
          datatype: 'Int8',
          value: -5,
        },
      },
      seq: 3,
    });
  });

  test('has data sets, templates and properties', () => {
    const bytes = written({
      timestamp: MOMENT,
      metrics: [
        {
          name: 'set',
          type: 'DataSet',
          value: {
            numOfColumns: 2,
            types: ['Int8', 'String'],
            columns: ['n', 's'],
            rows: [
              [-1, 'a'],
              [2, 'b'],
            ],
          },
          properties: {
            Quality: { type: 'Int32', value: 192 },
            low: { type: 'Int32', value: -40 },
          },
        },
        {
          name: 'pump',
          type: 'Template',
          value: {
            version: '1',
            templateRef: 'Pump',
            isDefinition: false,
            metrics: [{ name: 'rpm', type: 'Int16', value: -3 }],
            parameters: [{ name: 'max', type: 'Int32', value: -9 }],
          },
        },
      ],
    });
    const { tree, error } = read(bytes);
    expect(error).toBeUndefined();
    expect(inObjects(tree)).toMatchObject({
      metrics: {
        set: {
          properties: {
            keys: ['Quality', 'low'],
            values: { Quality: { type: 'Int32', value: 192 }, low: { type: 'Int32', value: -40 } },
          },
          value: {
            num_of_columns: 2,
            columns: ['n', 's'],
            types: ['Int8', 'String'],
            rows: [
              [-1, 'a'],
              [2, 'b'],
            ],
          },
        },
        pump: {
          value: {
            version: '1',
            template_ref: 'Pump',
            metrics: { rpm: { datatype: 'Int16', value: -3 } },
            parameters: { max: { type: 'Int32', value: -9 } },
          },
        },
      },
    });
  });

  test('reads negative numbers of any width', () => {
    const metric = (value: string) => `12 ${length(value)} 20 01 ${value}`;
    const length = (hex: string) => (hex.split(' ').length + 2).toString(16).padStart(2, '0');
    const value = (hex: string) => read(bytesOf(metric(hex))).metrics[0]?.value;
    // Int8 written in 8, 32 and 64 bits, in either field
    expect(value('50 fb 01')).toBe(-5);
    expect(value('50 fb ff ff ff 0f')).toBe(-5);
    expect(value('50 fb ff ff ff ff ff ff ff ff 01')).toBe(-5);
    expect(value('58 fb ff ff ff ff ff ff ff ff 01')).toBe(-5);
    expect(value('50 7f')).toBe(127);
    // Not a number of 8 bits.
    expect(value('50 ac 02')).toBe(300);
  });

  test('keeps every digit of 64-bit numbers', () => {
    // Int64 and UInt64
    const big = bytesOf(
      '12 0d 20 04 58 80 80 80 80 80 80 80 80 80 01 12 0d 20 08 58 ff ff ff ff ff ff ff ff ff 01',
    );
    expect(read(big).metrics.map(({ value }) => String(value))).toEqual([
      '-9223372036854775808',
      '18446744073709551615',
    ]);
  });

  test('locates each value, and gives filters a metric’s value', async () => {
    const bytes = written({
      timestamp: MOMENT,
      metrics: [
        { name: 'Temp', type: 'Float', value: 71.3 },
        { name: 'gone', type: 'Float', value: null },
      ],
      seq: 0,
    });
    const rules = { chains: [{ filter: '#', chain: 'sparkplug' }], files: [] };
    const chosen = new ChosenFormats(rules);
    await chosen.load();
    const format = chosen.of('a');
    const ask = (...steps: string[]) => payloadReader(steps)(bytes, format);
    expect(ask('metrics', 'Temp')).toBe(71.3);
    expect(ask('metrics', 'Temp', 'value')).toBe(71.3);
    expect(ask('metrics', 'gone')).toBe(null);
    expect(ask('seq')).toBe(0);
    const layers = layersOf(bytes, { chosen: format });
    if (isMissing(layers)) throw new Error('not loaded');
    expect(layers.map((layer) => layer.format.name)).toEqual(['Sparkplug B']);
    const { tree, metrics } = read(bytes);
    const value = [...tree.childRows(metrics[0]?.row ?? 0)].findLast(
      (row) => tree.key(row) === 'value',
    );
    if (value === undefined) throw new Error('no value');
    const view = new DataView(bytes.buffer, tree.tape.start(value));
    expect(view.getFloat32(0, true)).toBeCloseTo(71.3, 5);
    // Its tag: field 12, four bytes.
    expect(bytes[tree.memberStart(value)]).toBe((12 << 3) | 5);
  });

  test('names metrics that have only an alias by their BIRTH, or by the alias', () => {
    // alias 7, int_value fb
    const bytes = bytesOf('12 05 10 07 50 fb 01');
    expect(inObjects(read(bytes).tree)).toEqual({ metrics: { 7: { alias: 7, value: 251 } } });
    const { tree, metrics } = readSparkplug(bytes, ({ alias }) =>
      alias === 7n ? { name: 'Temp', datatype: 1 } : undefined,
    );
    expect(metrics[0]).toMatchObject({ name: 'Temp', alias: 7n, datatype: 1, value: -5 });
    expect(tree && inObjects(tree)).toEqual({ metrics: { Temp: { alias: 7, value: -5 } } });
  });

  test.each([
    ['Int8Array', 'fb 05', [-5, 5]],
    ['Int16Array', 'fe ff 01 00', [-2, 1]],
    ['Int32Array', 'fe ff ff ff', [-2]],
    ['Int64Array', '00 00 00 00 00 00 00 80', ['-9223372036854775808']],
    ['UInt8Array', 'fb 05', [251, 5]],
    ['UInt16Array', 'fe ff', [65_534]],
    ['UInt32Array', 'fe ff ff ff', [4_294_967_294]],
    ['UInt64Array', 'ff ff ff ff ff ff ff ff', ['18446744073709551615']],
    ['FloatArray', '9a 99 8e 42', [71.3]],
    ['DoubleArray', '9a 99 99 99 99 99 b9 3f', [0.1]],
    [
      'BooleanArray',
      '0c 00 00 00 34 d0',
      [false, false, true, true, false, true, false, false, true, true, false, true],
    ],
    ['StringArray', '41 42 00 00 e6 b8 a9 00', ['AB', '', '温']],
    ['DateTimeArray', '6a 79 1d 05 5a 01 00 00', ['2017-02-03T17:55:02.122Z']],
  ] as const)('%s is read element by element', (type, hex, elements) => {
    const packed = bytesOf(hex);
    const head = [0x20, DATA_TYPES.indexOf(type), 0x82, 0x01, packed.length, ...packed];
    const whole = Uint8Array.of(0x12, head.length, ...head);
    const { tree, error } = readSparkplug(whole);
    expect(error).toBeUndefined();
    expect(tree && inObjects(tree)).toMatchObject({
      metrics: { '': { datatype: type, value: elements } },
    });
    // Without the last byte.
    const cut = [
      0x20,
      DATA_TYPES.indexOf(type),
      0x82,
      0x01,
      packed.length - 1,
      ...packed.slice(0, -1),
    ];
    const broken = readSparkplug(Uint8Array.of(0x12, cut.length, ...cut));
    expect(type.endsWith('t8Array') ? undefined : 'ends').toBe(broken.error?.key);
  });

  test('reads any metrics as written', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 });
    const integer = (type: 'Int8' | 'Int16' | 'Int32' | 'UInt16', min: number, max: number) =>
      fc.record({ name, type: fc.constant(type), value: fc.integer({ min, max }) });
    const metric = fc.oneof(
      integer('Int8', -128, 127),
      integer('Int16', -32_768, 32_767),
      integer('Int32', -(2 ** 31), 2 ** 31 - 1),
      integer('UInt16', 0, 65_535),
      fc.record({ name, type: fc.constant('Double' as const), value: fc.double({ noNaN: true }) }),
      fc.record({ name, type: fc.constant('Boolean' as const), value: fc.boolean() }),
      fc.record({ name, type: fc.constant('String' as const), value: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(metric, { minLength: 1 }), (metrics) => {
        const { metrics: found, error } = read(written({ metrics, seq: 1 }));
        expect(error).toBeUndefined();
        expect(found.map((one) => [one.name, one.datatype, one.value])).toEqual(
          metrics.map((one) => [one.name, DATA_TYPES.indexOf(one.type), one.value]),
        );
      }),
      { numRuns: tries(300) },
    );
  });

  test('values lie within the payload for any bytes', () => {
    const some = written({
      timestamp: MOMENT,
      metrics: [
        {
          name: 'set',
          type: 'DataSet',
          value: { numOfColumns: 1, types: ['Int8'], columns: ['n'], rows: [[1], [2]] },
          properties: { q: { type: 'Int32', value: 1 } },
        },
      ],
      seq: 1,
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated(fc.constant(some))),
        (bytes) => {
          const { tree } = readSparkplug(bytes);
          tree?.source(0);
          expect(tree?.tape.end(0) ?? bytes.length).toBe(bytes.length);
        },
      ),
      { numRuns: tries(1000) },
    );
    expect(sparkplugReading.layOut?.(some)?.text).toContain('"datatype": "DataSet"');
    expect(expectReadable(sparkplug, encodeUtf8(''))).toBeUndefined();
  });

  test('nested templates end with an error', () => {
    let bytes: Uint8Array = Uint8Array.of(0x20, 19);
    for (let depth = 0; depth < 200; depth += 1) {
      // A metric in the template of a metric.
      bytes = nested(2, nested(18, bytes));
    }
    expect(readSparkplug(bytes).error?.key).toBe('depth');
  });
});

function nested(number: number, bytes: Uint8Array): Uint8Array {
  const varint = (value: number): number[] =>
    value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
  return Uint8Array.of(...varint((number << 3) | 2), ...varint(bytes.length), ...bytes);
}
