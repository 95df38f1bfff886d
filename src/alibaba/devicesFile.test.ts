import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDevice } from './devices.ts';
import { parseDevicesFile } from './devicesFile.ts';

const DEVICE = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };

function messageOf(text: string): string {
  const result = parseDevicesFile(text);
  return result.ok ? 'no fault' : result.message;
}

describe('parseDevicesFile', () => {
  it('gives the devices by product key and name', () => {
    const other = { ...DEVICE, deviceName: '__proto__', disabled: true };
    const result = parseDevicesFile(JSON.stringify([DEVICE, other]));
    expect(result).toMatchObject({ ok: true, list: [DEVICE, other] });
    const devices = result.ok ? result.devices : new Map();
    expect(findDevice(devices, 'a1', 'dev-0001')).toEqual(DEVICE);
    expect(findDevice(devices, 'a1', '__proto__')).toEqual(other);
    expect(findDevice(devices, 'dev-0001', 'a1')).toBeUndefined();
    expect(findDevice(devices, 'a1', 'toString')).toBeUndefined();
  });

  it('takes an empty list, blanks, a byte order mark and keys that it does not know', () => {
    expect(parseDevicesFile('\ufeff [\n]').ok).toBe(true);
    expect(parseDevicesFile(JSON.stringify([{ ...DEVICE, note: 'x' }])).ok).toBe(true);
  });

  it.each([
    ['', 'line 1, column 1: not JSON, nothing but blanks'],
    [
      '[\n  {"productKey": "KEEPME",}\n]',
      'line 2, column 27: not JSON, a key in double quotation marks is expected here',
    ],
    ['{}', 'line 1, column 1: the file must be a list of devices, [ … ]'],
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
    const text = JSON.stringify([DEVICE, { ...DEVICE, deviceName: 'dev-0002' }]);
    const piece = fc.constantFrom('', '"', ',', '}', ']', '\\', '7', 'KEEPME');
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.nat({ max: 9 }), piece, (at, removed, added) => {
        const broken = text.slice(0, at) + added + text.slice(at + removed);
        expect(messageOf(broken)).not.toMatch(/KEEPME|dev-000/);
      }),
      { numRuns: 2000 },
    );
  });
});
