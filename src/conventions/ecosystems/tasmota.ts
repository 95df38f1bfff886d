/**
 * Tasmota: `cmnd/lamp/POWER` is answered on `stat/lamp/RESULT` and `stat/lamp/POWER`, telemetry comes on `tele/`
 * (tasmota.github.io/docs/MQTT). Its FullTopic is taken to be the usual one, `%prefix%/%topic%/`.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const SENSOR_UNITS = {
  'ENERGY.Power': 'W',
  'ENERGY.Voltage': 'V',
  'ENERGY.Current': 'A',
  'ENERGY.Today': 'kWh',
  'ENERGY.Total': 'kWh',
  'Wifi.RSSI': '%',
  'Wifi.Signal': 'dBm',
} as const;

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
      topic: 'tele/{device}/{what:STATE|SENSOR|ENERGY|UPTIME|RESULT}',
      kind: 'telemetry',
      about: {
        en: 'What the device tells by itself, by default every 300 s.',
        zh: '设备自行上报的数据，默认每 300 秒一次。',
      },
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
        en: 'The answer to a command, as JSON.',
        zh: '对命令的应答，格式为 JSON。',
      },
      root: 'tele/{device}',
      isAlive: true,
      parts: { at: '' },
      reply: { failed: { at: '.Command', is: ['Unknown', 'Error'] } },
    },
    {
      topic: 'stat/{device}/{rest...}',
      kind: 'state',
      about: { en: 'A state after a change, as text or JSON.', zh: '变化后的状态，文本或 JSON。' },
      root: 'tele/{device}',
      isAlive: true,
    },
    {
      topic: 'cmnd/{device}/{command}',
      kind: 'command',
      about: {
        en: 'A command for the device; an empty payload asks for the value.',
        zh: '发给设备的命令；空负载表示查询当前值。',
      },
      identifier: '{command}',
      toDevice: true,
      request: { reply: 'stat/{device}/RESULT' },
    },
  ],
};
