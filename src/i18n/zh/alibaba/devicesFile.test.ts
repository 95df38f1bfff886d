import { describe, expect, it } from 'vitest';
import { parseDevicesFile, type SettingFault } from '../../../alibaba/devicesFile.ts';
import type { DevicesFileFaults, SettingFaults } from '../../../alibaba/devicesFileFaults.ts';
import * as english from '../../en/alibaba/devicesFile.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './devicesFile.ts';

const settingFault: SettingFault = (name, value) =>
  name === 'rate' && value === 5 ? undefined : { key: 'one-of', args: { values: [5] } };

function messageOf(text: string): string {
  const result = parseDevicesFile(text, settingFault);
  return result.ok ? 'no fault' : english.devicesFileFault(result.fault);
}

it.each([
  ['', 'line 1, column 1: not JSON, there is only white space'],
  ['[\n  {"productKey": "KEEPME",}\n]', 'line 2, column 26: not JSON, no value follows this comma'],
  ['7', 'line 1, column 1: the file must be a list of devices, [ … ], or an object, { … }'],
  [
    '{"device": []}',
    'line 1, column 12: this is not allowed in the file; allowed are products, devices and settings',
  ],
  ['{"devices": {}}', 'line 1, column 13: devices must be a list, [ … ]'],
  [
    '{"products": [{"productKey":"a","topic":[]}]}',
    'line 1, column 41: this is not allowed in a product; allowed are productKey, name, topics, model, modelFile, productSecret and dynamicRegistration',
  ],
  [
    '{"products": [{"productKey":"a","productSecret":7}]}',
    'line 1, column 49: productSecret must be text in quotation marks',
  ],
  [
    '{"products": [{"productKey":"a","dynamicRegistration":"no"}]}',
    'line 1, column 55: dynamicRegistration must be true or false',
  ],
  [
    '{"products": [{"productKey":"a"},\n{"productKey":"a"}]}',
    'line 2, column 1: this product is already in the file, in line 1',
  ],
  [
    '{"products": [{"productKey":"a","model":{\n"properties":7}}]}',
    'line 2, column 14: model is not a thing model in TSL: properties must be a list, […]',
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
    'line 1, column 22: a setting must be a string, a number, true or false',
  ],
  ['{"settings": {"rate":5,"rate":5}}', 'line 1, column 31: a key is given twice in settings'],
  ['[ "KEEPME" ]', 'line 1, column 3: a device must be an object, { … }'],
  ['[{"productKey":"a","deviceName":"b"}]', 'line 1, column 2: the device has no deviceSecret'],
  [
    '[{"productKey":"a","deviceName":"b","deviceSecret":7}]',
    'line 1, column 52: deviceSecret must be text in quotation marks',
  ],
  [
    '[{"productKey":"","deviceName":"b","deviceSecret":"c"}]',
    'line 1, column 16: productKey is empty',
  ],
  [
    '[{"productKey":"a","deviceName":"b&c","deviceSecret":"c"}]',
    'line 1, column 33: deviceName contains whitespace or one of & / + #',
  ],
  [
    '[{"productKey":"a","productKey":"b"}]',
    'line 1, column 33: productKey is given twice in a device',
  ],
  [
    '[{"productKey":"a","deviceName":"b","deviceSecret":"c"},\n{"productKey":"a","deviceName":"b","deviceSecret":"d"}]',
    'line 2, column 1: this device is already in the file, in line 1',
  ],
  [
    '[{"productKey":"a","deviceName":"b","deviceSecret":"c","disabled":"no"}]',
    'line 1, column 67: disabled must be true or false',
  ],
])('reports the position of the error in %j', (text, message) => {
  expect(messageOf(text)).toBe(message);
});

it('has a position in Chinese, too', () => {
  const result = parseDevicesFile('[ 7 ]', settingFault);
  const fault = result.ok ? undefined : result.fault;
  expect(fault && chinese.devicesFileFault(fault)).toBe('第 1 行第 3 列：设备应为对象 { … }');
  expect(chinese.devicesFileFault({ place: undefined })).toBe('文件不是 UTF-8');
});

describe('errors in a devices file', () => {
  describeWords<DevicesFileFaults>(
    [english.devicesFileFaults, chinese.devicesFileFaults],
    (name) => [
      { key: 'not-json', args: { what: { key: 'empty', args: {} } } },
      { key: 'not-object', args: { what: 'device' } },
      { key: 'not-list', args: { name } },
      { key: 'not-allowed', args: { part: 'file', allowed: ['a', name] } },
      { key: 'given-twice', args: { part: 'settings', name } },
      { key: 'missing', args: { part: 'topic', name } },
      { key: 'not-text', args: { name } },
      { key: 'empty-text', args: { name } },
      { key: 'not-a-name', args: { name } },
      { key: 'not-a-truth', args: { name } },
      { key: 'too-many-topics', args: { most: 733 } },
      { key: 'no-model', args: { why: { key: 'not-number', args: { name } } } },
      { key: 'setting', args: { why: { key: 'unknown', args: {} } } },
      { key: 'repeated', args: { what: 'product', line: 733 } },
    ],
  );
});

describe('errors in a setting', () => {
  describeWords<SettingFaults>([english.settingFaults, chinese.settingFaults], (data) => [
    { key: 'one-of', args: { values: [data, 733, true] } },
    { key: 'range', args: { least: 733, most: 734, unit: undefined } },
    { key: 'range', args: { least: 733, most: 734, unit: 'ms' } },
  ]);
});
