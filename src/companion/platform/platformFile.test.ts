import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { PlatformFile } from './platformFile.ts';

const DEVICE = { productKey: 'a1', deviceName: 'dev-0001', deviceSecret: 'KEEPME' };
const MODEL = JSON.stringify({ properties: [{ identifier: 't', dataType: { type: 'int' } }] });

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
      settings: { connectsPerMinute: 0, qos2: 'allow', badKeepAlive: 3 },
    });
  });

  it.each([
    ['[{}]', 'line 1, column 2: the device has no productKey.'],
    ['{"settings":{"badKeepAlive":1}}', 'must be 2 or 3 or 4 or 5'],
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

  it('is read again with its models, and not if it has an error', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'devices.json');
    const products = [{ productKey: 'a1', modelFile: 'meter.json' }];
    writeFileSync(path, JSON.stringify([DEVICE]));
    const file = await PlatformFile.read(path, { connectsPerMinute: 5 });

    writeFileSync(join(folder, 'meter.json'), MODEL);
    writeFileSync(path, JSON.stringify({ products, devices: [] }));
    expect(await file.again()).toMatchObject({
      devices: [],
      products: [{ model: { properties: [{ identifier: 't' }] } }],
      settings: { connectsPerMinute: 5 },
    });

    writeFileSync(path, '[{"productKey":"KEEPME"}]');
    await expect(file.again()).rejects.toThrow(
      `${path} (--alibaba), line 1, column 2: the device has no deviceName.`,
    );
  });
});
