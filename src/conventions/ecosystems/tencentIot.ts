/** Tencent Cloud IoT Hub and IoT Explorer (cloud.tencent.com/document/product/1081): `clientToken` pairs. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const ONE = {
  device: '{product}/{device}',
  root: '$thing/up/property/{product}/{device}',
} as const;
const REPLY = {
  id: '.clientToken',
  code: '.code',
  failed: { at: '.code', not: [0] },
  message: '.status',
} as const;

/** A side asks with a method, and the other answers with the method and `_reply`. */
function thing(
  what: 'property' | 'event' | 'action',
  up: Partial<TopicForm>,
  down: Partial<TopicForm>,
): readonly TopicForm[] {
  const at = (way: 'up' | 'down') => `$thing/${way}/${what}/{product}/{device}`;
  const request = (reply: string) =>
    ({ reply, id: '.clientToken', identifier: '.method', when: { at: '.method' } }) as const;
  // A reply has a code.
  const reply = { ...REPLY, when: { at: '.code' } } as const;
  return [
    {
      topic: at('up'),
      kind: what,
      ...ONE,
      isAlive: true,
      request: request(at('down')),
      reply,
      ...up,
    },
    {
      topic: at('down'),
      kind: `${what} for the device`,
      ...ONE,
      toDevice: true,
      request: request(at('up')),
      reply,
      ...down,
    },
  ];
}

/** Topics that have their replies on another one. */
function pair(
  [topic, on]: readonly [topic: string, on: string],
  kind: string,
  about: TopicForm['about'],
): readonly TopicForm[] {
  const its = { ...ONE, ...(about && { about }) };
  return [
    {
      topic,
      kind: `${kind} request`,
      ...its,
      request: { reply: on, id: '.clientToken', identifier: '.type' },
    },
    {
      topic: on,
      kind: `${kind} response`,
      ...its,
      reply: {
        id: '.clientToken',
        code: '.result',
        failed: { at: '.result', not: [0] },
        unasked: true,
      },
    },
  ];
}

export const tencentIot: ConventionFile = {
  convention: 'tencent-iot',
  name: 'Tencent Cloud IoT',
  topics: [
    ...thing(
      'property',
      {
        about: {
          en: 'Properties that the device reports or asks for, or its reply to a control message.',
          zh: '设备上报或查询属性，或对控制消息的回复。',
        },
        parts: { at: '.params' },
      },
      {
        about: {
          en: 'The reply to a report, or properties that the cloud sets.',
          zh: '对上报的回复，或云端下发的属性控制。',
        },
      },
    ),
    ...thing(
      'event',
      { about: { en: 'Events of the device.', zh: '设备事件上报。' } },
      { about: { en: 'The reply to an event.', zh: '对事件上报的回复。' } },
    ),
    ...thing(
      'action',
      { about: { en: 'The result of an action.', zh: '行为调用的结果。' } },
      { about: { en: 'An action that the cloud calls.', zh: '云端调用设备行为。' } },
    ),
    ...pair(
      ['$shadow/operation/{product}/{device}', '$shadow/operation/result/{product}/{device}'],
      'shadow',
      { en: 'The shadow of the device.', zh: '设备影子。' },
    ),
    ...pair(
      ['$gateway/operation/{product}/{device}', '$gateway/operation/result/{product}/{device}'],
      'gateway',
      { en: 'Devices behind the gateway.', zh: '网关子设备。' },
    ),
    ...pair(
      ['$sys/operation/{product}/{device}', '$sys/operation/result/{product}/{device}'],
      'system',
      { en: 'Time and other questions to the cloud.', zh: '系统查询，如时间。' },
    ),
    {
      topic: '$ota/report/{product}/{device}',
      kind: 'OTA report',
      about: { en: 'Version or progress of an update.', zh: '固件版本或升级进度上报。' },
      ...ONE,
      isAlive: true,
      facts: { firmware: '.report.version' },
    },
    {
      topic: '$ota/update/{product}/{device}',
      kind: 'OTA update',
      about: { en: 'An update for the device.', zh: '固件升级通知。' },
      ...ONE,
      toDevice: true,
    },
    {
      topic: '$rrpc/rxd/{product}/{device}/{id}',
      kind: 'RRPC',
      about: { en: 'The cloud asks, and waits for the answer.', zh: '云端同步请求。' },
      ...ONE,
      toDevice: true,
      request: { reply: '$rrpc/txd/{product}/{device}/{id}', id: '{id}' },
    },
    {
      topic: '$rrpc/txd/{product}/{device}/{id}',
      kind: 'RRPC response',
      about: { en: 'The answer of the device.', zh: '设备对同步请求的响应。' },
      ...ONE,
      isAlive: true,
      reply: { id: '{id}' },
    },
    {
      topic: '$broadcast/rxd/{product}/{device}',
      kind: 'broadcast',
      about: { en: 'For all devices of the product.', zh: '产品下所有设备的广播。' },
      ...ONE,
      toDevice: true,
    },
  ],
};
