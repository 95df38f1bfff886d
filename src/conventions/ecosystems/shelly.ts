/**
 * Shelly of the second generation and later (shelly-api-docs.shelly.cloud/gen2): JSON-RPC on `{id}/rpc`, with
 * replies on `{src}/rpc`, where `src` is a member of the request. A device is recognized by its default name.
 * A device with another topic prefix goes by this prefix, because only its notifications have its name.
 */
import type { ConventionFile, PartsForm } from '../files/conventionFile.ts';

const ONE = { device: 'shelly{model}', root: 'shelly{model}' } as const;

/** Units of a meter with three phases. */
function phases(what: string, unit: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['a', 'b', 'c', 'n', 'total'].map((one) => [`${one}_${what}`, unit]));
}

const UNITS = {
  apower: 'W',
  voltage: 'V',
  current: 'A',
  freq: 'Hz',
  pf: '',
  'aenergy.total': 'Wh',
  'temperature.tC': '°C',
  'temperature.tF': '°F',
  tC: '°C',
  tF: '°F',
  rh: '%',
  'battery.percent': '%',
  'battery.V': 'V',
  lux: 'lx',
  ...phases('current', 'A'),
  ...phases('voltage', 'V'),
  ...phases('act_power', 'W'),
  ...phases('aprt_power', 'VA'),
  ...phases('freq', 'Hz'),
  ...phases('total_act_energy', 'Wh'),
  ...phases('total_act_ret_energy', 'Wh'),
  'ret_aenergy.total': 'Wh',
  'aenergy.by_minute': 'mWh',
  'ret_aenergy.by_minute': 'mWh',
  percent: '%',
  act_power: 'W',
  aprt_power: 'VA',
  total_act_energy: 'Wh',
  total_act_ret_energy: 'Wh',
  total_act: 'Wh',
  total_act_ret: 'Wh',
  target_C: '°C',
  current_C: '°C',
  target_F: '°F',
  current_F: '°F',
  target_humidity: '%',
  current_humidity: '%',
  battery: '%',
  brightness: '%',
  uptime: 's',
  ram_size: 'B',
  ram_free: 'B',
  fs_size: 'B',
  fs_free: 'B',
  pos: '%',
  current_pos: '%',
  target_pos: '%',
  rssi: 'dBm',
};

/** Changed values, and the last event of each component, such as a press of a button. */
const PARAMS: readonly PartsForm[] = [
  { at: '.params', except: ['events'], units: UNITS },
  {
    at: '.params.events',
    each: '.event',
    name: '{component} event',
    with: { component: '.component' },
  },
];

/** Alarms in notifications, by component. */
const NOTIFIED = [
  ...['flood:0', 'smoke:0'].map((component) => ({
    what: { en: `${component} raises an alarm`, zh: `${component} 发出警报` },
    when: { at: `.params["${component}"].alarm`, is: [true] },
  })),
  ...['switch:0', 'switch:1', 'switch:2', 'switch:3', 'cover:0', 'light:0', 'pm1:0', 'em:0'].map(
    (component) => ({
      what: { en: `${component} reports an error`, zh: `${component} 报告错误` },
      when: { at: `.params["${component}"].errors[0]` },
    }),
  ),
  {
    what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
    when: { at: '.params["devicepower:0"].battery.percent', below: 15 },
  },
] as const;

const STATUS_ABOUT = {
  en: 'The status of one component, such as `switch:0`.',
  zh: '单个组件（如 `switch:0`）的状态。',
} as const;

const STATUS = {
  parts: { at: '', units: UNITS, under: '{component}' },
  alarms: [
    {
      what: { en: 'The component reports an error', zh: '组件报告错误' },
      when: { at: '.errors[0]' },
      isWhole: true,
    },
    {
      what: { en: 'The component raises an alarm', zh: '组件发出警报' },
      when: { at: '.alarm', is: [true] },
    },
    {
      what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
      when: { at: '.battery.percent', below: 15 },
    },
  ],
} as const;

const COMMAND_ABOUT = {
  en: 'A plain command, such as `on` or `toggle`.',
  zh: '简单命令，如 `on`、`toggle`。',
} as const;

export const shelly: ConventionFile = {
  convention: 'shelly',
  name: 'Shelly',
  topics: [
    {
      topic: 'shelly{model}/online',
      kind: 'availability',
      about: {
        en: 'Whether the device is connected; retained, and its will.',
        zh: '设备是否在线；为保留消息，也是其遗嘱。',
      },
      ...ONE,
      state: { at: '', is: { true: 'online', false: 'offline' } },
    },
    {
      topic: 'shelly{model}/events/rpc',
      kind: 'notification',
      about: {
        en: 'What has changed or happened, reported unasked.',
        zh: '主动上报的变化或事件。',
      },
      ...ONE,
      isAlive: true,
      parts: PARAMS,
      alarms: NOTIFIED,
    },
    {
      topic: 'shelly{model}/status/{component}',
      kind: 'status',
      about: STATUS_ABOUT,
      ...ONE,
      isAlive: true,
      ...STATUS,
    },
    {
      topic: 'shelly{model}/command/{component}',
      kind: 'command',
      about: COMMAND_ABOUT,
      ...ONE,
      identifier: '{component}',
      toDevice: true,
    },
    { topic: 'shelly{model}/command', kind: 'command', ...ONE, toDevice: true },
    {
      topic: 'shelly{model}/rpc',
      kind: 'RPC',
      about: {
        en: 'JSON-RPC to the device; it answers on `{src}/rpc`.',
        zh: '发给设备的 JSON-RPC；设备在 `{src}/rpc` 上响应。',
      },
      ...ONE,
      toDevice: true,
      request: {
        reply: '{src}/rpc',
        with: { src: '.src' },
        id: '.id',
        identifier: '.method',
        when: { at: '.method' },
      },
    },
    {
      topic: '{prefix...}/events/rpc',
      kind: 'notification',
      about: {
        en: 'What has changed or happened, reported unasked.',
        zh: '主动上报的变化或事件。',
      },
      device: '{prefix}',
      root: '{prefix}',
      isAlive: true,
      facts: { 'device id': '.src' },
      parts: PARAMS,
      alarms: NOTIFIED,
    },
    {
      topic: '{prefix...}/status/{component}',
      kind: 'status',
      about: STATUS_ABOUT,
      device: '{prefix}',
      root: '{prefix}',
      isAlive: true,
      ...STATUS,
    },
    {
      topic: '{prefix...}/command/{component}',
      kind: 'command',
      about: COMMAND_ABOUT,
      device: '{prefix}',
      root: '{prefix}',
      identifier: '{component}',
      toDevice: true,
    },
    {
      topic: '{asker...}/rpc',
      kind: 'RPC',
      about: {
        en: 'JSON-RPC as Shelly devices speak it: a request, or the reply to who asked.',
        zh: 'Shelly 设备的 JSON-RPC：请求，或给请求方的响应。',
      },
      request: {
        reply: '{src}/rpc',
        with: { src: '.src' },
        id: '.id',
        identifier: '.method',
        when: { at: '.method' },
      },
      reply: {
        id: '.id',
        when: { at: '.dst' },
        code: '.error.code',
        failed: { at: '.error' },
        message: '.error.message',
      },
    },
  ],
};
