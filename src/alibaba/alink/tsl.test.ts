import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
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

test('reads a model exported by the console', () => {
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

test('round-trips', () => {
  fc.assert(
    fc.property(thingModels, (model) => {
      expect(parseTsl(writeTsl(model, 'pk'))).toEqual({ ok: true, model, productKey: 'pk' });
    }),
    { numRuns: tries(100) },
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

describe('an error has a position', () => {
  test('with line and column', () => {
    expect(faultOf('{\n  "properties": [\n    {"name": "x"}\n  ]\n}')).toEqual({
      ok: false,
      why: { key: 'no-identifier', args: {} },
      line: 3,
      column: 5,
    });
  });

  test.each([
    ['', 'not-json', [1, 1]],
    ['[]', 'not-object', [1, 1]],
    ['{"properties":{}}', 'not-list', [1, 15]],
    ['{"events":[1]}', 'not-member-object', [1, 12]],
    ['{"events":[{"identifier":"e"},{"identifier":"e"}]}', 'twice', [1, 31]],
    ['{"events":[{"identifier":"e","type":"bad"}]}', 'not-one-of', [1, 37]],
    ['{"properties":[{"identifier":"p"}]}', 'no-type', [1, 16]],
    [property('{"type":"int","specs":{"min":"1.5"}}'), 'not-integer', [1, 74]],
    [property('{"type":"float","specs":{"max":"many"}}'), 'not-number', [1, 76]],
    [property('{"type":"int","specs":{"min":"5","max":1}}'), 'min-above-max', [1, 67]],
    [property('{"type":"enum","specs":{"on":"x"}}'), 'names-not-integers', [1, 74]],
    [property('{"type":"struct"}'), 'no-members', [1, 45]],
    [property('{"type":"array","specs":{"size":"4"}}'), 'no-item', [1, 69]],
  ])('%s', (text, key, [line, column]) => {
    expect(faultOf(text)).toMatchObject({ why: { key }, line, column });
  });

  test('for a text that is no model, or has an unknown type', () => {
    expect(faultOf('{"devices":[]}').why.key).toBe('no-model');
    expect(faultOf(property('{"type":"int64"}'))).toMatchObject({
      why: { key: 'unknown-type', args: { name: 'p', type: 'int64' } },
    });
  });

  test('limits the depth, and never throws', () => {
    const deep = `${'{"type":"array","specs":{"item":'.repeat(5000)}{"type":"int"}${'}}'.repeat(5000)}`;
    expect(faultOf(property(deep)).why.key).toBe('too-deep');
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(faultOf(`{"properties":[${text}]}`).line).toBeGreaterThan(0);
      }),
      { numRuns: tries(50) },
    );
  });
});
