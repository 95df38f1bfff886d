import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../mqtt/runs.testkit.ts';
import { findDevice } from './devices.ts';
import { parseDevicesFile, type SettingFault } from './devicesFile.ts';

const DEVICE = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };

const settingFault: SettingFault = (name, value) =>
  name === 'rate' && value === 5 ? undefined : 'must be 5';

const read = (text: string) => parseDevicesFile(text, settingFault);

function messageOf(text: string): string {
  const result = read(text);
  return result.ok ? 'no fault' : result.message;
}

describe('parseDevicesFile', () => {
  it('gives the devices by product key and name', () => {
    const other = { ...DEVICE, deviceName: '__proto__', disabled: true };
    const result = read(JSON.stringify([DEVICE, other]));
    expect(result).toMatchObject({ ok: true, list: [DEVICE, other] });
    const devices = result.ok ? result.devices : new Map();
    expect(findDevice(devices, 'a1', 'dev-0001')).toEqual(DEVICE);
    expect(findDevice(devices, 'a1', '__proto__')).toEqual(other);
    expect(findDevice(devices, 'dev-0001', 'a1')).toBeUndefined();
    expect(findDevice(devices, 'a1', 'toString')).toBeUndefined();
  });

  it('takes an empty list, blanks, a byte order mark and keys that it does not know', () => {
    expect(read('\ufeff [\n]').ok).toBe(true);
    expect(read(JSON.stringify([{ ...DEVICE, note: 'x' }])).ok).toBe(true);
  });

  it('makes the products that devices name without being listed', () => {
    const topics = [{ topic: '/a2/${deviceName}/control', operation: 'ALL' }];
    const other = { productKey: 'a2', name: 'Meter', topics, model: { properties: [] } };
    const devices = [DEVICE, { ...DEVICE, productKey: 'a2' }];
    const result = read(JSON.stringify({ products: [other], devices, settings: { rate: 5 } }));
    expect(result).toMatchObject({
      ok: true,
      list: devices,
      settings: new Map([['rate', 5]]),
      products: [
        { ...other, model: { properties: [], events: [], services: [] } },
        {
          productKey: 'a1',
          name: 'a1',
          topics: [
            { topic: '/a1/${deviceName}/user/get', operation: 'SUB' },
            { topic: '/a1/${deviceName}/user/update', operation: 'PUB' },
            { topic: '/a1/${deviceName}/user/update/error', operation: 'PUB' },
          ],
        },
      ],
    });
    expect(read('{}')).toMatchObject({ ok: true, list: [], products: [] });
    const file = { products: [{ productKey: 'a3', modelFile: 'model.json' }] };
    expect(read(JSON.stringify(file))).toMatchObject({
      ok: true,
      products: [{ productKey: 'a3', modelFile: 'model.json' }],
    });
  });

  it.each([
    ['', 'line 1, column 1: not JSON, nothing but blanks'],
    [
      '[\n  {"productKey": "KEEPME",}\n]',
      'line 2, column 27: not JSON, a key in double quotation marks is expected here',
    ],
    ['7', 'line 1, column 1: the file must be a list of devices, [ … ], or an object, { … }'],
    [
      '{"device": []}',
      'line 1, column 12: in the file there may be products, devices and settings, and not this',
    ],
    ['{"devices": {}}', 'line 1, column 13: devices must be a list, [ … ]'],
    [
      '{"products": [{"productKey":"a","topic":[]}]}',
      'line 1, column 41: for one product there may be productKey, name, topics, model, modelFile, productSecret and dynamicRegistration, and not this',
    ],
    [
      '{"products": [{"productKey":"a","productSecret":7}]}',
      'line 1, column 49: productSecret must be a text in quotation marks',
    ],
    [
      '{"products": [{"productKey":"a","dynamicRegistration":"no"}]}',
      'line 1, column 55: dynamicRegistration must be true or false',
    ],
    [
      '{"products": [{"productKey":"a"},\n{"productKey":"a"}]}',
      'line 2, column 1: this product stands in the file already, in line 1',
    ],
    [
      '{"products": [{"productKey":"a","model":{\n"properties":7}}]}',
      'line 2, column 14: model is no thing model in TSL: properties must be a list, […]',
    ],
    [
      '{"products": [{"productKey":"a","model":{"properties":[]},"modelFile":"m.json"}]}',
      'line 1, column 71: a product has model or modelFile, not both',
    ],
    [
      '{"products": [{"productKey":"a","topics":[{"topic":"/b/KEEPME","operation":"SUB"}]}]}',
      'line 1, column 52: topic must begin with a slash, the product key, and /${deviceName}/',
    ],
    [
      '{"products": [{"productKey":"a","topics":[{"topic":"/a/${deviceName}/x","operation":"sub"}]}]}',
      'line 1, column 85: operation must be PUB, SUB or ALL',
    ],
    [
      '{"products": [{"productKey":"a","topics":[{"topic":"/a/${deviceName}/+","operation":"ALL"}]}]}',
      'line 1, column 52: wildcards need the operation SUB',
    ],
    ['{"settings": {"rate":6}}', 'line 1, column 22: this setting must be 5'],
    [
      '{"settings": {"rate":[]}}',
      'line 1, column 22: a setting must be a text, a number, true or false',
    ],
    ['{"settings": {"rate":5,"rate":5}}', 'line 1, column 31: a key is given twice in settings'],
    ['[ "KEEPME" ]', 'line 1, column 3: a device must be an object, { … }'],
    ['[{"productKey":"a","deviceName":"b"}]', 'line 1, column 2: the device has no deviceSecret'],
    [
      '[{"productKey":"a","deviceName":"b","deviceSecret":7}]',
      'line 1, column 52: deviceSecret must be a text in quotation marks',
    ],
    [
      '[{"productKey":"","deviceName":"b","deviceSecret":"c"}]',
      'line 1, column 16: productKey is empty',
    ],
    [
      '[{"productKey":"a","deviceName":"b&c","deviceSecret":"c"}]',
      'line 1, column 33: deviceName holds a blank or one of & / + #',
    ],
    [
      '[{"productKey":"a","productKey":"b"}]',
      'line 1, column 33: productKey is given twice for one device',
    ],
    [
      '[{"productKey":"a","deviceName":"b","deviceSecret":"c"},\n{"productKey":"a","deviceName":"b","deviceSecret":"d"}]',
      'line 2, column 1: this device stands in the file already, in line 1',
    ],
    [
      '[{"productKey":"a","deviceName":"b","deviceSecret":"c","disabled":"no"}]',
      'line 1, column 67: disabled must be true or false',
    ],
  ])('says where %j is at fault', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('repeats nothing of the file, wherever it is broken', () => {
    const list = [DEVICE, { ...DEVICE, deviceName: 'dev-0002' }];
    const topics = [{ topic: '/a1/${deviceName}/KEEPME', operation: 'PUB' }];
    const file = { devices: list, products: [{ productKey: 'a1', name: 'KEEPME', topics }] };
    const text = JSON.stringify(file);
    const piece = fc.constantFrom('', '"', ',', '}', ']', '\\', '7', 'KEEPME');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.nat({ max: 9 }), piece, (at, removed, added) => {
        const broken = text.slice(0, at) + added + text.slice(at + removed);
        expect(messageOf(broken)).not.toMatch(/KEEPME|dev-000/);
      }),
      { numRuns: runs(1000) },
    );
  });
});
