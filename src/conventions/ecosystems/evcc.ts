/** evcc (docs.evcc.io, MQTT): a site with its charging points and vehicles. The default topic is assumed. */
import type { ConventionFile } from '../files/conventionFile.ts';

const SITE = { device: 'evcc', root: 'evcc' } as const;
const SET = { en: 'A value that is to be set.', zh: '要设置的值。' } as const;
const POINT = { device: 'loadpoint {number}', root: 'evcc/loadpoints/{number}' } as const;
const VEHICLE = { device: 'vehicle {vehicle}', root: 'evcc/vehicles/{vehicle}' } as const;

export const evcc: ConventionFile = {
  convention: 'evcc',
  name: 'evcc',
  topics: [
    {
      topic: 'evcc/status',
      kind: 'availability',
      about: {
        en: 'Whether evcc runs; retained, and its will.',
        zh: 'evcc 是否在运行；为保留消息，也是其遗嘱。',
      },
      ...SITE,
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
    { topic: 'evcc/updated', kind: 'heartbeat', ...SITE, isAlive: true },
    {
      topic: 'evcc/loadpoints/{number}/{what}/set',
      kind: 'command',
      about: SET,
      ...POINT,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'evcc/loadpoints/{number}/title',
      kind: 'value',
      ...POINT,
      parent: 'evcc',
      name: '',
    },
    {
      topic: 'evcc/loadpoints/{number}/{what...}',
      kind: 'value',
      about: { en: 'A value of a charging point.', zh: '充电点的值。' },
      ...POINT,
      parent: 'evcc',
      isAlive: true,
      parts: { at: '', name: '{what}', command: 'evcc/loadpoints/{number}/{what}/set' },
    },
    {
      topic: 'evcc/vehicles/{vehicle}/{what}/set',
      kind: 'command',
      about: SET,
      ...VEHICLE,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'evcc/vehicles/{vehicle}/title',
      kind: 'value',
      ...VEHICLE,
      parent: 'evcc',
      name: '',
    },
    {
      topic: 'evcc/vehicles/{vehicle}/{what...}',
      kind: 'value',
      about: { en: 'A value of a vehicle.', zh: '车辆的值。' },
      ...VEHICLE,
      parent: 'evcc',
      parts: { at: '', name: '{what}' },
    },
    {
      topic: 'evcc/site/{what}/set',
      kind: 'command',
      about: SET,
      ...SITE,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'evcc/site/{what...}',
      kind: 'value',
      about: { en: 'A value of the site.', zh: '站点的值。' },
      ...SITE,
      isAlive: true,
      parts: { at: '', name: '{what}' },
    },
  ],
};
