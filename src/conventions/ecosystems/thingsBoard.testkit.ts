/** Messages between a device, a gateway and ThingsBoard, taken from the documentation. */
import type { Said } from '../files/talk.testkit.ts';

export const THINGSBOARD: readonly Said[] = [
  ['out', 'v1/devices/me/telemetry', { ts: 1_451_649_600_512, values: { temperature: 42.5 } }],
  ['out', 'v1/devices/me/telemetry', { humidity: 60 }],
  ['out', 'v1/devices/me/attributes', { firmware: '1.0' }],
  [
    'out',
    'v1/devices/me/attributes/request/1',
    { clientKeys: 'firmware', sharedKeys: 'interval,place' },
  ],
  [
    'in',
    'v1/devices/me/attributes/response/1',
    { client: { firmware: '1.0' }, shared: { interval: 30 } },
  ],
  ['in', 'v1/devices/me/rpc/request/7', { method: 'setGpio', params: { pin: 23, value: 1 } }],
  ['out', 'v1/devices/me/rpc/response/7', { 23: 1 }],
  ['out', 'v1/devices/me/rpc/request/1', { method: 'getTime', params: {} }],
  ['out', 'v1/gateway/connect', { device: 'Boiler A', type: 'boiler' }],
  [
    'out',
    'v1/gateway/telemetry',
    {
      'Boiler A': [{ ts: 1_483_228_800_000, values: { temperature: 71 } }],
      'Boiler B': [{ temperature: 65 }],
    },
  ],
  ['in', 'v1/gateway/rpc', { device: 'Boiler A', data: { id: 4, method: 'toggle', params: {} } }],
  ['out', 'v1/gateway/rpc', { device: 'Boiler A', id: 4, data: { success: true } }],
  ['out', 'v1/gateway/disconnect', { device: 'Boiler A' }],
];
