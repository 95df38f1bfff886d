/** Shelly devices of the first generation (shelly-api-docs.shelly.cloud/gen1, MQTT). */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { root: 'shellies/{device}' } as const;
/** The unit of `sensor/temperature` is a setting of the device. */
const UNITS = {
  power: 'W',
  reactive_power: 'var',
  energy: 'W·min',
  total: 'Wh',
  total_returned: 'Wh',
  voltage: 'V',
  current: 'A',
  pos: '%',
  temperature_f: '°F',
  'sensor/humidity': '%',
  'sensor/battery': '%',
  'sensor/lux': 'lx',
  'sensor/tilt': '°',
  'sensor/concentration': 'ppm',
  // An add-on has up to three sensors.
  ...numbered('ext_temperature', '°C'),
  ...numbered('ext_temperature_f', '°F'),
  ...numbered('ext_humidity', '%'),
  ...numbered('adc', 'V'),
};

function numbered(name: string, unit: string): Readonly<Record<string, string>> {
  return Object.fromEntries([0, 1, 2].map((number) => [`${name}/${number}`, unit]));
}

const ABOUT = {
  device: '.id',
  root: 'shellies/{device}',
  facts: { model: '.model', version: '.fw_ver', address: '.ip', MAC: '.mac' },
} as const;

export const shellyGen1: ConventionFile = {
  convention: 'shelly-gen1',
  name: 'Shelly 1',
  topics: [
    {
      topic: 'shellies/announce',
      kind: 'announcement',
      about: {
        en: 'What a device is, after it has connected or was asked.',
        zh: '设备连接后或被询问时的自我说明。',
      },
      devices: { at: '', isOne: true, ...ABOUT },
    },
    {
      topic: 'shellies/command',
      kind: 'command',
      about: { en: 'A command for all devices.', zh: '发给所有设备的命令。' },
      toDevice: true,
    },
    {
      topic: 'shellies/{device}/online',
      kind: 'availability',
      about: {
        en: 'Whether the device is connected; retained, and its will.',
        zh: '设备是否在线；为保留消息，也是其遗嘱。',
      },
      ...ONE,
      state: { at: '', is: { true: 'online', false: 'offline' } },
    },
    {
      topic: 'shellies/{device}/{what:announce|info}',
      kind: 'announcement',
      ...ONE,
      facts: { model: '.model', version: '.fw_ver', address: '.ip', MAC: '.mac' },
    },
    {
      topic: 'shellies/{device}/command',
      kind: 'command',
      ...ONE,
      identifier: 'command',
      toDevice: true,
    },
    {
      topic: 'shellies/{device}/{part:relay|light|color|white|roller}/{number}/{how:command|set}',
      kind: 'command',
      about: { en: 'What the output is to do.', zh: '要求输出执行的操作。' },
      ...ONE,
      identifier: '{part} {number}',
      toDevice: true,
    },
    {
      topic: 'shellies/{device}/{part}/{number}/command/{what}',
      kind: 'command',
      about: { en: 'A value that is to be set.', zh: '要设置的值。' },
      ...ONE,
      identifier: '{part} {number} {what}',
      toDevice: true,
    },
    {
      topic: 'shellies/{device}/{part:relay|light|color|white|roller}/{number}',
      kind: 'state',
      about: {
        en: 'Whether the output is on; `overpower` if it was switched off.',
        zh: '输出是否接通；因过载断开时为 `overpower`。',
      },
      ...ONE,
      isAlive: true,
      parts: {
        at: '',
        name: '{part} {number}',
        command: 'shellies/{device}/{part}/{number}/command',
      },
      alarms: [
        {
          what: { en: 'Switched off: too much power', zh: '因过载断开' },
          when: { at: '', is: ['overpower'] },
        },
      ],
    },
    {
      topic: 'shellies/{device}/{part}/{number}/{what}',
      kind: 'telemetry',
      ...ONE,
      isAlive: true,
      parts: { at: '', name: '{part} {number} {what}', units: UNITS },
    },
    {
      topic: 'shellies/{device}/overtemperature',
      kind: 'alarm',
      ...ONE,
      isAlive: true,
      alarms: [{ what: { en: 'Too hot', zh: '过热' }, when: { at: '', is: [1] } }],
    },
    {
      topic: 'shellies/{device}/{what:temperature}',
      kind: 'telemetry',
      ...ONE,
      isAlive: true,
      parts: { at: '', name: '{what}', unit: '°C' },
    },
    {
      topic: 'shellies/{device}/sensor/{sensor:flood|smoke|gas}',
      kind: 'telemetry',
      about: { en: 'Whether a sensor detects danger.', zh: '传感器是否检测到危险。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', name: 'sensor/{sensor}' },
      alarms: [
        {
          what: { en: 'A sensor raises an alarm', zh: '传感器发出警报' },
          when: { at: '', is: [true, 'mild', 'heavy'] },
        },
      ],
    },
    {
      topic: 'shellies/{device}/{what...}',
      kind: 'telemetry',
      about: { en: 'A value of the device.', zh: '设备的值。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', name: '{what}', units: UNITS },
    },
  ],
};
