/**
 * ChirpStack's events and commands (chirpstack.io/docs/chirpstack/integrations/events), as JSON; `data` is
 * Base64. Version 3 used other names for some members.
 */
import type { ConventionFile, DeviceFactsForm, TopicForm } from '../files/conventionFile.ts';

const ONE = { root: 'application/{application}/device/{device}' } as const;

const TELLS: DeviceFactsForm = {
  name: '.deviceInfo.deviceName',
  facts: {
    application: '.deviceInfo.applicationName',
    profile: '.deviceInfo.deviceProfileName',
    tenant: '.deviceInfo.tenantName',
    address: '.devAddr',
  },
};

/** @param at topic above the gateways, which begins with a region in version 4 */
function gateway(at: string): readonly TopicForm[] {
  const root = `${at}/{device}`;
  return [
    {
      topic: `${root}/state/conn`,
      kind: 'gateway state',
      about: {
        en: 'Whether the gateway is connected; retained, and its will.',
        zh: '网关是否在线；为保留消息，也是其遗嘱。',
      },
      root,
      state: { at: '.state', is: { ONLINE: 'online', OFFLINE: 'offline' } },
    },
    {
      topic: `${root}/event/stats`,
      kind: 'gateway statistics',
      about: {
        en: 'How many packets the gateway has received and sent.',
        zh: '网关收发的数据包数量。',
      },
      root,
      isAlive: true,
      parts: [
        { at: '.rxPacketsReceived', name: 'rxPacketsReceived' },
        { at: '.rxPacketsReceivedOk', name: 'rxPacketsReceivedOk' },
        { at: '.txPacketsReceived', name: 'txPacketsReceived' },
        { at: '.txPacketsEmitted', name: 'txPacketsEmitted' },
      ],
    },
    {
      topic: `${root}/event/{what}`,
      kind: 'gateway event',
      about: {
        en: 'A packet that the gateway received or sent.',
        zh: '网关收到或发出的数据包。',
      },
      root,
      isAlive: true,
    },
    {
      topic: `${root}/command/{what}`,
      kind: 'gateway command',
      about: { en: 'What the gateway is to do.', zh: '要求网关执行的操作。' },
      root,
      identifier: '{what}',
      toDevice: true,
    },
  ];
}

export const chirpStack: ConventionFile = {
  convention: 'chirpstack',
  name: 'ChirpStack',
  topics: [
    {
      topic: 'application/{application}/device/{device}/event/up',
      kind: 'uplink',
      about: {
        en: 'A device has sent something: `data` is its bytes as base64, `object` what a codec made of them.',
        zh: '设备上行数据：`data` 为 base64 字节，`object` 为编解码器的结果。',
      },
      ...ONE,
      ...TELLS,
      isAlive: true,
      parts: [
        { at: '.object' },
        { at: '.data', name: 'data', as: 'base64' },
        { at: '.fPort', name: 'fPort' },
        { at: '.fCnt', name: 'fCnt' },
        { at: '.rxInfo[0].rssi', name: 'RSSI', unit: 'dBm' },
        { at: ['.rxInfo[0].snr', '.rxInfo[0].loRaSNR'], name: 'SNR', unit: 'dB' },
      ],
    },
    {
      topic: 'application/{application}/device/{device}/event/status',
      kind: 'status',
      about: { en: 'Battery and link margin of the device.', zh: '设备的电量和链路余量。' },
      ...ONE,
      ...TELLS,
      isAlive: true,
      parts: [
        { at: '.batteryLevel', name: 'battery', unit: '%' },
        { at: '.externalPowerSource', name: 'external power' },
        { at: '.margin', name: 'margin', unit: 'dB' },
      ],
      alarms: [
        {
          what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
          // 0 means external power or an unknown battery level: the lowest of LoRaWAN's 254 levels is above
          // 0.
          when: { at: '.batteryLevel', above: 0, below: 15 },
        },
      ],
    },
    {
      topic: 'application/{application}/device/{device}/event/join',
      kind: 'join',
      about: { en: 'The device has joined the network.', zh: '设备已入网。' },
      ...ONE,
      ...TELLS,
      isAlive: true,
    },
    {
      topic: 'application/{application}/device/{device}/event/{what:log|error}',
      kind: 'log',
      about: {
        en: 'Something went wrong or is worth knowing, such as a fault of a codec.',
        zh: '错误或值得注意的情况，如编解码器出错。',
      },
      ...ONE,
      ...TELLS,
      parts: { at: '.description', name: 'log' },
      alarms: [
        {
          what: { en: 'The network server logs an error', zh: '网络服务器记录了错误' },
          when: { at: '.level', is: ['ERROR'] },
        },
      ],
    },
    {
      topic: 'application/{application}/device/{device}/event/ack',
      kind: 'acknowledgement',
      about: {
        en: 'Whether the device has acknowledged a downlink.',
        zh: '设备是否已确认下行消息。',
      },
      ...ONE,
      ...TELLS,
      parts: { at: '.acknowledged', name: 'acknowledged' },
      alarms: [
        {
          what: { en: 'It has not acknowledged a downlink', zh: '设备未确认下行消息' },
          when: { at: '.acknowledged', is: [false] },
        },
      ],
    },
    {
      topic: 'application/{application}/device/{device}/event/{what:txack|location|integration}',
      kind: 'event',
      about: {
        en: 'A downlink was sent, or a place was found.',
        zh: '下行已发送，或得到了定位。',
      },
      ...ONE,
      ...TELLS,
    },
    {
      topic: 'application/{application}/device/{device}/command/{what:down|tx}',
      kind: 'downlink',
      about: {
        en: 'A message for the device; it waits for its turn.',
        zh: '发给设备的下行消息，排队等待发送。',
      },
      ...ONE,
      identifier: '{what}',
      toDevice: true,
    },
    ...gateway('gateway'),
    ...gateway('{region}/gateway'),
  ],
};
