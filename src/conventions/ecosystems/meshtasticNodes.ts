/** The node that sent a Meshtastic packet, by its number, and its own data. */
import { jsonOf, memberAt, plainText } from '../../payload/json/memberAt.ts';
import type { DevicesForm } from '../files/conventionFile.ts';
import { devicesUpdate } from '../files/deviceUpdates.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';
import { MessageBudget } from '../files/messageBudget.ts';

/** `!` and the number in hexadecimal digits. */
const NODE: DevicesForm = {
  at: '',
  isOne: true,
  device: '{from}',
  root: '{topic}',
  isHeard: true,
  isAlive: true,
  name: '.payload.longname',
  parent: '{gateway}',
  facts: { 'short name': '.payload.shortname', hardware: '.payload.hardware' },
  parts: [
    {
      at: '.payload',
      units: {
        battery_level: '%',
        voltage: 'V',
        temperature: '°C',
        relative_humidity: '%',
        barometric_pressure: 'hPa',
        current: 'mA',
        lux: 'lx',
        white_lux: 'lx',
        wind_speed: 'm/s',
        wind_gust: 'm/s',
        wind_lull: 'm/s',
        wind_direction: '°',
        altitude: 'm',
        latitude_i: '10⁻⁷ °',
        longitude_i: '10⁻⁷ °',
        ground_speed: 'm/s',
        pm10: 'µg/m³',
        pm25: 'µg/m³',
        pm100: 'µg/m³',
        co2: 'ppm',
        voltage_ch1: 'V',
        voltage_ch2: 'V',
        voltage_ch3: 'V',
        current_ch1: 'mA',
        current_ch2: 'mA',
        current_ch3: 'mA',
        air_util_tx: '%',
        channel_utilization: '%',
        uptime_seconds: 's',
      },
    },
    { at: '.rssi', name: 'RSSI', unit: 'dBm' },
    { at: '.snr', name: 'SNR', unit: 'dB' },
  ],
  alarms: [
    {
      what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
      when: { at: '.payload.battery_level', below: 15 },
    },
  ],
};

/** Types of messages sent to gateways. */
const SENT: ReadonlySet<string> = new Set(['sendtext', 'sendposition']);

const LARGEST_NODE = 0xffff_ffff;
const tell = devicesUpdate(NODE);
/** A gateway's data about itself has already updated its last contact. */
const tellMore = devicesUpdate({ ...NODE, isHeard: false });

export const meshtasticNodes: MoreByKind = {
  packet: (message, book) => {
    const value = jsonOf(message.payload);
    const from = memberAt(value, ['from']);
    // A message to be sent names the sending node, which has not sent anything yet.
    if (SENT.has(String(plainText(memberAt(value, ['type']))))) return;
    if (typeof from !== 'number' || !Number.isInteger(from)) return;
    if (from < 0 || from > LARGEST_NODE) return;
    const node = `!${from.toString(16).padStart(8, '0')}`;
    const { topic, meaning } = message;
    const levels: Readonly<Record<string, string | undefined>> = { from: node, topic };
    const its = new Map((meaning.levels ?? []).map((level) => [level.name, level.value]));
    const level = (name: string) => levels[name] ?? its.get(name);
    const looked = { value, level, budget: MessageBudget.begun() };
    (node === meaning.device ? tellMore : tell)(looked, message, book);
  },
};
