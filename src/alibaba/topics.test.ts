import { describe, expect, test } from 'vitest';
import { requestTopic } from './alink/alinkTopic.ts';
import { reachesOtherDevices } from './topics.ts';

const device = { productKey: 'pk', deviceName: 'dn' };

describe('a device keeps to its own topics', () => {
  test.each([
    requestTopic(device, 'property-post'),
    '/sys/pk/dn/#',
    '/sys/pk/dn/thing/event/+/post_reply',
    '/shadow/get/pk/dn',
    '/ota/device/upgrade/pk/dn',
    '/broadcast/pk/news',
    '/pk/dn/user/get',
    '$share/group//sys/pk/dn/#',
    'sys/other/dn',
  ])('%s is within reach', (topic) => {
    expect(reachesOtherDevices(topic, device)).toBe(false);
  });

  test.each([
    '/sys/pk/other/thing/event/property/post',
    '/sys/other/dn/#',
    '/sys/#',
    '/sys/pk/+/thing',
    '/shadow/get/pk/other',
    '/ota/device/upgrade/pk',
    '$share/group//sys/pk/other/#',
  ])('%s is not', (topic) => {
    expect(reachesOtherDevices(topic, device)).toBe(true);
  });
});
