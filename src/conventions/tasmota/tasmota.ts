/**
 * Tasmota: `cmnd/lamp/POWER` is answered on `stat/lamp/RESULT` and `stat/lamp/POWER`; telemetry is on `tele/`
 * (tasmota.github.io/docs/MQTT). The option FullTopic puts the prefix before the device's topic, after it, or
 * between a place and the topic.
 */
import type { ConventionFile, DevicesForm, PartsForm, TopicForm } from '../files/conventionFile.ts';
import { fileMeaning } from '../files/fileMeaning.ts';
import { tasmotaDiscovery } from './discovery.ts';

/** Units in messages of sensors, some of which are settings that the message names. */
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
  // Any sensor has these.
  Temperature: '°{temperature}',
  DewPoint: '°{temperature}',
  Pressure: '{pressure}',
  SeaPressure: '{pressure}',
  'Speed.Act': '{speed}',
  'Speed.Avg': '{speed}',
  'Speed.Max': '{speed}',
  'Speed.Min': '{speed}',
  Humidity: '%',
  Illuminance: 'lx',
  CarbonDioxide: 'ppm',
  eCO2: 'ppm',
  TVOC: 'ppb',
  'PM2.5': 'µg/m³',
  PM1: 'µg/m³',
  PM10: 'µg/m³',
  Distance: 'cm',
  UptimeSec: 's',
  'Wifi.RSSI': '%',
  'Wifi.Signal': 'dBm',
} as const;

const sensors = (at: string): PartsForm => ({
  at,
  // These are devices of a bridge.
  except: ['ZbReceived'],
  units: SENSOR_UNITS,
  with: {
    temperature: `${at}.TempUnit`,
    pressure: `${at}.PressureUnit`,
    speed: `${at}.SpeedUnit`,
  },
});

/** `POWER` where the device has one relay, otherwise numbered; up to 32 of them. */
const RELAYS = ['POWER', ...Array.from({ length: 32 }, (_, index) => `POWER${index + 1}`)];

const STATES = Array.from({ length: 14 }, (_, index) => index).join('|');

const TELEMETRY_ABOUT = {
  en: 'What the device tells by itself, by default every 300 s.',
  zh: '设备自行上报的数据，默认每 300 秒一次。',
} as const;

/** Zigbee devices, which a bridge names in its own messages. */
const zigbee = (tele: string, bridge: string): DevicesForm => ({
  at: '.ZbReceived',
  device: '.Device',
  root: `${tele}/{device}`,
  parent: bridge,
  name: '.Name',
  isHeard: true,
  isAlive: true,
  parts: { at: '', units: { Humidity: '%', LinkQuality: 'lqi', BatteryPercentage: '%' } },
});

/** Forms of a FullTopic: the topic in a form, and in templates. */
interface FullTopic {
  readonly topicOf: (prefix: string) => string;
  readonly rootOf: (prefix: string) => string;
  readonly device: string;
}

/** Forms with the last level as a choice, because the topics are recognized by a form. */
function topicsOf({ topicOf, rootOf, device }: FullTopic): readonly TopicForm[] {
  const its = { device, root: rootOf('tele') };
  const bridge = (template: string) => template.replace('{device', '{bridge');
  return [
    {
      topic: `${topicOf('tele')}/{what:LWT}`,
      kind: 'availability',
      about: {
        en: 'Whether the device is connected; retained, and its will.',
        zh: '设备是否在线；为保留消息，也是其遗嘱。',
      },
      ...its,
      state: { at: '', is: { Online: 'online', Offline: 'offline' } },
    },
    {
      topic: `${bridge(topicOf('tele'))}/{what:SENSOR}`,
      kind: 'telemetry',
      about: TELEMETRY_ABOUT,
      device: bridge(device),
      root: bridge(its.root),
      isAlive: true,
      parts: sensors(''),
      devices: zigbee(bridge(its.root), bridge(device)),
    },
    {
      topic: `${topicOf('tele')}/{what:STATE|ENERGY|UPTIME|RESULT}`,
      kind: 'telemetry',
      about: TELEMETRY_ABOUT,
      ...its,
      isAlive: true,
      parts: sensors(''),
    },
    {
      topic: `${topicOf('tele')}/{what:INFO1|INFO2|INFO3}`,
      kind: 'birth',
      about: {
        en: 'What the device says of itself when it has started.',
        zh: '设备启动后对自身的说明。',
      },
      ...its,
      isAlive: true,
      facts: {
        module: '.Info1.Module',
        version: '.Info1.Version',
        host: '.Info2.Hostname',
        address: '.Info2.IPAddress',
        'restart reason': '.Info3.RestartReason',
      },
    },
    { topic: `${topicOf('tele')}/{what}`, kind: 'telemetry', ...its, isAlive: true },
    {
      topic: `${topicOf('stat')}/{what:RESULT}`,
      kind: 'result',
      about: {
        en: 'The answer to a command, as JSON; also told where a button was pressed.',
        zh: '对命令的响应，格式为 JSON；按下按键时也会上报。',
      },
      ...its,
      isAlive: true,
      parts: { at: '' },
      reply: { failed: { at: '.Command', is: ['Unknown', 'Error'] }, unasked: true },
    },
    {
      topic: `${topicOf('stat')}/{what:${RELAYS.join('|')}}`,
      kind: 'state',
      about: { en: 'Whether a relay is on.', zh: '继电器是否接通。' },
      ...its,
      isAlive: true,
      parts: { at: '', name: '{what}', command: `${rootOf('cmnd')}/{what}` },
    },
    {
      topic: `${topicOf('stat')}/STATUS{number:|${STATES}}`,
      kind: 'status',
      about: { en: 'The answer to the command STATUS.', zh: '对 STATUS 命令的响应。' },
      ...its,
      isAlive: true,
      facts: {
        version: '.StatusFWR.Version',
        host: '.StatusNET.Hostname',
        address: '.StatusNET.IPAddress',
        MAC: '.StatusNET.Mac',
      },
      name: '.Status.DeviceName',
      parts: [sensors('.StatusSNS'), sensors('.StatusSTS')],
      // The topic has the number of the state; `STATUS 0` gets a message for each.
      reply: { on: `${rootOf('stat')}/STATUS`, unasked: true },
    },
    {
      topic: `${topicOf('stat')}/{what}`,
      kind: 'state',
      about: { en: 'A state after a change, as text or JSON.', zh: '变化后的状态，文本或 JSON。' },
      ...its,
      isAlive: true,
    },
    {
      topic: `${topicOf('cmnd')}/{command:STATUS|Status|status}`,
      kind: 'command',
      about: { en: 'Asks the device for one of its states.', zh: '查询设备的某项状态。' },
      device,
      identifier: '{command}',
      toDevice: true,
      request: { reply: `${rootOf('stat')}/STATUS` },
    },
    {
      topic: `${topicOf('cmnd')}/{command:Backlog|backlog|BACKLOG|Backlog0}`,
      kind: 'command',
      about: { en: 'Several commands, each with a result.', zh: '多条命令，每条各有结果。' },
      device,
      identifier: '{command}',
      toDevice: true,
    },
    {
      topic: `${topicOf('cmnd')}/{command}`,
      kind: 'command',
      about: {
        en: 'A command for the device; an empty payload asks for the value.',
        zh: '发给设备的命令；空载荷表示查询当前值。',
      },
      device,
      identifier: '{command}',
      toDevice: true,
      request: { reply: `${rootOf('stat')}/RESULT` },
    },
  ];
}

/** A command on a topic that several devices or none have as their own. */
const unanswered = (topic: string, en: string, zh: string): TopicForm => ({
  topic,
  kind: 'command',
  about: { en, zh },
  identifier: '{command}',
  toDevice: true,
});

export const tasmota: ConventionFile = {
  convention: 'tasmota',
  name: 'Tasmota',
  topics: [
    unanswered(
      'cmnd/{group:tasmotas}/{command}',
      'A command for all devices: each answers on its own topics.',
      '发给所有设备的命令：各设备在自己的主题上响应。',
    ),
    unanswered(
      'cmnd/DVES_{fallback}_fb/{command}',
      'A command on the fallback topic of a device, which answers on its own topics.',
      '发到设备备用主题的命令：设备在自己的主题上响应。',
    ),
    {
      topic: 'tele/{bridge}/{address}/{what:SENSOR}',
      kind: 'telemetry',
      about: {
        en: 'What a Zigbee device tells its bridge.',
        zh: 'Zigbee 设备通过网桥上报的数据。',
      },
      devices: [
        // Only a device with a topic of two levels tells the time.
        {
          at: '',
          isOne: true,
          device: '{bridge}/{address}',
          root: 'tele/{device}',
          when: { at: '.Time' },
          isHeard: true,
          isAlive: true,
          parts: sensors(''),
        },
        zigbee('tele/{bridge}', '{bridge}'),
        // Without `ZbReceived` the device is the whole message.
        { ...zigbee('tele/{bridge}', '{bridge}'), at: '', isOne: true },
      ],
    },
    ...topicsOf({
      topicOf: (prefix) => `${prefix}/{device...}`,
      rootOf: (prefix) => `${prefix}/{device}`,
      device: '{device}',
    }),
    ...topicsOf({
      topicOf: (prefix) => `{device...}/${prefix}`,
      rootOf: (prefix) => `{device}/${prefix}`,
      device: '{device}',
    }),
    ...topicsOf({
      topicOf: (prefix) => `{place...}/${prefix}/{device}`,
      rootOf: (prefix) => `{place}/${prefix}/{device}`,
      device: '{place}/{device}',
    }),
    {
      topic: 'tasmota/discovery/{mac}/config',
      kind: 'discovery',
      about: {
        en: 'What the device is and which topics it has; retained.',
        zh: '设备信息及其主题；为保留消息。',
      },
    },
    {
      topic: 'tasmota/discovery/{mac}/sensors',
      kind: 'discovery',
      about: { en: 'The sensors of the device; retained.', zh: '设备的传感器；为保留消息。' },
    },
  ],
};

export const TASMOTA = fileMeaning(tasmota, tasmotaDiscovery);
