/** Zigbee2MQTT's messages, taken from its documentation. */
import type { Said } from '../files/talk.testkit.ts';

const COORDINATOR = {
  ieee_address: '0x00124b0000000000',
  type: 'Coordinator',
  network_address: 0,
  supported: true,
  friendly_name: 'Coordinator',
  definition: null,
};
const LAMP = {
  ieee_address: '0x00158d00018255df',
  type: 'Router',
  network_address: 29_159,
  supported: true,
  friendly_name: 'kitchen/lamp',
  definition: { model: 'LED1545G12', vendor: 'IKEA', description: 'TRADFRI bulb', exposes: [] },
  power_source: 'Mains (single phase)',
  software_build_id: '1.3.009',
  interview_state: 'SUCCESSFUL',
};
const SENSOR = {
  ieee_address: '0x00158d0001dc126a',
  type: 'EndDevice',
  network_address: 41_440,
  supported: false,
  friendly_name: 'cellar',
  definition: null,
  power_source: 'Battery',
  interview_state: 'SUCCESSFUL',
};

export const ZIGBEE2MQTT: readonly Said[] = [
  ['in', 'zigbee2mqtt/bridge/state', { state: 'online' }, 'retained'],
  [
    'in',
    'zigbee2mqtt/bridge/info',
    {
      version: '2.1.0',
      coordinator: { type: 'zStack3x0', ieee_address: '0x00124b0000000000' },
      network: { channel: 15, pan_id: 6754 },
      permit_join: false,
    },
    'retained',
  ],
  ['in', 'zigbee2mqtt/bridge/devices', [COORDINATOR, LAMP, SENSOR], 'retained'],
  ['in', 'zigbee2mqtt/kitchen/lamp/availability', { state: 'online' }, 'retained'],
  ['in', 'zigbee2mqtt/cellar/availability', 'offline', 'retained'],
  [
    'in',
    'zigbee2mqtt/cellar',
    { battery: 11, water_leak: true, linkquality: 33, temperature: 8.5 },
  ],
  ['out', 'zigbee2mqtt/kitchen/lamp/set', { state: 'ON', brightness: 120 }],
  ['in', 'zigbee2mqtt/kitchen/lamp', { state: 'ON', brightness: 120, linkquality: 96 }],
  ['out', 'zigbee2mqtt/kitchen/lamp/get', { state: '' }],
  ['out', 'zigbee2mqtt/bridge/request/permit_join', { time: 254, transaction: 'abc' }],
  [
    'out',
    'zigbee2mqtt/bridge/request/device/rename',
    { from: 'cellar', to: 'kitchen/lamp', transaction: 'def' },
  ],
  [
    'in',
    'zigbee2mqtt/bridge/response/device/rename',
    { data: {}, error: 'friendly_name is already in use', status: 'error', transaction: 'def' },
  ],
  [
    'in',
    'zigbee2mqtt/bridge/response/permit_join',
    { data: { time: 254 }, status: 'ok', transaction: 'abc' },
  ],
  [
    'in',
    'zigbee2mqtt/bridge/logging',
    { level: 'info', message: 'Permitting joins', namespace: 'z2m' },
  ],
];
