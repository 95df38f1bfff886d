/** Tests of desired values and tags. */
import { describe, expect, test } from 'vitest';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

function ask(cloud: TestCloud, rest: string, params: string): unknown {
  const method = `thing.${rest.replaceAll('/', '.')}`;
  const text = cloud.hear(
    `${S}/thing/${rest}`,
    `{"id":"1","params":${params},"method":"${method}"}`,
  );
  const answer: unknown = JSON.parse(text?.text ?? '');
  return answer;
}

function desire(cloud: TestCloud, desired: string) {
  return cloud.services.setDesiredProperties(cloud, DEVICE, desired);
}

describe('desired values', () => {
  test('are sent to an online device, and stored', () => {
    const cloud = new TestCloud();
    expect(desire(cloud, '{"power":1.0,"gone":null}')).toEqual({ call: 1 });
    expect(cloud.lastSent).toMatchObject({
      topic: `${S}/thing/service/property/set`,
      text: '{"id":"1700000000","version":"1.0","params":{"power":1.0},"method":"thing.service.property.set"}',
      qos: 1,
    });
    expect(ask(cloud, 'property/desired/get', '["power"]')).toMatchObject({
      data: { power: { value: 1, version: 1 } },
    });
  });

  test('wait for an offline device, which requests them', () => {
    const cloud = new TestCloud();
    cloud.online = false;
    expect(desire(cloud, '{"power":"on","mode":1}')).toEqual({});
    expect(desire(cloud, '{"power":12345678901234567890}')).toEqual({});
    expect(cloud.sent).toEqual([]);
    const payload =
      '{"id":"1","params":["power","temperature","mode","__proto__"],"method":"thing.property.desired.get"}';
    expect(cloud.hear(`${S}/thing/property/desired/get`, payload)?.text).toContain(
      '"data":{"mode":{"value":1,"version":1},"power":{"value":12345678901234567890,"version":2}}',
    );
  });

  test('are deleted in this version, or in any, and versions keep increasing', () => {
    const cloud = new TestCloud();
    desire(cloud, '{"power":"on","mode":1}');
    desire(cloud, '{"power":"off"}');
    ask(cloud, 'property/desired/delete', '{"power":{"version":1},"mode":{}}');
    expect(cloud.services.desired.of(DEVICE)).toMatchObject([{ identifier: 'power', version: 2 }]);
    ask(cloud, 'property/desired/delete', '{"power":{"version":2}}');
    expect(ask(cloud, 'property/desired/get', '["power"]')).toMatchObject({ data: {} });
    desire(cloud, '{"power":"on"}');
    expect(cloud.services.desired.of(DEVICE)).toMatchObject([{ value: '"on"', version: 3 }]);
    cloud.services.forget(DEVICE);
    expect(cloud.services.desired.of(DEVICE)).toEqual([]);
  });

  test('are not those of the shadow', () => {
    const cloud = new TestCloud();
    cloud.services.setDesired(cloud, DEVICE, '{"power":"on"}');
    expect(ask(cloud, 'property/desired/get', '["power"]')).toMatchObject({ data: {} });
  });

  test('have limits', () => {
    const cloud = new TestCloud();
    const names = Array.from({ length: 201 }, (_, at) => `p${at}`);
    expect(ask(cloud, 'property/desired/get', JSON.stringify(names))).toMatchObject({ code: 6104 });
    expect(ask(cloud, 'property/desired/get', '[1]')).toMatchObject({ code: 460 });
    const many = JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])));
    expect(desire(cloud, many)).toMatchObject({ refused: { key: 'full-desired' } });
    expect(desire(cloud, '[]')).toMatchObject({ refused: { key: 'not-an-object' } });
  });
});

describe('tags', () => {
  test('are set, requested and deleted by the device', () => {
    const cloud = new TestCloud();
    const both = '[{"attrKey":"room","attrValue":"7"},{"attrKey":"floor","attrValue":2}]';
    expect(ask(cloud, 'deviceinfo/update', both)).toMatchObject({ code: 200 });
    expect(cloud.services.tags.of(DEVICE)).toEqual([
      { key: 'floor', value: '2' },
      { key: 'room', value: '7' },
    ]);
    expect(ask(cloud, 'deviceinfo/get', '{"attrKeys":["room","none"]}')).toMatchObject({
      data: [{ attrKey: 'room', attrValue: '7' }],
    });
    ask(cloud, 'deviceinfo/delete', '[{"attrKey":"room"}]');
    expect(ask(cloud, 'deviceinfo/get', '{}')).toMatchObject({
      data: [{ attrKey: 'floor', attrValue: '2' }],
    });
  });

  test('from the cloud’s side', () => {
    const cloud = new TestCloud();
    const { tags } = cloud.services;
    expect(tags.set(DEVICE, { room: '7', floor: '2' })).toBe(undefined);
    expect(tags.set(DEVICE, { room: null, floor: '3' })).toBe(undefined);
    expect(tags.of(DEVICE)).toEqual([{ key: 'floor', value: '3' }]);
    expect(tags.set(DEVICE, { '1st': 'x' })).toMatchObject({ key: 'not-a-tag' });
    expect(tags.set(DEVICE, { room: 7 })).toMatchObject({ key: 'not-a-tag' });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`t${at}`, 'x']));
    expect(tags.set(DEVICE, many)).toMatchObject({ key: 'many-tags' });
    expect(tags.of(DEVICE)).toHaveLength(1);
  });

  test.each([
    '[{"attrKey":"room"}]',
    '[{"attrKey":"1","attrValue":"x"}]',
    '[{"attrKey":"a","attrValue":{}}]',
    '{}',
  ])('%s is not accepted', (params) => {
    const cloud = new TestCloud();
    expect(ask(cloud, 'deviceinfo/update', params)).toMatchObject({ code: 460 });
    expect(cloud.services.tags.of(DEVICE)).toEqual([]);
  });
});
