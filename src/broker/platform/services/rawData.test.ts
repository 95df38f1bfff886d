import { expect, test } from 'vitest';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const UP = `${S}/thing/model/up_raw`;
const data = (...bytes: number[]) => Uint8Array.from(bytes);

test('raw data is kept as bytes, and answered by hand', () => {
  const cloud = new TestCloud();
  expect(cloud.hear(UP, data(0, 1, 255))).toBe(undefined);
  expect(cloud.lastNote).toMatchObject({ kind: 'other', why: 'raw-unanswered', about: '00 01 ff' });
  const { raw } = cloud.services;
  expect(raw.send(cloud, DEVICE, 'reply', data(2))).toBe(true);
  expect(cloud.lastSent).toMatchObject({ topic: `${UP}_reply`, text: '\u0002' });
  expect(raw.send(cloud, DEVICE, 'down', data(3))).toBe(true);
  expect(cloud.lastSent).toMatchObject({ topic: `${S}/thing/model/down_raw`, qos: 1 });
  cloud.hear(`${S}/thing/model/down_raw_reply`, data(4));
  expect(raw.of(DEVICE)).toMatchObject([
    { kind: 'down-reply', data: 'BA==' },
    { kind: 'down', data: 'Aw==' },
    { kind: 'up-reply', data: 'Ag==', isByRule: false },
    { kind: 'up', data: 'AAH/', size: 3 },
  ]);
  cloud.isSubscribed = false;
  expect(raw.send(cloud, DEVICE, 'down', data(5))).toBe(false);
  expect(raw.of(DEVICE)).toHaveLength(4);
});

test('the first matching rule answers', () => {
  const cloud = new TestCloud();
  const { raw } = cloud.services;
  const rules = [
    { prefix: '00 01', reply: 'AA' },
    { prefix: '0x00', reply: 'bb bb' },
  ];
  cloud.rawRules = rules;
  expect(cloud.hear(UP, data(0, 1, 2), 1)).toMatchObject({ topic: `${UP}_reply`, qos: 1 });
  expect(raw.of(DEVICE)[0]).toMatchObject({ kind: 'up-reply', isByRule: true, data: 'qg==' });
  cloud.hear(UP, data(0));
  expect(raw.of(DEVICE)[0]).toMatchObject({ data: 'u7s=' });
  expect(cloud.hear(UP, data(1))).toBe(undefined);
});

test('the last ones are kept, with the beginning of each', () => {
  const cloud = new TestCloud();
  for (let sent = 0; sent < 60; sent++) cloud.hear(UP, new Uint8Array(5000).fill(sent));
  const kept = cloud.services.raw.of(DEVICE);
  expect(kept).toHaveLength(50);
  expect(kept[0]).toMatchObject({ size: 5000 });
  expect(kept[0]?.data.length).toBeLessThan(1400);
});
