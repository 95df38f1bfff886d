/** Messages of Shelly 1, Victron, rtl_433, evcc and WLED, written after their documentation. */
import type { Said } from '../files/talk.testkit.ts';

const PLUG = 'shellies/shellyplug-s-6A6375';

export const SHELLY_GEN1: readonly Said[] = [
  ['in', `${PLUG}/online`, 'true', 'retained'],
  [
    'in',
    'shellies/announce',
    {
      id: 'shellyplug-s-6A6375',
      model: 'SHPLG-S',
      mac: '3CE90E6A6375',
      ip: '192.0.2.31',
      new_fw: false,
      fw_ver: '20230913-113421/v1.14.0-gcb84623',
    },
  ],
  ['in', `${PLUG}/relay/0`, 'on'],
  ['in', `${PLUG}/relay/0/power`, '23.51'],
  ['in', `${PLUG}/relay/0/energy`, '1821'],
  ['in', `${PLUG}/temperature`, '27.42'],
  ['out', `${PLUG}/relay/0/command`, 'off'],
  ['in', `${PLUG}/relay/0`, 'off'],
];

const PORTAL = 'c0619ab1a2b3';

export const VICTRON: readonly Said[] = [
  ['out', `R/${PORTAL}/keepalive`, ''],
  ['in', `N/${PORTAL}/battery/256/Soc`, { value: 87.5 }],
  ['in', `N/${PORTAL}/battery/256/Dc/0/Voltage`, { value: 52.91 }],
  ['in', `N/${PORTAL}/full_publish_completed`, { value: 1_767_225_600 }],
  ['out', `W/${PORTAL}/system/0/Relay/0/State`, { value: 1 }],
  ['in', `N/${PORTAL}/system/0/Relay/0/State`, { value: 1 }],
];

const SENSOR = 'rtl_433/attic/devices/Acurite-Tower/A/9811';

export const RTL_433: readonly Said[] = [
  ['in', 'rtl_433/attic/availability', 'online', 'retained'],
  ['in', `${SENSOR}/temperature_C`, '21.4'],
  ['in', `${SENSOR}/humidity`, '47'],
  ['in', `${SENSOR}/battery_ok`, '1'],
];

export const EVCC: readonly Said[] = [
  ['in', 'evcc/status', 'online', 'retained'],
  ['in', 'evcc/site/gridPower', '-1250', 'retained'],
  ['in', 'evcc/loadpoints/1/title', 'Garage', 'retained'],
  ['in', 'evcc/loadpoints/1/chargePower', '3680'],
  ['out', 'evcc/loadpoints/1/mode/set', 'pv'],
  ['in', 'evcc/loadpoints/1/mode', 'pv'],
];

export const WLED: readonly Said[] = [
  ['in', 'wled/shelf/status', 'online', 'retained'],
  ['in', 'wled/shelf/g', '128', 'retained'],
  ['in', 'wled/shelf/c', '#FFA000', 'retained'],
  ['out', 'wled/shelf', 'OFF'],
  ['in', 'wled/shelf/g', '0', 'retained'],
];
