/** The Things Stack (thethingsindustries.com/docs/integrations): JSON; `frm_payload` is Base64. */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = {
  root: 'v3/{application}/devices/{device}',
  facts: {
    application: '.end_device_ids.application_ids.application_id',
    'device EUI': '.end_device_ids.dev_eui',
    address: '.end_device_ids.dev_addr',
  },
} as const;

export const theThingsStack: ConventionFile = {
  convention: 'the-things-stack',
  name: 'The Things Stack',
  topics: [
    {
      topic: 'v3/{application}/devices/{device}/up',
      kind: 'uplink',
      about: {
        en: 'A device has sent something: `frm_payload` is its bytes as base64, `decoded_payload` what a formatter made of them.',
        zh: '设备上行数据：`frm_payload` 为 base64 字节，`decoded_payload` 为解析器的结果。',
      },
      ...ONE,
      isAlive: true,
      parts: [
        { at: '.uplink_message.decoded_payload' },
        { at: '.uplink_message.frm_payload', name: 'frm_payload', as: 'base64' },
        { at: '.uplink_message.f_port', name: 'f_port' },
        { at: '.uplink_message.f_cnt', name: 'f_cnt' },
        { at: '.uplink_message.last_battery_percentage.value', name: 'battery', unit: '%' },
        { at: '.uplink_message.rx_metadata[0].rssi', name: 'RSSI', unit: 'dBm' },
        { at: '.uplink_message.rx_metadata[0].snr', name: 'SNR', unit: 'dB' },
      ],
      alarms: [
        {
          what: { en: 'The formatter warns about its payload', zh: '解析器对载荷发出警告' },
          when: { at: '.uplink_message.decoded_payload_warnings[0]' },
          isWhole: true,
        },
      ],
    },
    {
      topic: 'v3/{application}/devices/{device}/join',
      kind: 'join',
      about: { en: 'The device has joined the network.', zh: '设备已入网。' },
      ...ONE,
      isAlive: true,
    },
    {
      topic: 'v3/{application}/devices/{device}/down/{what:push|replace}',
      kind: 'downlink',
      about: {
        en: 'Messages for the device, queued after those that wait, or replacing them.',
        zh: '发给设备的下行消息，追加到队列或替换队列。',
      },
      ...ONE,
      identifier: '{what}',
      toDevice: true,
      request: { reply: 'v3/{application}/devices/{device}/down/queued' },
    },
    {
      topic: 'v3/{application}/devices/{device}/down/queued',
      kind: 'downlink queued',
      about: { en: 'A message for the device waits for its turn.', zh: '下行消息已入队。' },
      ...ONE,
      toDevice: true,
      reply: { unasked: true },
    },
    {
      topic: 'v3/{application}/devices/{device}/down/failed',
      kind: 'downlink failed',
      about: { en: 'A message for the device could not be sent.', zh: '下行消息发送失败。' },
      ...ONE,
      toDevice: true,
      parts: { at: '.downlink_failed.error.message_format', name: 'downlink failed' },
    },
    {
      topic: 'v3/{application}/devices/{device}/down/{what:sent|ack|nack}',
      kind: 'downlink event',
      about: {
        en: 'A message for the device was sent, confirmed or refused.',
        zh: '下行消息已发送、已确认或被拒绝。',
      },
      ...ONE,
      toDevice: true,
    },
    {
      topic: 'v3/{application}/devices/{device}/{what:location|service}/{rest...}',
      kind: 'event',
      about: { en: 'A place was found, or a service has data.', zh: '得到定位或服务数据。' },
      ...ONE,
    },
  ],
};
