/**
 * The topics of Google Cloud IoT Core, which its successors still use (clearblade.com/iot-core): telemetry and
 * state of a device, its configuration and commands.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { root: '/devices/{device}' } as const;
const EVENTS = {
  kind: 'telemetry',
  about: { en: 'Telemetry for the cloud.', zh: '上行遥测。' },
  ...ONE,
  isAlive: true,
  parts: { at: '' },
} as const;
const COMMANDS = {
  kind: 'command',
  about: { en: 'A command, sent once to connected devices.', zh: '命令，只发给在线设备一次。' },
  ...ONE,
  toDevice: true,
} as const;

export const googleIot: ConventionFile = {
  convention: 'google-iot',
  name: 'Google Cloud IoT',
  topics: [
    { topic: '/devices/{device}/events', ...EVENTS },
    { topic: '/devices/{device}/events/{folder...}', ...EVENTS },
    {
      topic: '/devices/{device}/state',
      kind: 'state',
      about: { en: 'The state of the device.', zh: '设备状态。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', under: 'state' },
    },
    {
      topic: '/devices/{device}/config',
      kind: 'configuration',
      about: {
        en: 'The last configuration, sent when the device subscribes.',
        zh: '最新配置，在设备订阅时下发。',
      },
      ...ONE,
      toDevice: true,
      parts: { at: '', under: 'config' },
    },
    { topic: '/devices/{device}/commands', ...COMMANDS },
    { topic: '/devices/{device}/commands/{folder...}', ...COMMANDS },
    {
      topic: '/devices/{device}/{event:attach|detach}',
      kind: 'gateway device',
      about: {
        en: 'A gateway takes the device over, or lets it go.',
        zh: '网关接入或移除该设备。',
      },
      ...ONE,
      state: { at: '{event}', is: { attach: 'online', detach: 'offline' } },
    },
    {
      topic: '/devices/{device}/errors',
      kind: 'error',
      about: { en: 'Why the cloud refused something.', zh: '云端拒绝的原因。' },
      ...ONE,
      toDevice: true,
      parts: { at: '.description', name: 'error' },
    },
  ],
};
