import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from './devices.ts';
import { parseDevicesFile } from './devicesFile.ts';
import { editDevicesFile, writeDevicesFile } from './devicesFileEdit.ts';
import { NO_CHANGES, type RegistryChanges, userNameOf, withChanges } from './registryChanges.ts';

const device = (deviceName: string, more: Partial<Device> = {}): Device => ({
  productKey: 'pk',
  deviceName,
  deviceSecret: 'secret',
  ...more,
});
const devices = (...changes: (Device | string)[]): RegistryChanges => ({
  ...NO_CHANGES,
  devices: new Map(
    changes.map((one) =>
      typeof one === 'string' ? [`${one}&pk`, undefined] : [userNameOf(one), one],
    ),
  ),
});

const FILE = `{
  "comment": "of the workshop",
  "devices": [
    { "productKey": "pk", "deviceName": "a", "nick": "é", "deviceSecret": "1" },
    { "productKey": "pk", "deviceName": "b", "deviceSecret": "2", "disabled": true }
  ],
  "settings": {"will":  "refuse"}
}
`;

describe('changes of devices', () => {
  test('keep everything else unchanged', () => {
    const changes = devices(device('a', { deviceSecret: 'new' }), device('c'));
    expect(editDevicesFile(FILE, changes)).toBe(
      FILE.replace('"1"', '"new"').replace(
        'true }\n',
        'true },\n    { "productKey": "pk", "deviceName": "c", "deviceSecret": "secret" }\n',
      ),
    );
  });

  test('remove devices, and disable and enable them', () => {
    expect(editDevicesFile(FILE, devices('b', 'nobody'))).toBe(
      FILE.replace(/,\n {4}\{ "productKey": "pk", "deviceName": "b".*\n/, '\n'),
    );
    const on = editDevicesFile(FILE, devices(device('b', { deviceSecret: '2', disabled: false })));
    expect(on).toBe(FILE.replace(', "disabled": true', ''));
    const off = editDevicesFile(FILE, devices(device('a', { deviceSecret: '1', disabled: true })));
    expect(off).toContain('"deviceSecret": "1", "disabled": true }');
    expect(editDevicesFile(FILE, devices('a', 'b'))).toContain('"devices": [],');
  });

  test('extend a list, an empty one, and a file without one', () => {
    const added = '{ "productKey": "pk", "deviceName": "c", "deviceSecret": "secret" }';
    expect(editDevicesFile('[]', devices(device('c')))).toBe(`[\n    ${added}\n  ]`);
    expect(editDevicesFile('{"settings":{}}\r\n', devices(device('c')))).toBe(
      `{"settings":{}, "devices": [\n    ${added}\n  ]}\r\n`,
    );
  });
});

test('changes of products', () => {
  const file = '{"products":[{"productKey":"pk","name":"P","modelFile":"m.json","x":1}]}';
  const product = { productKey: 'pk', name: 'Q', topics: [], dynamicRegistration: false };
  const model = { properties: [], events: [], services: [] };
  const change = (members: readonly ('name' | 'model' | 'topics')[]) => ({
    ...NO_CHANGES,
    products: new Map([['pk', { product: { ...product, model }, members: new Set(members) }]]),
  });
  expect(editDevicesFile(file, change(['name']))).toBe(file.replace('"P"', '"Q"'));
  const withModel = editDevicesFile(file, change(['model']));
  expect(withModel).not.toContain('modelFile');
  expect(parseDevicesFile(withModel, () => undefined)).toMatchObject({ ok: false });
  const removed = { ...NO_CHANGES, products: new Map([['pk', undefined]]) };
  expect(editDevicesFile(file, removed)).toBe('{"products":[]}');
  expect(editDevicesFile('[]', change(['name', 'topics']))).toContain('"products": [');
});

test('write, replace and remove rules for raw data', () => {
  const file = '{"products":[{"productKey":"pk","rawRules":[ {"reply":"00"} ],"x":1}]}';
  const become = (...rawRules: { prefix: string; reply: string }[]) => {
    const product = { productKey: 'pk', name: 'pk', topics: [], rawRules };
    const change = { product, members: new Set(['rawRules'] as const) };
    return editDevicesFile(file, { ...NO_CHANGES, products: new Map([['pk', change]]) });
  };
  const written = become({ prefix: '01 0A', reply: 'ff' });
  expect(written).toBe(file.replace('[ {"reply":"00"} ]', '[{"prefix":"01 0A","reply":"ff"}]'));
  expect(become()).toBe('{"products":[{"productKey":"pk","x":1}]}');
});

const names = fc.constantFrom('a', 'b', 'c', 'd');
const someDevices = fc.uniqueArray(
  fc.record({
    productKey: fc.constant('pk'),
    deviceName: names,
    deviceSecret: fc.string({ minLength: 1 }),
    disabled: fc.boolean(),
  }),
  { selector: ({ deviceName }) => deviceName },
);

test('are read back as intended', () => {
  fc.assert(
    fc.property(
      someDevices,
      someDevices,
      fc.array(names),
      fc.constantFrom(0, 2, '\t'),
      fc.boolean(),
      (before, changed, gone, indent, isList) => {
        const changes = devices(...gone, ...changed);
        const text = JSON.stringify(isList ? before : { devices: before }, undefined, indent);
        const read = parseDevicesFile(editDevicesFile(text, changes), () => undefined);
        const meant = withChanges({ products: [], devices: before }, changes).devices;
        expect(read.ok && read.list).toEqual(meant.map(plain));
        const whole = parseDevicesFile(writeDevicesFile([], meant, {}), () => undefined);
        expect(whole.ok && whole.list).toEqual(meant.map(plain));
      },
    ),
  );
});

const plain = ({ disabled, ...rest }: Device): Device => ({
  ...rest,
  ...(disabled === true && { disabled }),
});
