import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../mqtt/runs.testkit.ts';
import { thingModels } from './tsl.testkit.ts';
import { parseTsl } from './tsl.ts';
import type { TslFault } from './tslFaults.ts';
import { writeTsl } from './writeTsl.ts';

const EXPORTED = JSON.stringify({
  schema: 'https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json',
  profile: { productKey: 'a1B2c3D4e5F', version: '1.0' },
  properties: [
    {
      identifier: 'CurrentTemperature',
      name: '当前温度',
      accessMode: 'r',
      desc: 'passed over',
      required: true,
      dataType: {
        type: 'float',
        specs: { min: '-40', max: '120', unit: '°C', unitName: '摄氏度', step: '0.1' },
      },
    },
    {
      identifier: 'PowerSwitch',
      name: '开关',
      accessMode: 'rw',
      required: false,
      dataType: { type: 'bool', specs: { '0': '关闭', '1': '开启' } },
    },
    {
      identifier: 'Color',
      name: '颜色',
      dataType: {
        type: 'struct',
        specs: [
          {
            identifier: 'Red',
            name: '红',
            dataType: { type: 'int', specs: { min: '0', max: '255' } },
          },
        ],
      },
    },
    {
      identifier: 'Samples',
      name: 'Samples',
      accessMode: 'r',
      dataType: { type: 'array', specs: { size: '128', item: { type: 'int' } } },
    },
    {
      identifier: 'Note',
      accessMode: 'w',
      dataType: { type: 'text', specs: { length: '2048' } },
    },
  ],
  events: [
    { identifier: 'post', name: 'post', type: 'info', outputData: ['whatever stands here'] },
    { identifier: 'Alarm', name: '报警', type: 'alert', method: 'x', outputData: [] },
  ],
  services: [
    { identifier: 'set', name: 'set', inputData: [], outputData: [] },
    { identifier: 'get', name: 'get', inputData: ['PowerSwitch'], outputData: [] },
    {
      identifier: 'Reboot',
      name: '重启',
      callType: 'sync',
      inputData: [{ identifier: 'At', name: 'At', dataType: { type: 'date', specs: {} } }],
    },
  ],
});

test('a model as the console exports it', () => {
  expect(parseTsl(EXPORTED)).toEqual({
    ok: true,
    productKey: 'a1B2c3D4e5F',
    model: {
      properties: [
        {
          identifier: 'CurrentTemperature',
          name: '当前温度',
          access: 'r',
          isRequired: true,
          type: { type: 'float', min: -40, max: 120, step: 0.1, unit: '°C' },
        },
        {
          identifier: 'PowerSwitch',
          name: '开关',
          access: 'rw',
          isRequired: false,
          type: {
            type: 'bool',
            names: new Map([
              [0, '关闭'],
              [1, '开启'],
            ]),
          },
        },
        {
          identifier: 'Color',
          name: '颜色',
          access: 'rw',
          isRequired: false,
          type: {
            type: 'struct',
            members: [{ identifier: 'Red', name: '红', type: { type: 'int', min: 0, max: 255 } }],
          },
        },
        {
          identifier: 'Samples',
          name: 'Samples',
          access: 'r',
          isRequired: false,
          type: { type: 'array', size: 128, item: { type: 'int' } },
        },
        {
          identifier: 'Note',
          name: 'Note',
          access: 'rw',
          isRequired: false,
          type: { type: 'text', length: 2048 },
        },
      ],
      events: [{ identifier: 'Alarm', name: '报警', level: 'alert', output: [] }],
      services: [
        {
          identifier: 'Reboot',
          name: '重启',
          call: 'sync',
          input: [{ identifier: 'At', name: 'At', type: { type: 'date' } }],
          output: [],
        },
      ],
    },
  });
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(thingModels, (model) => {
      expect(parseTsl(writeTsl(model, 'pk'))).toEqual({ ok: true, model, productKey: 'pk' });
    }),
    { numRuns: runs(100) },
  );
});

function faultOf(text: string): TslFault {
  const tsl = parseTsl(text);
  if (tsl.ok) throw new Error('it was taken');
  return tsl;
}

function property(dataType: string): string {
  return `{"properties":[{"identifier":"p","dataType":${dataType}}]}`;
}

describe('a fault is told with its place', () => {
  test('by line and column', () => {
    expect(faultOf('{\n  "properties": [\n    {"name": "x"}\n  ]\n}')).toEqual({
      ok: false,
      key: 'no-identifier',
      args: {},
      line: 3,
      column: 5,
      message: 'line 3, column 5: here an identifier in quotation marks is missing',
    });
  });

  test.each([
    ['', 'not-json', 'line 1, column 1: not JSON, nothing but blanks'],
    ['[]', 'not-object', 'line 1, column 1: a thing model must be an object, {…}'],
    ['{"properties":{}}', 'not-list', 'line 1, column 15: properties must be a list, […]'],
    [
      '{"events":[1]}',
      'not-member-object',
      'line 1, column 12: each of events must be an object, {…}',
    ],
    [
      '{"events":[{"identifier":"e"},{"identifier":"e"}]}',
      'twice',
      'line 1, column 31: the identifier e is given twice',
    ],
    [
      '{"events":[{"identifier":"e","type":"bad"}]}',
      'not-one-of',
      'line 1, column 37: type must be one of info, alert, error',
    ],
    [
      '{"properties":[{"identifier":"p"}]}',
      'no-type',
      'line 1, column 16: p has no dataType with a type in quotation marks',
    ],
    [
      property('{"type":"int","specs":{"min":"1.5"}}'),
      'not-integer',
      'line 1, column 74: min of an int must be a whole number',
    ],
    [
      property('{"type":"float","specs":{"max":"many"}}'),
      'not-number',
      'line 1, column 76: max must be a number, as text or as it is',
    ],
    [
      property('{"type":"int","specs":{"min":"5","max":1}}'),
      'min-above-max',
      'line 1, column 67: min is above max',
    ],
    [
      property('{"type":"enum","specs":{"on":"x"}}'),
      'names-not-integers',
      'line 1, column 74: the values of an enum or a bool must be whole numbers in quotation marks',
    ],
    [
      property('{"type":"struct"}'),
      'no-members',
      'line 1, column 45: a struct must have its members in a list, as specs',
    ],
    [
      property('{"type":"array","specs":{"size":"4"}}'),
      'no-item',
      'line 1, column 69: an array must have the type of its items, as specs.item.type',
    ],
  ])('%s', (text, key, message) => {
    expect(faultOf(text)).toMatchObject({ key, message });
  });

  test('where it is no model at all, or an unknown type', () => {
    expect(faultOf('{"devices":[]}').key).toBe('no-model');
    expect(faultOf(property('{"type":"int64"}'))).toMatchObject({
      key: 'unknown-type',
      args: { name: 'p', type: 'int64' },
    });
  });

  test('deep nesting ends, and nothing throws', () => {
    const deep = `${'{"type":"array","specs":{"item":'.repeat(5000)}{"type":"int"}${'}}'.repeat(5000)}`;
    expect(faultOf(property(deep)).key).toBe('too-deep');
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(faultOf(`{"properties":[${text}]}`).line).toBeGreaterThan(0);
      }),
      { numRuns: runs(50) },
    );
  });
});
