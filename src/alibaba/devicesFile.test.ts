import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../base/runs.testkit.ts';
import { findDevice } from './devices.ts';
import { parseDevicesFile, type SettingFault } from './devicesFile.ts';

const DEVICE = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };

const settingFault: SettingFault = (name, value) =>
  name === 'rate' && value === 5 ? undefined : { key: 'one-of', args: { values: [5] } };

const read = (text: string) => parseDevicesFile(text, settingFault);

function faultOf(text: string): string {
  const result = read(text);
  return result.ok ? 'no fault' : JSON.stringify(result.fault);
}

describe('parseDevicesFile', () => {
  it('returns the devices by product key and name', () => {
    const other = { ...DEVICE, deviceName: '__proto__', disabled: true };
    const result = read(JSON.stringify([DEVICE, other]));
    expect(result).toMatchObject({ ok: true, list: [DEVICE, other] });
    const devices = result.ok ? result.devices : new Map();
    expect(findDevice(devices, 'a1', 'dev-0001')).toEqual(DEVICE);
    expect(findDevice(devices, 'a1', '__proto__')).toEqual(other);
    expect(findDevice(devices, 'dev-0001', 'a1')).toBeUndefined();
    expect(findDevice(devices, 'a1', 'toString')).toBeUndefined();
  });

  it('accepts an empty list, white space, a byte order mark and unknown keys', () => {
    expect(read('\ufeff [\n]').ok).toBe(true);
    expect(read(JSON.stringify([{ ...DEVICE, note: 'x' }])).ok).toBe(true);
  });

  it('adds products that only devices name', () => {
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

  it('never repeats content of a broken file', () => {
    const list = [DEVICE, { ...DEVICE, deviceName: 'dev-0002' }];
    const topics = [{ topic: '/a1/${deviceName}/KEEPME', operation: 'PUB' }];
    const file = { devices: list, products: [{ productKey: 'a1', name: 'KEEPME', topics }] };
    const text = JSON.stringify(file);
    const piece = fc.constantFrom('', '"', ',', '}', ']', '\\', '7', 'KEEPME');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.nat({ max: 9 }), piece, (at, removed, added) => {
        const broken = text.slice(0, at) + added + text.slice(at + removed);
        expect(faultOf(broken)).not.toMatch(/KEEPME|dev-000/);
      }),
      { numRuns: tries(1000) },
    );
  });
});
