/** Tests writing Sparkplug B from JSON against the library that Eclipse Tahu lists. */
import fc from 'fast-check';
import * as tahu from 'sparkplug-payload';
import { describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { typedSparkplug } from '../codecs.ts';
import { bytesOf, inObjects } from '../tree.testkit.ts';
import { readSparkplug } from './sparkplugReading.ts';

function bytesFor(said: unknown): Uint8Array {
  const result = typedSparkplug.parse(JSON.stringify(said));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.bytes;
}

function theirs(bytes: Uint8Array) {
  const library = tahu.get('spBv1.0');
  if (library === null) throw new Error('no library');
  return library.decodePayload(bytes);
}

const METRICS = [
  ['Int8', -5],
  ['Int16', -30_000],
  ['Int32', -2_147_483_648],
  ['UInt8', 250],
  ['UInt16', 65_535],
  ['Float', 12.5],
  ['Double', 0.1],
  ['Boolean', true],
  ['String', 'Raspberry Pi'],
  ['Text', '温度'],
] as const;

describe('writing Sparkplug B', () => {
  test('is understood by another library', () => {
    const bytes = bytesFor({
      timestamp: '2017-02-03T17:55:02.122Z',
      metrics: METRICS.map(([datatype, value]) => ({ name: datatype, alias: 3, datatype, value })),
      seq: 2,
    });
    const found = theirs(bytes);
    expect([Number(found.timestamp), Number(found.seq)]).toEqual([1_486_144_502_122, 2]);
    expect(found.metrics?.map(({ name, type, value }): unknown => [name, type, value])).toEqual(
      METRICS.map(([type, value]) => [type, type, value]),
    );
  });

  test('accepts metrics by name, and the terms of the specification', () => {
    const listed = bytesFor({
      metrics: [{ name: 'a', dataType: 'Uint64', value: '18446744073709551615' }],
    });
    const named = bytesFor({
      metrics: { a: { datatype: 'UInt64', value: '18446744073709551615' } },
    });
    expect(named).toEqual(listed);
    expect(String(readSparkplug(named).metrics[0]?.value)).toBe('18446744073709551615');
  });

  test('supports data sets, templates and properties', () => {
    const found = theirs(
      bytesFor({
        metrics: {
          set: {
            datatype: 'DataSet',
            value: {
              num_of_columns: 2,
              columns: ['b', 's'],
              types: ['Boolean', 'String'],
              rows: [[true, 'a']],
            },
            properties: { Quality: { type: 'Int32', value: 192 } },
          },
          pump: {
            datatype: 'Template',
            value: {
              template_ref: 'Pump',
              metrics: { rpm: { datatype: 'Int16', value: -3 } },
              parameters: { max: { type: 'String', value: 'x' } },
            },
          },
          gone: { datatype: 'Float', value: null },
        },
      }),
    );
    expect(found.metrics).toMatchObject([
      {
        name: 'set',
        value: { columns: ['b', 's'], types: ['Boolean', 'String'], rows: [[true, 'a']] },
        properties: { Quality: { type: 'Int32', value: 192 } },
      },
      {
        name: 'pump',
        value: {
          templateRef: 'Pump',
          metrics: [{ name: 'rpm', value: -3 }],
          parameters: [{ name: 'max', value: 'x' }],
        },
      },
      { name: 'gone', value: null },
    ]);
  });

  test.each([
    ['Int16Array', [-2, 1]],
    ['Int64Array', ['-9223372036854775808']],
    ['UInt8Array', [251]],
    ['FloatArray', [71.5]],
    ['DoubleArray', [0.1]],
    ['BooleanArray', [true, false, true, true, false, true, false, false, true]],
    ['StringArray', ['a', '', '温']],
    ['DateTimeArray', ['2017-02-03T17:55:02.122Z']],
  ])('writes arrays of type %s', (datatype, value) => {
    const { tree, error } = readSparkplug(bytesFor({ metrics: { a: { datatype, value } } }));
    expect(error).toBeUndefined();
    expect(tree && inObjects(tree)).toEqual({ metrics: { a: { name: 'a', datatype, value } } });
  });

  test.each([
    ['{"metrics": {"a": {"datatype": "Int8", "value": 300}}}', 'whole', 1, 40],
    ['{"metrics": [\n{"name": "a", "value": 1}]}', 'missing', 2, 15],
    ['{"metrics": [{"name": "a", "datatype": "Int9", "value": 1}]}', 'word', 1, 28],
    ['{"metric": []}', 'field', 1, 2],
    ['{"seq": "x"}', 'whole', 1, 2],
    ['{"metrics": [{"datatype": "Bytes", "value": "?"}]}', 'wanted', 1, 36],
    ['[]', 'wanted', 1, 1],
  ])('reports %s at its place', (text, key, line, column) => {
    const result = typedSparkplug.parse(text);
    const error = !result.ok && result.error.kind === 'misfit' ? result.error : undefined;
    expect([error?.why.key, error?.line, error?.column]).toEqual([key, line, column]);
  });

  test('reproduces a received payload exactly or not at all', () => {
    const typed = (bytes: Uint8Array) => {
      const text = typedSparkplug.print(bytes);
      if (text === undefined) return undefined;
      const again = typedSparkplug.parse(text);
      return again.ok ? again.bytes : 'fault';
    };
    // Aliases out of order, one of them twice; an 8-bit number in 32 bits.
    const bytes = bytesOf(
      '12 09 10 07 20 01 50 fb ff ff ff 0f 12 06 10 03 20 01 50 05 12 06 10 03 20 01 50 06',
    );
    const whole = Uint8Array.of(0x12, 0x0a, ...bytes.subarray(2));
    expect(typed(whole)).toEqual(whole);
    // -5 has a shorter form.
    expect(typed(bytesOf('12 06 10 07 20 01 50 fb'))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (any) => {
        const came = typed(any);
        expect(came === undefined || came.toString() === any.toString()).toBe(true);
      }),
      { numRuns: tries(500) },
    );
  });
});
