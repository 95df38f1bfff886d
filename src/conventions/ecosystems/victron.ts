/**
 * Victron's Venus OS (github.com/victronenergy/dbus-flashmq): values of a D-Bus as notifications, read and write
 * requests. Nothing is sent without a keep-alive request every 60 s.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = {
  device: '{portal}/{service}/{instance}',
  root: 'N/{portal}/{service}/{instance}',
  identifier: '{path}',
} as const;
/** By the last level of a path. */
const UNITS = {
  Soc: '%',
  Soh: '%',
  Voltage: 'V',
  V: 'V',
  Current: 'A',
  I: 'A',
  Power: 'W',
  P: 'W',
  S: 'VA',
  F: 'Hz',
  Frequency: 'Hz',
  ConsumedAmphours: 'Ah',
  TimeToGo: 's',
  Temperature: '°C',
  Humidity: '%',
  Level: '%',
  Remaining: 'm³',
  Forward: 'kWh',
  Reverse: 'kWh',
  'Yield/User': 'kWh',
  'Yield/System': 'kWh',
};
const PORTAL = { device: '{portal}', root: 'N/{portal}' } as const;

export const victron: ConventionFile = {
  convention: 'victron',
  name: 'Victron',
  topics: [
    {
      topic: 'R/{portal}/keepalive',
      kind: 'keep-alive',
      about: {
        en: 'Asks for all values, and for their changes in the next 60 s.',
        zh: '请求所有值，以及之后 60 秒内的变化。',
      },
      ...PORTAL,
      identifier: 'keepalive',
      toDevice: true,
      // With the option `suppress-republish`, nothing is sent at once.
      request: { reply: 'N/{portal}/full_publish_completed', wanted: { at: '', is: [''] } },
    },
    {
      topic: 'N/{portal}/full_publish_completed',
      kind: 'all sent',
      about: {
        en: 'All values have been sent after a keep-alive request.',
        zh: '保活请求之后所有值已发送完毕。',
      },
      ...PORTAL,
      isAlive: true,
      reply: {},
    },
    {
      topic: 'N/{portal}/{what:heartbeat|keepalive}',
      kind: 'heartbeat',
      ...PORTAL,
      isAlive: true,
    },
    {
      topic: 'R/{portal}/{service}/{instance}/{path...}',
      kind: 'read request',
      about: {
        en: 'Asks for a value, or for all values below the path.',
        zh: '请求读取一个值，或该路径下的所有值。',
      },
      ...ONE,
      toDevice: true,
      request: { reply: 'N/{portal}/{service}/{instance}/{path}/#' },
    },
    {
      topic: 'W/{portal}/{service}/{instance}/{path...}',
      kind: 'write request',
      about: { en: 'A value that is to be set.', zh: '要设置的值。' },
      ...ONE,
      toDevice: true,
      request: { reply: 'N/{portal}/{service}/{instance}/{path}' },
    },
    {
      topic: 'N/{portal}/{service}/{instance}/{path...}',
      kind: 'value',
      about: {
        en: 'A value of the D-Bus: null if it is not available, empty if its device is gone.',
        zh: 'D-Bus 上的值：暂无值时为 null，设备消失后为空。',
      },
      ...ONE,
      state: { at: '', is: { '': 'offline' } },
      isAlive: true,
      parent: '{portal}',
      parts: {
        at: '.value',
        name: '{path}',
        units: UNITS,
        command: 'W/{portal}/{service}/{instance}/{path}',
      },
      reply: { unasked: true },
    },
  ],
};
