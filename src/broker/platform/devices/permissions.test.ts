import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicsOf } from '../../../alibaba/alink/alinkTopic.ts';
import type { Product } from '../../../alibaba/product.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { topicFilterError, topicMatches } from '../../../mqtt/tables/topics.ts';
import { demoDevice, PlatformScene } from '../platform.testkit.ts';
import { Permissions } from './permissions.ts';

const DEVICE = { productKey: 'pk', deviceName: 'dn' };
const PRODUCT: Product = {
  productKey: 'pk',
  name: 'P',
  topics: [
    { topic: '/pk/${deviceName}/user/get', operation: 'SUB' },
    { topic: '/pk/${deviceName}/user/update', operation: 'PUB' },
    { topic: '/pk/${deviceName}/user/both', operation: 'ALL' },
    { topic: '/pk/${deviceName}/user/many/+', operation: 'SUB' },
    // Topics of another device: they grant nothing.
    { topic: '/pk/other/user/get', operation: 'ALL' },
    { topic: '/other/${deviceName}/user/get', operation: 'ALL' },
    { topic: '#', operation: 'SUB' },
  ],
};
const permissions = new Permissions(DEVICE, PRODUCT);
const S = '/sys/pk/dn/thing';

describe('publishing', () => {
  it.each([
    `${S}/event/property/post`,
    `${S}/event/overheat/post`,
    `${S}/service/property/set_reply`,
    `${S}/service/restart_reply`,
    `${S}/deviceinfo/update`,
    `${S}/config/get`,
    `${S}/config/push_reply`,
    `${S}/property/desired/get`,
    `${S}/model/up_raw`,
    '/ext/ntp/pk/dn/request',
    '/shadow/update/pk/dn',
    '/sys/pk/dn/rrpc/response/12',
    '/ota/device/inform/pk/dn',
    '/ota/device/progress/pk/dn',
    '/ext/session/pk/dn/combine/login',
    '/pk/dn/user/update',
    '/pk/dn/user/both',
  ])('to %s is permitted', (topic) => {
    expect(permissions.mayPublish(topic)).toBe(true);
  });

  it.each([
    `${S}/service/property/set`,
    `${S}/service/restart`,
    `${S}/event/property/post_reply`,
    `${S}/nothing/of/this`,
    '/sys/pk/other/thing/event/property/post',
    '/sys/other/dn/thing/event/property/post',
    '/shadow/get/pk/dn',
    '/shadow/update/pk/other',
    '/ext/ntp/pk/dn/response',
    '/broadcast/pk/news',
    '/pk/dn/user/get',
    '/pk/dn/user/many/x',
    '/pk/dn/undefined',
    '/pk/other/user/update',
    '/pk/other/user/get',
    '/other/dn/user/get',
    'plain',
    '$SYS/broker/uptime',
    '',
  ])('to %s is forbidden', (topic) => {
    expect(permissions.mayPublish(topic)).toBe(false);
  });
});

describe('a subscription', () => {
  it.each([
    '/pk/dn/user/get',
    '/pk/dn/user/both',
    '/pk/dn/user/#',
    '/pk/dn/user/+',
    '/pk/dn/user/many/x',
    '/pk/dn/#',
    `${S}/event/+/post_reply`,
    `${S}/event/#`,
    `${S}/config/#`,
    `${S}/service/+`,
    `${S}/service/property/set`,
    `${S}/#`,
    '/sys/pk/dn/#',
    '/sys/pk/dn/rrpc/request/+',
    '/ext/session/pk/dn/combine/login_reply',
    '/ext/ntp/pk/dn/response',
    '/shadow/get/pk/dn',
    '/ota/device/upgrade/pk/dn',
    '/broadcast/pk/news',
    '/broadcast/pk/#',
  ])('to %s is permitted', (filter) => {
    expect(permissions.maySubscribe(filter)).toBe(true);
  });

  it.each([
    '#',
    '+/#',
    '/+/dn/user/get',
    '/pk/+/user/get',
    '/pk/#',
    '/sys/#',
    '/sys/pk/+/thing/service/property/set',
    '/sys/+/dn/thing/service/property/set',
    '/sys/pk/other/thing/service/property/set',
    '/shadow/get/pk/+',
    '/shadow/get/#',
    '/ext/+/pk/dn/response',
    '/broadcast/#',
    '/broadcast/+/news',
    '/broadcast/other/news',
    '/pk/dn/control',
    '/pk/dn/user/update',
    '/pk/dn/nothing/#',
    `${S}/event/property/post`,
    '/ext/register',
    '$share/g//pk/dn/user/get',
    '$share/g//pk/dn/#',
    '$SYS/#',
  ])('to %s is forbidden', (filter) => {
    expect(permissions.maySubscribe(filter)).toBe(false);
  });
});

it('lists the classes of the product, the platform’s own topics and broadcasts', () => {
  expect(permissions.list.slice(0, 4)).toEqual([
    { topic: '/pk/dn/user/get', operation: 'SUB', origin: 'custom' },
    { topic: '/pk/dn/user/update', operation: 'PUB', origin: 'custom' },
    { topic: '/pk/dn/user/both', operation: 'ALL', origin: 'custom' },
    { topic: '/pk/dn/user/many/+', operation: 'SUB', origin: 'custom' },
  ]);
  expect(permissions.list).toContainEqual({
    topic: `${S}/event/property/post`,
    operation: 'PUB',
    origin: 'system',
  });
  expect(permissions.list).toContainEqual({
    topic: '/broadcast/pk/${rest}',
    operation: 'SUB',
    origin: 'broadcast',
  });
  expect(permissions.list.every(({ topic }) => topic.includes('pk'))).toBe(true);
});

it('combines overlapping classes', () => {
  const topics = [
    { topic: '/pk/${deviceName}/user/#', operation: 'SUB' },
    { topic: '/pk/${deviceName}/user/update', operation: 'PUB' },
  ] as const;
  const overlapping = new Permissions(DEVICE, { ...PRODUCT, topics });
  expect(overlapping.mayPublish('/pk/dn/user/update')).toBe(true);
  expect(overlapping.mayReceive('/pk/dn/user/update')).toBe(true);
  expect(overlapping.mayPublish('/pk/dn/user/else')).toBe(false);
});

const names = [DEVICE, { ...DEVICE, deviceName: 'd2' }, { productKey: 'other', deviceName: 'dn' }];
/** Every topic of three devices, two of one product. */
const known = names.flatMap((device) => [
  ...topicsOf(device).map(({ topic }) => topic.replace(/\$\{.*/, 'x')),
  ...['get', 'update', 'both', 'many/x', 'z'].map(
    (rest) => `/${device.productKey}/${device.deviceName}/user/${rest}`,
  ),
]);
const level = fc.constantFrom('', 'sys', 'ext', 'pk', 'other', 'dn', 'd2', 'user', '$share', 'x');
/** Replacement of a level; undefined: the level itself. */
const change = (arbitrary: fc.Arbitrary<string>) =>
  fc.array(fc.option(arbitrary, { freq: 4, nil: undefined }), { maxLength: 9 });
const changed = (levels: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...known), change(levels), fc.nat(12)).map(([topic, changes, most]) =>
    topic
      .split('/')
      .slice(0, most + 2)
      .map((one, at) => changes[at] ?? one)
      .join('/'),
  );
const topic = changed(level);
const filter = changed(fc.oneof(level, fc.constantFrom('+', '+', '#'))).map((text) =>
  text.replace(/#.*/s, '#'),
);

/** A topic that matches a filter, with its wildcards filled by these levels. */
const filled = (text: string, levels: readonly string[]): string => {
  let at = 0;
  const next = (): string => levels[at++ % levels.length] ?? 'x';
  return text.replaceAll(/[+#]/g, next);
};

describe('any subscription of a device', () => {
  const levels = fc.array(level, { minLength: 1, maxLength: 4 });

  it('receives nothing with another device’s names, and no own posts', () => {
    const ownOrBroadcast =
      /^\/(?:pk\/dn|sys\/pk\/dn|ext\/[^/]+\/pk\/dn|ext\/rrpc\/[^/]+\/pk\/dn|shadow\/get\/pk\/dn|ota\/device\/[^/]+\/pk\/dn|broadcast\/pk)(?:\/|$)/;
    fc.assert(
      fc.property(topic, (name) => {
        expect(permissions.mayReceive(name) && !ownOrBroadcast.test(name)).toBe(false);
      }),
      { numRuns: tries(3000) },
    );
  });

  it('if permitted, matches only topics of that device or its product’s broadcasts', () => {
    fc.assert(
      fc.property(filter, levels, (wanted, fillings) => {
        const name = filled(wanted, fillings);
        const isMatched = permissions.maySubscribe(wanted) && topicMatches(wanted, name);
        const isOwn = /\/pk\/dn(?:\/|$)|^\/broadcast\/pk(?:\/|$)/.test(name);
        expect(isMatched && !isOwn).toBe(false);
      }),
      { numRuns: tries(3000) },
    );
  });

  it('receives no message of another device through the broker', () => {
    const [one, two] = [demoDevice(0), demoDevice(1)];
    const lock = demoDevice(3);
    const scene = new PlatformScene();
    const receiver = scene.device(one, {}, { version: 5 });
    const sender = scene.device(two);
    const stranger = scene.device(lock);
    const observer = scene.connect('cloud');
    const place = (text: string, device: { productKey: string; deviceName: string }): string =>
      text
        .replaceAll(/\bpk\b/g, device.productKey)
        .replaceAll(/\bdn\b/g, device.deviceName)
        .replaceAll(/\bd2\b/g, two.deviceName)
        .replaceAll(/\bother\b/g, lock.productKey);
    const named = (text: string): boolean => text.includes(one.deviceName);
    fc.assert(
      fc.property(filter, topic, (wanted, name) => {
        const isFilter = topicFilterError(wanted) === undefined;
        if (isFilter) receiver.subscribe(place(wanted, one));
        const said = [place(name, two), place(name, lock), filled(place(wanted, two), ['x'])];
        for (const [at, text] of said.entries()) {
          if (text === '' || /[+#]/.test(text) || named(text)) continue;
          [sender, stranger, observer][at % 3]?.publish(text, 'secret');
          observer.publish(text, 'secret');
        }
        const leaked = receiver
          .take()
          .flatMap((packet) => (packet.type === 'publish' ? [packet.topic] : []))
          .filter((text) => !text.startsWith(`/broadcast/${one.productKey}/`));
        expect(leaked).toEqual([]);
        // A device may have 100 subscriptions.
        const filters = [place(wanted, one)];
        if (isFilter) receiver.send({ type: 'unsubscribe', packetId: 9, properties: [], filters });
        for (const wire of [receiver, sender, stranger, observer]) wire.take();
      }),
      { numRuns: tries(300) },
    );
    expect(receiver.isEnded).toBe(false);
  });
});
