import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const GET = `${S}/thing/config/get`;
const ASK =
  '{"id":"7","params":{"configScope":"product","getType":"file"},"method":"thing.config.get"}';
const CONFIG = '{"interval":5}';
const SHA256 = createHash('sha256').update(CONFIG).digest('hex');

function configured() {
  const cloud = new TestCloud();
  const { config, ota } = cloud.services;
  const upload = ota.files.begin('config.json');
  ota.files.append(upload, encodeUtf8(CONFIG));
  const file = ota.files.finish(upload);
  if (file === undefined) throw new Error('no file');
  return { cloud, config, ota, facts: config.set(DEVICE.productKey, file, 5) };
}

test('a device’s request gets the file of its product, with size and digest', () => {
  const { cloud, facts } = configured();
  const answer = JSON.parse(cloud.hear(GET, ASK)?.text ?? '') as unknown;
  expect(answer).toMatchObject({
    id: '7',
    code: 200,
    data: {
      configId: facts.configId,
      configSize: CONFIG.length,
      sign: SHA256,
      signMethod: 'Sha256',
      url: `http://files.test/${facts.file}/config.json`,
      getType: 'file',
    },
  });
  expect(facts.configId).toMatch(/^[0-9a-f]{32}$/);
});

test('it is pushed to a subscribed device', () => {
  const { cloud, facts } = configured();
  expect(cloud.services.pushConfig(cloud, DEVICE)).toBe(true);
  expect(cloud.lastSent.topic).toBe(`${S}/thing/config/push`);
  expect(JSON.parse(cloud.lastSent.text)).toMatchObject({
    version: '1.0',
    method: 'thing.config.push',
    params: { configId: facts.configId, configSize: CONFIG.length, sign: SHA256, getType: 'file' },
  });
  cloud.isSubscribed = false;
  expect(cloud.services.pushConfig(cloud, DEVICE)).toBe(false);
  cloud.online = false;
  expect(cloud.services.pushConfig(cloud, DEVICE)).toBe(false);
});

test('without a file or a server for it, the answer is 6710', () => {
  const { cloud, config, ota, facts } = configured();
  cloud.servesFiles = false;
  expect(cloud.hear(GET, ASK)?.text).toContain('"code":6710');
  cloud.servesFiles = true;
  expect(config.remove(DEVICE.productKey)).toBe(true);
  expect(cloud.hear(GET, ASK)?.text).toContain('"code":6710');
  expect(ota.files.find(facts.file)).toBe(undefined);
  expect(config.remove(DEVICE.productKey)).toBe(false);
});
