import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Product } from '../../alibaba/product.ts';
import { NO_CHANGES } from '../../alibaba/registryChanges.ts';
import { inEnglish } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { type PlatformContents, PlatformFile } from './platformFile.ts';

const DEVICE = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };
const MODEL = JSON.stringify({ properties: [{ identifier: 't', dataType: { type: 'int' } }] });

/** Returns the events of a watched file, and the next event. */
function listen(file: PlatformFile) {
  const told: (PlatformContents | string)[] = [];
  let wake: () => void = () => undefined;
  const tell = (what: PlatformContents | string): void => {
    told.push(what);
    wake();
  };
  const changed = (contents: PlatformContents, withoutModel: readonly Product[]): void => {
    tell(contents);
    if (withoutModel.length > 0) tell(withoutModel.map(({ productKey }) => productKey).join());
  };
  onTestFinished(file.watch({ changed, failed: (why) => tell(inEnglish(why)) }, 10));
  return async (): Promise<PlatformContents | string> => {
    while (told.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return told.shift() ?? '';
  };
}

describe('the file of --alibaba', () => {
  it('is read with its models; command line settings have priority', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'models'));
    writeFileSync(join(folder, 'models', 'meter.json'), MODEL);
    const path = join(folder, 'devices.json');
    const products = [{ productKey: 'a1', modelFile: 'models/meter.json' }];
    const settings = { connectsPerMinute: 5, qos2: 'allow' };
    writeFileSync(path, JSON.stringify({ products, devices: [DEVICE], settings }));
    const { contents } = await PlatformFile.read(path, { connectsPerMinute: 0 });
    expect(contents).toMatchObject({
      devices: [DEVICE],
      products: [{ productKey: 'a1', model: { properties: [{ identifier: 't' }] } }],
      settings: { connectsPerMinute: 0, qos2: 'allow', wrongSign: 4 },
    });
  });

  it('is replaced atomically with its permissions and foreign content, also through a link', async () => {
    const folder = temporaryFolder();
    const real = join(folder, 'real.json');
    const path = join(folder, 'devices.json');
    const written = `[{"productKey":"a1","nick":"x","deviceName":"dev-0001","deviceSecret":"KEEPME"}]\n`;
    writeFileSync(real, written, { mode: 0o600 });
    symlinkSync(real, path);
    const file = await PlatformFile.read(path, {});
    const changed = { ...DEVICE, deviceSecret: 'NEW' };
    await file.save({ ...NO_CHANGES, devices: new Map([['dev-0001&a1', changed]]) });
    expect(readFileSync(real, 'utf8')).toBe(written.replace('KEEPME', 'NEW'));
    expect(statSync(real).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['devices.json', 'real.json']);
    writeFileSync(real, '[');
    await expect(file.save(NO_CHANGES)).rejects.toThrow('The file has an error.');
    expect(readFileSync(real, 'utf8')).toBe('[');
  });

  it.each([
    ['[{}]', 'line 1, column 2: the device has no productKey.'],
    ['{"settings":{"keepAliveLeast":2000}}', 'keepAliveLeast is above keepAliveMost.'],
    [
      '{"products":[{"productKey":"a1","modelFile":"none.json"}]}',
      'Cannot read none.json (--alibaba): there is no such file.',
    ],
    [
      '{"products":[{"productKey":"a1","modelFile":"devices.json"}]}',
      'devices.json (modelFile of --alibaba), line 1, column 1: ',
    ],
  ])('%s is an error', async (text, fault) => {
    const path = join(temporaryFolder(), 'devices.json');
    writeFileSync(path, text);
    await expect(PlatformFile.read(path, {})).rejects.toThrow(fault);
  });

  it('is read again when it or a model changes, also after replacement, and not if invalid', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'devices.json');
    const model = join(folder, 'meter.json');
    writeFileSync(path, JSON.stringify([DEVICE]));
    const next = listen(await PlatformFile.read(path, {}));

    writeFileSync(path, JSON.stringify([DEVICE, { ...DEVICE, deviceName: 'dev-0002' }]));
    expect(await next()).toMatchObject({ devices: [{}, { deviceName: 'dev-0002' }] });

    writeFileSync(path, '[{"productKey":"KEEPME"}]');
    expect(await next()).toBe(
      `${path} (--alibaba), line 1, column 2: the device has no deviceName.`,
    );

    writeFileSync(model, MODEL);
    const products = [{ productKey: 'a1', modelFile: 'meter.json' }];
    writeFileSync(join(folder, 'new'), JSON.stringify({ products, devices: [DEVICE] }));
    renameSync(join(folder, 'new'), path);
    expect(await next()).toMatchObject({ products: [{ model: { properties: [{}] } }] });

    writeFileSync(model, MODEL.replace('"t"', '"u"'));
    expect(await next()).toMatchObject({
      products: [{ model: { properties: [{ identifier: 'u' }] } }],
    });
  });

  it('reports a model file that is missing, returns, or is no longer named', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'devices.json');
    const models = join(folder, 'models');
    const model = join(models, 'meter.json');
    mkdirSync(models);
    writeFileSync(model, MODEL);
    const products = [{ productKey: 'a1', modelFile: 'models/meter.json' }];
    writeFileSync(path, JSON.stringify({ products, devices: [DEVICE] }));
    const next = listen(await PlatformFile.read(path, {}));

    rmSync(models, { recursive: true });
    expect(await next()).toBe('Cannot read models/meter.json (--alibaba): there is no such file.');
    // The same content: a reported loss is followed by a report that it is back.
    mkdirSync(models);
    writeFileSync(model, MODEL);
    expect(await next()).toMatchObject({ products: [{ model: { properties: [{}] } }] });

    const unnamed = [{ productKey: 'a1' }];
    writeFileSync(path, JSON.stringify({ products: unnamed, devices: [DEVICE] }));
    expect(await next()).toMatchObject({ products: [{ productKey: 'a1' }] });
    expect(await next()).toBe('a1');
  });

  it('is read again when a link’s target changes', async () => {
    const [folder, target] = [temporaryFolder(), temporaryFolder()];
    const path = join(folder, 'linked.json');
    writeFileSync(join(target, 'devices.json'), '[]');
    symlinkSync(join(target, 'devices.json'), path);
    const next = listen(await PlatformFile.read(path, {}));
    writeFileSync(join(target, 'devices.json'), JSON.stringify([DEVICE]));
    expect(await next()).toMatchObject({ devices: [DEVICE] });
  });
});
