/**
 * zigbee2mqtt (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages): devices by their friendly names, which
 * may contain slashes; the bridge answers requests. The default base topic is assumed.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const UNITS = {
  battery: '%',
  temperature: '°C',
  device_temperature: '°C',
  humidity: '%',
  pressure: 'hPa',
  power: 'W',
  current: 'A',
  energy: 'kWh',
  illuminance: 'lx',
  co2: 'ppm',
  pm25: 'µg/m³',
  soil_moisture: '%',
  ac_frequency: 'Hz',
  position: '%',
  color_temp: 'mired',
  local_temperature: '°C',
  occupied_heating_setpoint: '°C',
  current_heating_setpoint: '°C',
  pi_heating_demand: '%',
  linkquality: 'lqi',
} as const;

const BRIDGE = { device: 'bridge', root: 'zigbee2mqtt/bridge' } as const;
/** Both forms exist, depending on age and settings. */
const STATE = { at: ['.state', ''], is: { online: 'online', offline: 'offline' } } as const;

export const zigbee2mqtt: ConventionFile = {
  convention: 'zigbee2mqtt',
  name: 'Zigbee2MQTT',
  topics: [
    {
      topic: 'zigbee2mqtt/bridge/state',
      kind: 'bridge state',
      about: {
        en: 'Whether Zigbee2MQTT runs; retained, and its will.',
        zh: 'Zigbee2MQTT 是否在运行；为保留消息，也是其遗嘱。',
      },
      ...BRIDGE,
      state: STATE,
    },
    {
      topic: 'zigbee2mqtt/bridge/info',
      kind: 'bridge info',
      about: {
        en: 'Version, coordinator, network and settings of the bridge.',
        zh: '网桥的版本、协调器、网络和设置。',
      },
      ...BRIDGE,
      facts: {
        version: '.version',
        coordinator: '.coordinator.type',
        channel: '.network.channel',
        'join permitted': '.permit_join',
      },
    },
    {
      topic: 'zigbee2mqtt/bridge/devices',
      kind: 'device list',
      about: {
        en: 'All devices that the bridge knows, with their names and models.',
        zh: '网桥已知的所有设备及其名称和型号。',
      },
      ...BRIDGE,
      devices: {
        at: '',
        isWhole: true,
        device: '.friendly_name',
        root: 'zigbee2mqtt/{device}',
        parent: 'bridge',
        when: { at: '.type', not: ['Coordinator'] },
        facts: {
          model: '.definition.model',
          vendor: '.definition.vendor',
          description: '.definition.description',
          'IEEE address': '.ieee_address',
          type: '.type',
          power: '.power_source',
          firmware: '.software_build_id',
        },
        alarms: [
          {
            what: { en: 'Its interview failed', zh: '设备接入询问失败' },
            when: { at: '.interview_state', is: ['FAILED'] },
          },
          {
            what: { en: 'Zigbee2MQTT does not support it', zh: 'Zigbee2MQTT 不支持该设备' },
            when: { at: '.supported', is: [false] },
          },
        ],
      },
    },
    {
      topic: 'zigbee2mqtt/bridge/groups',
      kind: 'group list',
      about: {
        en: 'All groups, which are told what to do as devices are.',
        zh: '所有分组，可像设备一样控制。',
      },
      ...BRIDGE,
      devices: {
        at: '',
        isWhole: true,
        device: '.friendly_name',
        root: 'zigbee2mqtt/{device}',
        parent: 'bridge',
        facts: { group: '.id' },
      },
    },
    {
      topic: 'zigbee2mqtt/bridge/request/{command...}',
      kind: 'request',
      about: { en: 'A request to the bridge.', zh: '发给网桥的请求。' },
      ...BRIDGE,
      identifier: '{command}',
      toDevice: true,
      request: { reply: 'zigbee2mqtt/bridge/response/{command}', id: '.transaction' },
    },
    {
      topic: 'zigbee2mqtt/bridge/response/{command...}',
      kind: 'response',
      about: {
        en: 'The answer of the bridge; `transaction` is that of the request.',
        zh: '网桥的响应；`transaction` 与请求相同。',
      },
      ...BRIDGE,
      identifier: '{command}',
      reply: {
        id: '.transaction',
        failed: { at: '.status', is: ['error'] },
        message: '.error',
      },
    },
    {
      topic: 'zigbee2mqtt/bridge/{what...}',
      kind: 'bridge',
      about: {
        en: 'What the bridge tells: log, events, groups, definitions, health.',
        zh: '网桥发布的信息：日志、事件、分组、定义、健康状况。',
      },
      ...BRIDGE,
    },
    {
      topic: 'zigbee2mqtt/{device...}/availability',
      kind: 'availability',
      about: {
        en: 'Whether the bridge reaches the device, as text or JSON.',
        zh: '网桥能否连通该设备，文本或 JSON。',
      },
      root: 'zigbee2mqtt/{device}',
      state: STATE,
    },
    {
      topic: 'zigbee2mqtt/{device...}/{how:set|get}',
      kind: 'command',
      about: {
        en: 'What the device is to do, or to tell.',
        zh: '要求设备执行或上报的内容。',
      },
      root: 'zigbee2mqtt/{device}',
      identifier: '{how}',
      toDevice: true,
    },
    {
      topic: 'zigbee2mqtt/{device...}/{how:set|get}/{attribute}',
      kind: 'command',
      root: 'zigbee2mqtt/{device}',
      identifier: '{how} {attribute}',
      toDevice: true,
    },
    {
      topic: 'zigbee2mqtt/{device...}',
      kind: 'state',
      about: {
        en: 'All that is known of the device, as JSON.',
        zh: '设备的全部已知状态，格式为 JSON。',
      },
      root: 'zigbee2mqtt/{device}',
      parts: { at: '', units: UNITS, command: 'zigbee2mqtt/{device}/set' },
      alarms: [
        {
          what: { en: 'Battery low', zh: '电量低' },
          when: { at: '.battery_low', is: [true] },
        },
        {
          what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
          when: { at: '.battery', below: 15 },
        },
        { what: { en: 'Water leak', zh: '漏水' }, when: { at: '.water_leak', is: [true] } },
        { what: { en: 'Smoke', zh: '烟雾' }, when: { at: '.smoke', is: [true] } },
        { what: { en: 'Gas', zh: '燃气' }, when: { at: '.gas', is: [true] } },
        {
          what: { en: 'Carbon monoxide', zh: '一氧化碳' },
          when: { at: '.carbon_monoxide', is: [true] },
        },
        { what: { en: 'Tampered with', zh: '被拆动' }, when: { at: '.tamper', is: [true] } },
      ],
    },
  ],
};
