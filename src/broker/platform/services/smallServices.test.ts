import { describe, expect, test } from 'vitest';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const NAMES = `${DEVICE.productKey}/${DEVICE.deviceName}`;

describe('time', () => {
  test.each([
    [
      '"100"',
      '{"deviceSendTime":"100","serverRecvTime":"1700000000123","serverSendTime":"1700000000123"}',
    ],
    [
      '1571724098000',
      '{"deviceSendTime":1571724098000,"serverRecvTime":1700000000123,"serverSendTime":1700000000123}',
    ],
    [
      '12345678901234567890',
      '{"deviceSendTime":12345678901234567890,"serverRecvTime":1700000000123,"serverSendTime":1700000000123}',
    ],
  ])('requested with %s', (sent, text) => {
    const cloud = new TestCloud();
    expect(cloud.hear(`/ext/ntp/${NAMES}/request`, `{"deviceSendTime":${sent}}`, 1)).toEqual({
      topic: `/ext/ntp/${NAMES}/response`,
      text,
      qos: 0,
    });
  });

  test.each(['', '{}', '{"deviceSendTime":null}', '[]'])(
    'requested with %j: no answer',
    (payload) => {
      const cloud = new TestCloud();
      expect(cloud.hear(`/ext/ntp/${NAMES}/request`, payload)).toBe(undefined);
      expect(cloud.lastNote?.kind).toBe('refused');
    },
  );
});

test('a gateway cannot be its own sub-device', () => {
  const cloud = new TestCloud();
  const params = JSON.stringify([DEVICE]);
  const answer = cloud.hear(`${S}/thing/topo/add`, `{"id":"1","params":${params}}`);
  expect(answer?.text).toContain('"code":6402');
});

test('the vendor’s package signs a sub-device in with an empty method', () => {
  const cloud = new TestCloud();
  const params = '{"productKey":"p","deviceName":"d"}';
  const topic = `/ext/session/${NAMES}/combine/login`;
  expect(cloud.hear(topic, `{"id":"5","version":"1.0","params":${params},"method":""}`)?.text).toBe(
    '{"id":"5","code":6401,"data":{},"message":"the sub-device does not belong to this gateway","version":"1.0"}',
  );
});
