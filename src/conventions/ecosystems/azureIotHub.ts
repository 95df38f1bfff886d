/**
 * Azure IoT Hub (learn.microsoft.com/azure/iot/iot-mqtt-connect-to-iot-hub): message properties are at the
 * end of the topic in URL encoding; `$rid` pairs twin and method messages. The clients of connections are the
 * devices.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { root: 'devices/{device}' } as const;
const MODULE = { device: '{id}/{module}', root: 'devices/{id}/modules/{module}' } as const;
const CLIENT = { at: '', isOne: true, device: '{client}', root: 'devices/{device}' } as const;

const NO_QOS_2 = [
  {
    what: {
      en: 'QoS 2 is used: IoT Hub does not support it, and closes the connection',
      zh: '使用了 QoS 2：IoT Hub 不支持并会断开连接',
    },
    when: { at: '{qos}', is: ['2'] },
  },
] as const;

const EVENTS = {
  kind: 'telemetry',
  about: {
    en: 'Telemetry for the cloud; its properties are in the topic.',
    zh: '上行遥测；属性写在主题中。',
  },
  isAlive: true,
  parts: { at: '' },
  alarms: NO_QOS_2,
} as const;
const BOUND_ABOUT = {
  en: 'A message from the cloud; its properties are in the topic.',
  zh: '云端下行消息；属性写在主题中。',
} as const;

/** Status codes of successful replies. */
const WORKED = ['200', '201', '202', '204'] as const;

export const azureIotHub: ConventionFile = {
  convention: 'azure-iot-hub',
  name: 'Azure IoT Hub',
  patience: 30,
  topics: [
    // Some clients omit the last slash, before the properties.
    ...['', '/{properties?}'].flatMap((tail) => [
      { topic: `devices/{id}/modules/{module}/messages/events${tail}`, ...MODULE, ...EVENTS },
      { topic: `devices/{device}/messages/events${tail}`, ...ONE, ...EVENTS },
    ]),
    {
      topic: 'devices/{device}/messages/devicebound/{properties?}',
      kind: 'message for the device',
      about: BOUND_ABOUT,
      ...ONE,
      toDevice: true,
    },
    {
      topic: 'devices/{id}/modules/{module}/inputs/{input}/{properties?}',
      kind: 'message for the module',
      about: BOUND_ABOUT,
      ...MODULE,
      toDevice: true,
    },
    {
      topic: '$dps/registrations/PUT/{what:iotdps-register}/?{query?}',
      kind: 'registration request',
      about: {
        en: 'The device registers with the Device Provisioning Service.',
        zh: '设备向设备预配服务（DPS）注册。',
      },
      identifier: 'register',
      request: { reply: '$dps/registrations/res', id: '{$rid}' },
    },
    {
      topic: '$dps/registrations/GET/{what:iotdps-get-operationstatus}/?{query?}',
      kind: 'registration request',
      about: { en: 'The device asks whether it is registered.', zh: '设备查询注册结果。' },
      identifier: 'operation status',
      request: { reply: '$dps/registrations/res', id: '{$rid}' },
    },
    {
      topic: '$dps/registrations/res/{status}/?{query?}',
      kind: 'registration response',
      about: {
        en: 'The answer of the service: with status 202 the device asks again later.',
        zh: '预配服务的响应：状态为 202 时设备稍后再查询。',
      },
      reply: {
        on: '$dps/registrations/res',
        id: '{$rid}',
        code: '{status}',
        failed: { at: '{status}', not: WORKED },
        message: '.message',
      },
    },
    {
      topic: '$iothub/twin/GET/?{query?}',
      kind: 'twin request',
      about: { en: 'The device asks for its twin.', zh: '设备读取其设备孪生。' },
      identifier: 'GET twin',
      devices: { ...CLIENT, isHeard: true, isAlive: true },
      request: { reply: '$iothub/twin/res', id: '{$rid}' },
    },
    {
      topic: '$iothub/twin/PATCH/properties/reported/?{query?}',
      kind: 'twin request',
      about: { en: 'The device reports properties.', zh: '设备上报属性。' },
      identifier: 'PATCH reported',
      devices: { ...CLIENT, isHeard: true, isAlive: true, parts: { at: '', under: 'reported' } },
      request: { reply: '$iothub/twin/res', id: '{$rid}' },
    },
    {
      topic: '$iothub/twin/PATCH/properties/desired/?{query?}',
      kind: 'desired properties',
      about: {
        en: 'Desired properties have changed.',
        zh: '期望属性已变更。',
      },
      devices: { ...CLIENT, parts: { at: '', under: 'desired' } },
    },
    {
      topic: '$iothub/twin/res/{status}/?{query?}',
      kind: 'twin response',
      about: {
        en: 'The answer to a request to the twin; `$rid` is that of the request.',
        zh: '设备孪生请求的响应；`$rid` 与请求相同。',
      },
      devices: {
        ...CLIENT,
        parts: [
          { at: '.desired', under: 'desired' },
          { at: '.reported', under: 'reported' },
        ],
      },
      reply: {
        on: '$iothub/twin/res',
        id: '{$rid}',
        code: '{status}',
        failed: { at: '{status}', not: WORKED },
        message: '.message',
      },
    },
    {
      topic: '$iothub/methods/POST/{method}/?{query?}',
      kind: 'method',
      about: { en: 'A direct method of the device is called.', zh: '调用设备的直接方法。' },
      identifier: '{method}',
      toDevice: true,
      request: { reply: '$iothub/methods/res', id: '{$rid}' },
    },
    {
      topic: '$iothub/methods/res/{status}/?{query?}',
      kind: 'method response',
      about: {
        en: 'The device answers a direct method; `$rid` is that of the call.',
        zh: '设备对直接方法的响应；`$rid` 与调用相同。',
      },
      devices: { ...CLIENT, isHeard: true, isAlive: true },
      reply: {
        on: '$iothub/methods/res',
        id: '{$rid}',
        code: '{status}',
        failed: { at: '{status}', not: WORKED },
      },
    },
  ],
};
