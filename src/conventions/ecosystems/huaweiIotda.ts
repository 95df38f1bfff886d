/** Huawei Cloud IoTDA (support.huaweicloud.com/api-iothub): `request_id` in the topic pairs both sides. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const ONE = { root: '$oc/devices/{device}' } as const;
const SERVICES = { at: '.services', each: '.properties' } as const;
const REPLY = {
  id: '{id}',
  code: '.result_code',
  failed: { at: '.result_code', not: [0] },
} as const;

/** @param by side that asks */
function asked(
  what: string,
  by: 'device' | 'cloud',
  request: Partial<TopicForm>,
  response: Partial<TopicForm> = {},
): readonly TopicForm[] {
  const at = `$oc/devices/{device}/sys/${what}`;
  return [
    {
      topic: `${at}/request_id={id}`,
      kind: 'request',
      ...ONE,
      identifier: what,
      ...(by === 'cloud' ? { toDevice: true } : { isAlive: true }),
      request: { reply: `${at}/response/request_id={id}`, id: '{id}' },
      ...request,
    },
    {
      topic: `${at}/response/request_id={id}`,
      kind: 'response',
      about: {
        en: 'The response; `request_id` is that of the request.',
        zh: '响应；`request_id` 与请求相同。',
      },
      ...ONE,
      identifier: what,
      ...(by === 'cloud' ? { isAlive: true } : { toDevice: true }),
      reply: { ...REPLY, message: '.result_desc' },
      ...response,
    },
  ];
}

export const huaweiIotda: ConventionFile = {
  convention: 'huawei-iotda',
  name: 'Huawei Cloud IoTDA',
  patience: 20,
  topics: [
    {
      topic: '$oc/devices/{device}/sys/properties/report',
      kind: 'properties',
      about: { en: 'The device reports properties.', zh: '设备上报属性。' },
      ...ONE,
      isAlive: true,
      parts: SERVICES,
    },
    {
      topic: '$oc/devices/{device}/sys/gateway/sub_devices/properties/report',
      kind: 'properties',
      about: { en: 'Properties of devices behind the gateway.', zh: '网关批量上报子设备属性。' },
      ...ONE,
      isAlive: true,
      devices: {
        at: '.devices',
        device: '.device_id',
        root: '$oc/devices/{device}',
        isHeard: true,
        isAlive: true,
        parts: SERVICES,
      },
    },
    ...asked('commands', 'cloud', {
      kind: 'command',
      about: { en: 'A command for the device.', zh: '下发给设备的命令。' },
      request: {
        reply: '$oc/devices/{device}/sys/commands/response/request_id={id}',
        id: '{id}',
        identifier: '.command_name',
      },
    }),
    ...asked('properties/set', 'cloud', {
      kind: 'property set',
      about: { en: 'The cloud sets properties.', zh: '平台设置设备属性。' },
    }),
    ...asked(
      'properties/get',
      'cloud',
      {
        kind: 'property get',
        about: { en: 'The cloud asks for properties.', zh: '平台查询设备属性。' },
      },
      { parts: SERVICES, reply: { id: '{id}' } },
    ),
    ...asked(
      'shadow/get',
      'device',
      {
        kind: 'shadow request',
        about: { en: 'The device asks for its shadow.', zh: '设备获取影子数据。' },
      },
      { reply: { id: '{id}' } },
    ),
    {
      topic: '$oc/devices/{device}/sys/messages/up',
      kind: 'message',
      about: { en: 'A message for the cloud.', zh: '上行消息。' },
      ...ONE,
      isAlive: true,
    },
    {
      topic: '$oc/devices/{device}/sys/messages/down',
      kind: 'message for the device',
      about: { en: 'A message from the cloud.', zh: '平台下发的消息。' },
      ...ONE,
      toDevice: true,
    },
    {
      topic: '$oc/devices/{device}/sys/events/up',
      kind: 'event',
      about: {
        en: 'Events such as time, version or sub-devices.',
        zh: '事件上报，如时间、版本、子设备。',
      },
      ...ONE,
      isAlive: true,
      facts: {
        firmware: '.services[0].paras.fw_version',
        software: '.services[0].paras.sw_version',
      },
    },
    {
      topic: '$oc/devices/{device}/sys/events/down',
      kind: 'event for the device',
      about: { en: 'An event from the cloud.', zh: '平台下发的事件。' },
      ...ONE,
      toDevice: true,
    },
    {
      topic: '$oc/devices/{device}/user/{topic...}',
      kind: 'message',
      about: { en: 'A topic of the user.', zh: '自定义 Topic。' },
      ...ONE,
    },
  ],
};
