import { describe, expect, test } from 'vitest';
import { topicFilterError, topicMatches, topicNameError } from '../../mqtt/tables/topics.ts';
import { alinkTopic, requestTopic, topicsOf } from './alinkTopic.ts';

const device = { productKey: 'a1B2c3D4e5F', deviceName: 'lamp-1' };
const S = '/sys/a1B2c3D4e5F/lamp-1';

describe('a topic and its partner', () => {
  test.each([
    [
      `${S}/thing/event/property/post`,
      'property-post',
      'device',
      `${S}/thing/event/property/post_reply`,
    ],
    [
      `${S}/thing/service/property/set`,
      'property-set',
      'cloud',
      `${S}/thing/service/property/set_reply`,
    ],
    [
      `${S}/thing/property/desired/get`,
      'desired-get',
      'device',
      `${S}/thing/property/desired/get_reply`,
    ],
    [
      `${S}/thing/property/desired/delete`,
      'desired-delete',
      'device',
      `${S}/thing/property/desired/delete_reply`,
    ],
    [`${S}/thing/deviceinfo/update`, 'tags-update', 'device', `${S}/thing/deviceinfo/update_reply`],
    [`${S}/thing/deviceinfo/delete`, 'tags-delete', 'device', `${S}/thing/deviceinfo/delete_reply`],
    [`${S}/thing/config/get`, 'config-get', 'device', `${S}/thing/config/get_reply`],
    [`${S}/thing/config/push`, 'config-push', 'cloud', `${S}/thing/config/push_reply`],
    [`${S}/thing/model/up_raw`, 'raw-up', 'device', `${S}/thing/model/up_raw_reply`],
    [`${S}/thing/model/down_raw`, 'raw-down', 'cloud', `${S}/thing/model/down_raw_reply`],
    [`${S}/thing/disable`, 'life-cycle', 'cloud', `${S}/thing/disable_reply`],
    [`${S}/thing/topo/add`, 'topology', 'device', `${S}/thing/topo/add_reply`],
    [`${S}/thing/topo/add/notify`, 'topology', 'cloud', `${S}/thing/topo/add/notify_reply`],
    [`${S}/thing/sub/register`, 'register', 'device', `${S}/thing/sub/register_reply`],
    [
      '/ext/ntp/a1B2c3D4e5F/lamp-1/request',
      'ntp',
      'device',
      '/ext/ntp/a1B2c3D4e5F/lamp-1/response',
    ],
    [
      '/ext/session/a1B2c3D4e5F/lamp-1/combine/login',
      'sub-device',
      'device',
      '/ext/session/a1B2c3D4e5F/lamp-1/combine/login_reply',
    ],
    ['/shadow/update/a1B2c3D4e5F/lamp-1', 'shadow', 'device', '/shadow/get/a1B2c3D4e5F/lamp-1'],
  ])('%s', (topic, kind, from, reply) => {
    expect(alinkTopic(topic)).toEqual({
      ...device,
      kind,
      from,
      isReply: false,
      partner: reply,
      identifier: undefined,
    });
    expect(alinkTopic(reply)).toEqual({
      ...device,
      kind,
      from: from === 'device' ? 'cloud' : 'device',
      isReply: true,
      partner: topic,
      identifier: undefined,
    });
  });

  test.each([
    [
      `${S}/thing/event/overheat/post`,
      'event-post',
      'device',
      'overheat',
      `${S}/thing/event/overheat/post_reply`,
    ],
    [`${S}/thing/event/+/post`, 'event-post', 'device', '+', `${S}/thing/event/+/post_reply`],
    [`${S}/thing/service/toggle`, 'service', 'cloud', 'toggle', `${S}/thing/service/toggle_reply`],
    [
      `${S}/rrpc/request/889455942124347329`,
      'rrpc',
      'cloud',
      '889455942124347329',
      `${S}/rrpc/response/889455942124347329`,
    ],
  ])('%s carries an identifier', (topic, kind, from, identifier, reply) => {
    expect(alinkTopic(topic)).toMatchObject({
      kind,
      from,
      identifier,
      isReply: false,
      partner: reply,
    });
    expect(alinkTopic(reply)).toMatchObject({ kind, identifier, isReply: true, partner: topic });
  });

  test('firmware is requested on one topic and announced on another, with or without a request', () => {
    const upgrade = '/ota/device/upgrade/a1B2c3D4e5F/lamp-1';
    expect(alinkTopic('/ota/device/request/a1B2c3D4e5F/lamp-1')).toMatchObject({
      kind: 'ota-request',
      partner: upgrade,
    });
    expect(alinkTopic(upgrade)).toMatchObject({
      kind: 'ota-upgrade',
      from: 'cloud',
      isReply: false,
    });
    expect(alinkTopic('/ota/device/inform/a1B2c3D4e5F/lamp-1')?.partner).toBe(undefined);
  });

  test('a custom topic carries the reply to its own RRPC', () => {
    const topic = '/ext/rrpc/77/a1B2c3D4e5F/lamp-1/user/ask';
    expect(alinkTopic(topic)).toMatchObject({
      ...device,
      kind: 'custom-rrpc',
      from: 'both',
      identifier: '77',
      partner: topic,
    });
  });
});

test('broadcasts belong to a product, registrations to no device yet, custom topics to a device', () => {
  expect(alinkTopic('/broadcast/a1B2c3D4e5F/news/today')).toEqual({
    kind: 'broadcast',
    from: 'cloud',
    isReply: false,
    partner: undefined,
    identifier: 'news/today',
    productKey: 'a1B2c3D4e5F',
  });
  expect(alinkTopic('/ext/register')).toMatchObject({ kind: 'register', from: 'cloud' });
  expect(alinkTopic('/ext/error/a1B2c3D4e5F/lamp-1')).toMatchObject({
    kind: 'sub-device',
    ...device,
  });
  expect(alinkTopic('/a1B2c3D4e5F/lamp-1/control')).toMatchObject({
    ...device,
    kind: 'custom',
    from: 'both',
    identifier: 'control',
  });
});

test.each([
  'sensors/kitchen/temp',
  '/sys/a1B2c3D4e5F/lamp-1/thing/nothing',
  '/sys/a1B2c3D4e5F//thing/event/property/post',
  '/shadow/get/a1B2c3D4e5F',
  '/broadcast/a1B2c3D4e5F',
  '/ext/rrpc/1/topic',
  '//lamp-1/x',
  '/__proto__/constructor',
  '/',
  '',
])('%j has no meaning', (topic) => {
  expect(alinkTopic(topic)).toBe(undefined);
});

describe('all topics of a device', () => {
  const plain = (topic: string): string =>
    topic.replace('${identifier}', 'x7').replace('${rest}', 'a/b');
  const topics = topicsOf(device).map((listed) => ({ ...listed, name: plain(listed.topic) }));

  test('are unique', () => {
    expect(new Set(topics.map(({ topic }) => topic)).size).toBe(topics.length);
  });

  test.each(topics)('$topic is parsed as listed', (listed) => {
    const { kind, from, isReply, name, filter } = listed;
    expect(topicNameError(name)).toBe(undefined);
    expect(topicFilterError(filter)).toBe(undefined);
    expect(topicMatches(filter, name)).toBe(true);
    const partner = listed.partner === undefined ? undefined : plain(listed.partner);
    expect(alinkTopic(name)).toMatchObject({ kind, from, isReply, partner });
  });

  test.each(topics.filter(({ isReply }) => isReply))('$topic answers its partner', ({ name }) => {
    expect(alinkTopic(alinkTopic(name)?.partner ?? '')?.partner).toBe(name);
  });
});

test('requests have a topic', () => {
  expect(requestTopic(device, 'event-post', 'overheat')).toBe(`${S}/thing/event/overheat/post`);
  expect(requestTopic(device, 'shadow')).toBe('/shadow/update/a1B2c3D4e5F/lamp-1');
});
