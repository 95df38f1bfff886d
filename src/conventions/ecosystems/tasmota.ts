/**
 * Tasmota: `cmnd/lamp/POWER` is answered on `stat/lamp/RESULT` and `stat/lamp/POWER`; telemetry is on `tele/`
 * (tasmota.github.io/docs/MQTT). The default FullTopic `%prefix%/%topic%/` is assumed.
 */
import type { ConventionFile, DevicesForm } from '../files/conventionFile.ts';

const SENSOR_UNITS = {
  'ENERGY.Power': 'W',
  'ENERGY.Voltage': 'V',
  'ENERGY.Current': 'A',
  'ENERGY.ApparentPower': 'VA',
  'ENERGY.ReactivePower': 'var',
  'ENERGY.Frequency': 'Hz',
  'ENERGY.Today': 'kWh',
  'ENERGY.Yesterday': 'kWh',
  'ENERGY.Total': 'kWh',
  // Any sensor has these. The units of temperature and pressure are settings of the device.
  Humidity: '%',
  Illuminance: 'lx',
  CarbonDioxide: 'ppm',
  eCO2: 'ppm',
  TVOC: 'ppb',
  Distance: 'cm',
  UptimeSec: 's',
  'Wifi.RSSI': '%',
  'Wifi.Signal': 'dBm',
} as const;

/** `POWER` where the device has one relay, otherwise numbered; up to 32 of them. */
const RELAYS = ['POWER', ...Array.from({ length: 32 }, (_, index) => `POWER${index + 1}`)];

const TELEMETRY_ABOUT = {
  en: 'What the device tells by itself, by default every 300 s.',
  zh: '设备自行上报的数据，默认每 300 秒一次。',
} as const;

/** Zigbee devices, which a bridge names in its own messages. */
const ZIGBEE: DevicesForm = {
  at: '.ZbReceived',
  device: '.Device',
  root: 'tele/{bridge}/{device}',
  parent: '{bridge}',
  name: '.Name',
  isHeard: true,
  isAlive: true,
  parts: { at: '', units: { LinkQuality: 'lqi', BatteryPercentage: '%' } },
};

export const tasmota: ConventionFile = {
  convention: 'tasmota',
  name: 'Tasmota',
  topics: [
    {
      topic: 'tele/{device}/LWT',
      kind: 'availability',
      about: {
        en: 'Whether the device is connected; retained, and its will.',
        zh: '设备是否在线；为保留消息，也是其遗嘱。',
      },
      root: 'tele/{device}',
      state: { at: '', is: { Online: 'online', Offline: 'offline' } },
    },
    {
      topic: 'tele/{bridge}/{what:SENSOR}',
      kind: 'telemetry',
      about: TELEMETRY_ABOUT,
      device: '{bridge}',
      root: 'tele/{bridge}',
      isAlive: true,
      parts: { at: '', units: SENSOR_UNITS },
      devices: ZIGBEE,
    },
    {
      topic: 'tele/{bridge}/{address}/SENSOR',
      kind: 'telemetry',
      about: {
        en: 'What a Zigbee device tells its bridge.',
        zh: 'Zigbee 设备通过网桥上报的数据。',
      },
      device: '{bridge}',
      root: 'tele/{bridge}',
      isAlive: true,
      // Without `ZbReceived` the device is the whole message.
      devices: [ZIGBEE, { ...ZIGBEE, at: '', isOne: true }],
    },
    {
      topic: 'tele/{device}/{what:STATE|ENERGY|UPTIME|RESULT}',
      kind: 'telemetry',
      about: TELEMETRY_ABOUT,
      root: 'tele/{device}',
      isAlive: true,
      parts: { at: '', units: SENSOR_UNITS },
    },
    {
      topic: 'tele/{device}/{what:INFO1|INFO2|INFO3}',
      kind: 'birth',
      about: {
        en: 'What the device says of itself when it has started.',
        zh: '设备启动后对自身的说明。',
      },
      root: 'tele/{device}',
      isAlive: true,
      facts: {
        module: '.Info1.Module',
        version: '.Info1.Version',
        host: '.Info2.Hostname',
        address: '.Info2.IPAddress',
        'restart reason': '.Info3.RestartReason',
      },
    },
    { topic: 'tele/{device}/{rest...}', kind: 'telemetry', root: 'tele/{device}', isAlive: true },
    {
      topic: 'stat/{device}/RESULT',
      kind: 'result',
      about: {
        en: 'The answer to a command, as JSON; also told where a button was pressed.',
        zh: '对命令的响应，格式为 JSON；按下按键时也会上报。',
      },
      root: 'tele/{device}',
      isAlive: true,
      parts: { at: '' },
      reply: { failed: { at: '.Command', is: ['Unknown', 'Error'] }, unasked: true },
    },
    {
      topic: `stat/{device}/{what:${RELAYS.join('|')}}`,
      kind: 'state',
      about: { en: 'Whether a relay is on.', zh: '继电器是否接通。' },
      root: 'tele/{device}',
      isAlive: true,
      parts: { at: '', name: '{what}', command: 'cmnd/{device}/{what}' },
    },
    {
      topic: 'stat/{device}/STATUS{number:|0|1|2|3|4|5|6|7|8|9|10|11|12}',
      kind: 'status',
      about: { en: 'The answer to the command STATUS.', zh: '对 STATUS 命令的响应。' },
      root: 'tele/{device}',
      isAlive: true,
      facts: {
        version: '.StatusFWR.Version',
        host: '.StatusNET.Hostname',
        address: '.StatusNET.IPAddress',
        MAC: '.StatusNET.Mac',
      },
      name: '.Status.DeviceName',
      // The topic has the number of the state; `STATUS 0` gets a message for each.
      reply: { on: 'stat/{device}/STATUS', unasked: true },
    },
    {
      topic: 'stat/{device}/{rest...}',
      kind: 'state',
      about: { en: 'A state after a change, as text or JSON.', zh: '变化后的状态，文本或 JSON。' },
      root: 'tele/{device}',
      isAlive: true,
    },
    {
      topic: 'cmnd/{group:tasmotas}/{command}',
      kind: 'command',
      about: {
        en: 'A command for all devices: each answers on its own topics.',
        zh: '发给所有设备的命令：各设备在自己的主题上响应。',
      },
      identifier: '{command}',
      toDevice: true,
    },
    {
      topic: 'cmnd/{device}/{command:STATUS|Status|status}',
      kind: 'command',
      about: { en: 'Asks the device for one of its states.', zh: '查询设备的某项状态。' },
      identifier: '{command}',
      toDevice: true,
      request: { reply: 'stat/{device}/STATUS' },
    },
    {
      topic: 'cmnd/{device}/{command:Backlog|backlog|BACKLOG|Backlog0}',
      kind: 'command',
      about: { en: 'Several commands, each with a result.', zh: '多条命令，每条各有结果。' },
      identifier: '{command}',
      toDevice: true,
    },
    {
      topic: 'cmnd/{device}/{command}',
      kind: 'command',
      about: {
        en: 'A command for the device; an empty payload asks for the value.',
        zh: '发给设备的命令；空载荷表示查询当前值。',
      },
      identifier: '{command}',
      toDevice: true,
      request: { reply: 'stat/{device}/RESULT' },
    },
    {
      topic: 'tasmota/discovery/{mac}/config',
      kind: 'discovery',
      about: {
        en: 'What the device is and which topics it has; retained.',
        zh: '设备信息及其主题；为保留消息。',
      },
      devices: {
        at: '',
        isOne: true,
        device: '.t',
        root: 'tele/{device}',
        name: '.dn',
        facts: { module: '.md', version: '.sw', host: '.hn', address: '.ip', MAC: '.mac' },
      },
    },
    {
      topic: 'tasmota/discovery/{mac}/sensors',
      kind: 'discovery',
      about: { en: 'The sensors of the device; retained.', zh: '设备的传感器；为保留消息。' },
    },
  ],
};
