/**
 * OpenMQTTGateway (docs.openmqttgateway.com): gateways and their radio reception. The base topic is `home`.
 */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const GATEWAY = { device: '{gateway}', root: 'home/{gateway}' } as const;
const UNITS = {
  tempc: '°C',
  tempf: '°F',
  temperature_C: '°C',
  hum: '%',
  humidity: '%',
  batt: '%',
  volt: 'V',
  rssi: 'dBm',
  moi: '%',
  lux: 'lx',
  distance: 'm',
  fer: 'µS/cm',
  pm25: 'µg/m³',
  pm10: 'µg/m³',
  pres: 'hPa',
  power: 'W',
  energy: 'kWh',
  co2: 'ppm',
};

/** A command of the gateway, on the topics of older and newer versions. */
const command = (topic: string): TopicForm => ({
  topic,
  kind: 'command',
  about: {
    en: 'What the gateway is to send, or its settings.',
    zh: '要求网关发送的内容，或其设置。',
  },
  ...GATEWAY,
  identifier: '{to}',
  toDevice: true,
});

export const openMqttGateway: ConventionFile = {
  convention: 'openmqttgateway',
  name: 'OpenMQTTGateway',
  topics: [
    {
      topic: 'home/{gateway}/LWT',
      kind: 'availability',
      about: {
        en: 'Whether the gateway is connected; retained, and its will.',
        zh: '网关是否在线；为保留消息，也是其遗嘱。',
      },
      ...GATEWAY,
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
    {
      topic: 'home/{gateway}/version',
      kind: 'version',
      ...GATEWAY,
      facts: { version: '' },
    },
    {
      topic: 'home/{gateway}/SYStoMQTT',
      kind: 'system',
      about: { en: 'Version, memory and address of the gateway.', zh: '网关的版本、内存和地址。' },
      ...GATEWAY,
      isAlive: true,
      facts: { version: '.version', address: '.ip', MAC: '.mac' },
      parts: { at: '', units: { rssi: 'dBm', uptime: 's', freemem: 'B', tempc: '°C' } },
    },
    {
      topic: 'home/{gateway}/BTtoMQTT/{device}',
      kind: 'value',
      about: { en: 'What a Bluetooth device sent.', zh: '蓝牙设备发送的内容。' },
      root: 'home/{gateway}/BTtoMQTT/{device}',
      parent: '{gateway}',
      isAlive: true,
      name: '.name',
      facts: { manufacturer: '.brand', model: '.model' },
      parts: { at: '', units: UNITS },
    },
    {
      topic: 'home/{gateway}/RTL_433toMQTT/{device...}',
      kind: 'value',
      about: {
        en: 'What a radio sensor sent; its model and identifier are in the topic.',
        zh: '无线传感器发送的内容；型号和标识写在主题中。',
      },
      root: 'home/{gateway}/RTL_433toMQTT/{device}',
      parent: '{gateway}',
      isAlive: true,
      facts: { model: '.model' },
      parts: { at: '', units: UNITS },
    },
    {
      topic: 'home/{what:presence|home_presence}/{gateway}',
      kind: 'presence',
      about: {
        en: 'How far a Bluetooth device is from the gateway.',
        zh: '蓝牙设备与网关的距离。',
      },
      devices: {
        at: '',
        isOne: true,
        device: '.id',
        root: 'home/{what}/{gateway}',
        when: { at: '.distance' },
        isHeard: true,
        isAlive: true,
        name: '.name',
        parts: { at: '', units: UNITS },
      },
    },
    {
      topic:
        'home/{gateway}/{from:433toMQTT|IRtoMQTT|LORAtoMQTT|SRFBtoMQTT|PilighttoMQTT|2GtoMQTT|ADCtoMQTT|RFIDtoMQTT}',
      kind: 'received',
      about: { en: 'What the gateway received, as JSON.', zh: '网关接收到的内容，JSON 格式。' },
      ...GATEWAY,
      identifier: '{from}',
      isAlive: true,
    },
    {
      topic: 'home/{gateway}/BTtoMQTT',
      kind: 'value',
      about: { en: 'What a Bluetooth device sent.', zh: '蓝牙设备发送的内容。' },
      devices: {
        at: '',
        isOne: true,
        device: '.id',
        root: 'home/{gateway}/BTtoMQTT',
        parent: '{gateway}',
        isHeard: true,
        isAlive: true,
        name: '.name',
        parts: { at: '', units: UNITS },
      },
    },
    {
      topic: 'home/{gateway}/CLIMAtoMQTT/{sensor}',
      kind: 'value',
      about: { en: 'What a sensor of the gateway measured.', zh: '网关上传感器的测量值。' },
      ...GATEWAY,
      identifier: '{sensor}',
      isAlive: true,
      parts: { at: '', under: '{sensor}', units: { ...UNITS, pa: 'Pa', altim: 'm', altift: 'ft' } },
    },
    {
      topic: 'home/{gateway}/LORAtoMQTT/{device}',
      kind: 'value',
      about: { en: 'What a LoRa device sent.', zh: 'LoRa 设备发送的内容。' },
      root: 'home/{gateway}/LORAtoMQTT/{device}',
      parent: '{gateway}',
      isAlive: true,
      parts: { at: '', units: UNITS },
    },
    command('home/{gateway}/commands/{to}'),
    command('home/{gateway}/commands/{to}/config'),
  ],
};
