/**
 * ThingsBoard (thingsboard.io/docs/reference/mqtt-api): a device is the client of its connection and is named
 * `me`; a gateway publishes for other devices under their names.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const ME = { at: '', isOne: true, device: '{client}', root: 'v1/devices/me' } as const;
const HERE = { isHeard: true, isAlive: true } as const;
const NAMED = {
  at: '',
  isOne: true,
  device: '.device',
  root: 'v1/gateway',
  parent: '{client}',
} as const;
const BELOW = { device: '{key}', root: 'v1/gateway', parent: '{client}', ...HERE } as const;

export const thingsBoard: ConventionFile = {
  convention: 'thingsboard',
  name: 'ThingsBoard',
  topics: [
    {
      topic: 'v1/devices/me/telemetry',
      kind: 'telemetry',
      about: {
        en: 'Values over time, with or without a time of their own.',
        zh: '遥测数据，可带或不带时间戳。',
      },
      devices: { ...ME, ...HERE, parts: { at: '', each: ['.values', ''], time: '.ts' } },
    },
    {
      topic: 'v1/devices/me/attributes',
      kind: 'attributes',
      about: {
        en: 'Attributes: the client’s own, or shared ones that have changed.',
        zh: '属性：客户端属性，或已变更的共享属性。',
      },
      devices: { ...ME, ...HERE, parts: { at: '', under: 'attributes' } },
    },
    {
      topic: 'v1/devices/me/attributes/request/{id}',
      kind: 'attributes request',
      about: { en: 'The device asks for attributes.', zh: '设备查询属性。' },
      identifier: 'attributes',
      devices: { ...ME, ...HERE },
      request: { reply: 'v1/devices/me/attributes/response/{id}', id: '{id}' },
    },
    {
      topic: 'v1/devices/me/attributes/response/{id}',
      kind: 'attributes response',
      about: { en: 'The attributes that were asked for.', zh: '所查询的属性。' },
      identifier: 'attributes',
      devices: {
        ...ME,
        parts: [
          { at: '.client', under: 'attributes' },
          { at: '.shared', under: 'attributes' },
        ],
      },
      reply: { id: '{id}' },
    },
    {
      topic: 'v1/devices/me/rpc/request/{id}',
      kind: 'RPC',
      about: {
        en: 'A remote procedure call: of the device where it comes in, of the server where it goes out.',
        zh: '远程过程调用：下行为调用设备，上行为调用服务器。',
      },
      toDevice: true,
      request: { reply: 'v1/devices/me/rpc/response/{id}', id: '{id}', identifier: '.method' },
    },
    {
      topic: 'v1/devices/me/rpc/response/{id}',
      kind: 'RPC response',
      about: { en: 'The result of a remote procedure call.', zh: '远程过程调用的结果。' },
      reply: { id: '{id}', failed: { at: '.error' }, message: '.error' },
    },
    {
      topic: 'v1/devices/me/claim',
      kind: 'claim',
      about: { en: 'The device may be claimed by a customer.', zh: '设备可被客户认领。' },
    },
    {
      topic: 'v1/gateway/claim',
      kind: 'claim',
      about: {
        en: 'Devices behind the gateway may be claimed by a customer.',
        zh: '网关下的设备可被客户认领。',
      },
    },
    {
      topic: '/provision/request',
      kind: 'provisioning request',
      about: { en: 'The device asks for its own credentials.', zh: '设备申请自己的凭据。' },
      identifier: 'provision',
      request: { reply: '/provision/response' },
    },
    {
      topic: '/provision/response',
      kind: 'provisioning response',
      about: { en: 'The credentials, or why there are none.', zh: '凭据，或无法下发的原因。' },
      toDevice: true,
      reply: {
        failed: { at: '.status', not: ['SUCCESS'] },
        code: '.status',
        message: '.errorMsg',
      },
    },
    {
      topic: 'v1/gateway/{event:connect|disconnect}',
      kind: 'gateway device',
      about: {
        en: 'A device has come to the gateway, or has left it.',
        zh: '设备接入或离开网关。',
      },
      devices: {
        ...NAMED,
        isHeard: true,
        facts: { type: '.type' },
        state: { at: '{event}', is: { connect: 'online', disconnect: 'offline' } },
      },
    },
    {
      topic: 'v1/gateway/telemetry',
      kind: 'gateway telemetry',
      about: { en: 'Values of devices behind the gateway.', zh: '网关下设备的遥测数据。' },
      devices: { at: '', ...BELOW, parts: { at: '', each: ['.values', ''], time: '.ts' } },
    },
    {
      topic: 'v1/gateway/attributes',
      kind: 'gateway attributes',
      about: {
        en: 'Attributes of devices behind the gateway, or shared ones that have changed.',
        zh: '网关下设备的属性，或已变更的共享属性。',
      },
      devices: [
        {
          at: '',
          ...BELOW,
          when: { at: '{key}', not: ['device', 'data'] },
          parts: { at: '', under: 'attributes' },
        },
        // Changed shared attributes of a device, which it did not send itself.
        { ...NAMED, when: { at: '.data' }, parts: { at: '.data', under: 'attributes' } },
      ],
    },
    {
      topic: 'v1/gateway/attributes/request',
      kind: 'attributes request',
      about: { en: 'The gateway asks for a device’s attributes.', zh: '网关查询设备的属性。' },
      identifier: 'attributes',
      request: { reply: 'v1/gateway/attributes/response', id: '.id' },
    },
    {
      topic: 'v1/gateway/attributes/response',
      kind: 'attributes response',
      about: { en: 'The attributes that were asked for.', zh: '所查询的属性。' },
      identifier: 'attributes',
      devices: { ...NAMED, parts: { at: '.values', under: 'attributes' } },
      reply: { id: '.id' },
    },
    {
      topic: 'v1/gateway/rpc',
      kind: 'RPC',
      about: {
        en: 'A remote procedure call of a device behind the gateway, and its result.',
        zh: '对网关下设备的远程过程调用及其结果。',
      },
      request: {
        reply: 'v1/gateway/rpc',
        id: '.data.id',
        identifier: '.data.method',
        when: { at: '.data.method' },
      },
      reply: {
        id: '.id',
        when: { at: '.id' },
        failed: { at: '.data.error' },
        message: '.data.error',
      },
    },
    {
      topic: 'v2/fw/request/{id}/chunk/{chunk}',
      kind: 'firmware request',
      about: { en: 'The device asks for a part of its firmware.', zh: '设备请求固件分片。' },
      identifier: 'firmware chunk {chunk}',
      devices: { ...ME, ...HERE },
      request: { reply: 'v2/fw/response/{id}/chunk/{chunk}', id: '{id}' },
    },
    {
      topic: 'v2/fw/response/{id}/chunk/{chunk}',
      kind: 'firmware chunk',
      about: { en: 'A part of the firmware.', zh: '固件分片。' },
      identifier: 'firmware chunk {chunk}',
      reply: { id: '{id}' },
    },
  ],
};
