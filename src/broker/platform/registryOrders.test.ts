import { describe, expect, test } from 'vitest';
import { parseDevicesFile } from '../../alibaba/devicesFile.ts';
import type { RegistryChanges } from '../../alibaba/registryChanges.ts';
import { RegistryEditor } from './devices/registryEditor.ts';
import { Saving } from './devices/saving.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SENSOR = demoDevice(0);
const { productKey } = SENSOR;
const nameOf = (device: typeof SENSOR) => ({
  productKey: device.productKey,
  deviceName: device.deviceName,
});

describe('a device', () => {
  test('is created while the platform runs, and signs in at once', () => {
    const scene = new PlatformScene();
    const made = scene.asked('device-made', {
      kind: 'make-device',
      productKey,
      deviceName: 'new-1',
    });
    expect(made.deviceSecret).toMatch(/^[0-9a-f]{32}$/);
    expect(scene.returnCode(signed(made))).toBe(0);
    const other = scene.asked('device-made', { kind: 'make-device', productKey });
    expect(other.deviceName).toMatch(/^device-[0-9a-f]{8}$/);
    expect(other.deviceSecret).not.toBe(made.deviceSecret);
    const given = {
      kind: 'make-device',
      productKey,
      deviceName: 'own1',
      deviceSecret: 'x',
    } as const;
    expect(scene.asked('device-made', given).deviceSecret).toBe('x');
    expect(scene.asked('platform', { kind: 'platform' }).saving).toEqual({
      file: undefined,
      unsaved: 3,
      isSaving: false,
      failure: undefined,
    });
  });

  test.each([
    [{ productKey: 'none', deviceName: 'new-1' }, 'no-product'],
    [{ productKey, deviceName: 'a b' }, 'not-a-device-name'],
    [{ productKey, deviceName: 'abc' }, 'not-a-device-name'],
    [{ productKey, deviceName: SENSOR.deviceName }, 'device-there'],
    [{ productKey, deviceName: 'new-1', deviceSecret: 'a b' }, 'not-a-secret'],
  ])('%o is not created', (asked, key) => {
    const scene = new PlatformScene();
    const reply = scene.asked('refused', { kind: 'make-device', ...asked });
    expect(reply.fact?.key).toBe(key);
  });

  test('gets another secret; its connection stays, the old secret is rejected', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    const changed = scene.asked('device-made', { kind: 'change-secret', ...nameOf(SENSOR) });
    expect(wire.isEnded).toBe(false);
    expect(scene.returnCode(signed(SENSOR))).toBe(4);
    expect(scene.returnCode(signed({ ...SENSOR, deviceSecret: changed.deviceSecret }))).toBe(0);
  });

  test('is removed: its connection ends, and it is unknown', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    scene.asked('done', { kind: 'remove-device', ...nameOf(SENSOR) });
    expect(wire.isEnded).toBe(true);
    expect(scene.returnCode(signed(SENSOR))).toBe(4);
    const again = { kind: 'remove-device', ...nameOf(SENSOR) } as const;
    expect(scene.asked('refused', again).fact?.key).toBe('no-device');
  });
});

test('a product is created with a model, changed, and removed when it is empty', () => {
  const scene = new PlatformScene();
  const tsl = '{"properties":[{"identifier":"t","dataType":{"type":"int"}}]}';
  const made = scene.asked('product-made', { kind: 'make-product', name: 'Meter', tsl });
  expect(made.productKey).toMatch(/^a1[A-Za-z0-9]{9}$/);
  const find = () =>
    scene
      .asked('platform', { kind: 'platform' })
      .products.find((one) => one.productKey === made.productKey);
  expect(find()?.name).toBe('Meter');
  expect(find()?.tsl).toContain('"t"');
  const device = scene.asked('device-made', { kind: 'make-device', productKey: made.productKey });
  const remove = { kind: 'remove-product', productKey: made.productKey } as const;
  expect(scene.asked('refused', remove).fact?.key).toBe('product-has-devices');
  const topics = [
    { topic: `/${made.productKey}/\${deviceName}/user/x`, operation: 'ALL' as const },
  ];
  const change = { kind: 'change-product', productKey: made.productKey } as const;
  scene.asked('product-made', { ...change, name: 'Gauge', tsl: '', topics });
  expect(find()).toMatchObject({ name: 'Gauge', tsl: undefined, topics });
  expect(scene.device(device).subscribe(`/${made.productKey}/${device.deviceName}/user/x`)).toEqual(
    [1],
  );
  expect(scene.asked('refused', { ...change, tsl: '{' }).fact).toMatchObject({
    key: 'not-a-model',
    args: { line: 1 },
  });
  const foreign = [{ topic: '/other/x', operation: 'SUB' as const }];
  expect(scene.asked('refused', { ...change, topics: foreign }).fact?.key).toBe(
    'not-topic-classes',
  );
  scene.asked('done', { kind: 'remove-device', ...nameOf(device) });
  scene.asked('done', remove);
  expect(find()).toBe(undefined);
});

test('rules for raw data are part of the product, and saved with it', () => {
  const scene = new PlatformScene();
  const rules = [{ prefix: '', reply: 'ff' }];
  const set = { kind: 'set-raw-rules', productKey } as const;
  expect(scene.asked('raw-rules', { ...set, rules }).rules).toEqual(rules);
  const wrong = [{ prefix: 'xy', reply: 'ff' }];
  expect(scene.asked('refused', { ...set, rules: wrong }).fact?.key).toBe('not-raw-rules');
  const nobody = { ...set, productKey: 'none', rules };
  expect(scene.asked('refused', nobody).fact?.key).toBe('no-product');
  expect(scene.asked('raw-rules', { kind: 'raw-rules', productKey }).rules).toEqual(rules);
  expect(scene.asked('platform', { kind: 'platform' }).saving.unsaved).toBe(1);
  const read = parseDevicesFile(
    scene.asked('platform-file', { kind: 'platform-file' }).text,
    () => undefined,
  );
  const products = read.ok ? read.products : [];
  expect(products.find((one) => one.productKey === productKey)?.rawRules).toEqual(rules);
});

test('a reverted change needs no saving', () => {
  const scene = new PlatformScene();
  const unsaved = () => scene.asked('platform', { kind: 'platform' }).saving.unsaved;
  const enable = (isEnabled: boolean) =>
    scene.asked('done', { kind: 'enable-device', ...nameOf(SENSOR), isEnabled });
  enable(false);
  expect(unsaved()).toBe(1);
  enable(true);
  expect(unsaved()).toBe(0);
  const made = scene.asked('device-made', { kind: 'make-device', productKey });
  expect(unsaved()).toBe(1);
  scene.asked('done', { kind: 'remove-device', ...nameOf(made as typeof SENSOR) });
  expect(unsaved()).toBe(0);
});

test('the whole is a devices file', () => {
  const scene = new PlatformScene({ settings: { connectsPerMinute: 5 } });
  const made = scene.asked('device-made', { kind: 'make-device', productKey });
  scene.asked('done', { kind: 'enable-device', ...nameOf(SENSOR), isEnabled: false });
  const { text } = scene.asked('platform-file', { kind: 'platform-file' });
  const read = parseDevicesFile(text, () => undefined);
  if (!read.ok) throw new Error(text);
  expect(read.list).toHaveLength(6);
  expect(read.list.find(({ deviceName }) => deviceName === made.deviceName)).toEqual({
    ...nameOf(made as typeof SENSOR),
    deviceSecret: made.deviceSecret,
  });
  expect(read.list.find(({ deviceName }) => deviceName === SENSOR.deviceName)?.disabled).toBe(true);
  expect(read.products.map(({ model }) => model !== undefined)).toEqual([true, true]);
  expect([...read.settings]).toEqual([['connectsPerMinute', 5]]);
});

describe('a file that is reloaded', () => {
  const registry = (...deviceNames: string[]) => ({
    products: [],
    devices: deviceNames.map((deviceName) => ({ productKey, deviceName, deviceSecret: 'x' })),
  });
  const names = ({ registry: { devices } }: RegistryEditor) =>
    devices.map(({ deviceName }) => deviceName);

  test('keeps unsaved changes, except where the file has changed', () => {
    const editor = new RegistryEditor(registry('a', 'b'), () => 'f'.repeat(64));
    editor.setDevice({ productKey, deviceName: 'a' }, undefined);
    editor.setDevice(
      { productKey, deviceName: 'c' },
      { productKey, deviceName: 'c', deviceSecret: 'y' },
    );
    expect(names(editor)).toEqual(['b', 'c']);
    editor.rebase(registry('a', 'b', 'd'));
    expect(names(editor)).toEqual(['b', 'd', 'c']);
    editor.rebase(registry('a', 'b', 'c', 'd'));
    expect(editor.registry.devices.find(({ deviceName }) => deviceName === 'c')).toMatchObject({
      deviceSecret: 'x',
    });
    expect(editor.unsaved).toBe(1);
  });

  test('is saved once with all changes; a failure is reported', async () => {
    const editor = new RegistryEditor(registry('a', 'late'), () => 'f'.repeat(64));
    const kept: RegistryChanges[] = [];
    let fails = true;
    const saving = new Saving(editor, {
      name: 'devices.json',
      save: (changes) => {
        if (fails) return Promise.reject(new Error('no space'));
        kept.push(changes);
        editor.setDevice({ productKey, deviceName: 'late' }, undefined);
        return Promise.resolve();
      },
    });
    editor.setDevice({ productKey, deviceName: 'a' }, undefined);
    await saving.begin();
    expect(saving.facts).toMatchObject({ unsaved: 1, failure: 'no space', isSaving: false });
    fails = false;
    await saving.begin();
    expect(kept).toHaveLength(1);
    expect(saving.facts).toMatchObject({ file: 'devices.json', unsaved: 1, failure: undefined });
    expect(names(editor)).toEqual([]);
    expect(new Saving(editor, undefined).begin()).toBe(undefined);
  });
});
