/** Machines of the plant: one table of their signals. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { Machine } from './signals.ts';

const AS_JSON = { name: 'contentType', value: 'application/json' } as const;
const AS_CBOR = { name: 'contentType', value: 'application/cbor' } as const;
const AS_BYTES = { name: 'contentType', value: 'application/octet-stream' } as const;
const AS_UTF8 = { name: 'payloadFormatIndicator', value: 1 } as const;
const CELSIUS = { name: 'userProperty', value: ['unit', '°C'] } as const;
const KEPT = { qos: 1, retain: true } as const;
const ZONES = ['zone-1', 'zone-2', 'zone-3'] as const;
const ZONE = { every: 500, properties: [AS_UTF8, CELSIUS] } as const;

/** Latin-1, announced as UTF-8: one of the two real problems of the demo. */
const NOTICE = Uint8Array.from('Zone 2 above 415 °C', (character) => character.charCodeAt(0));

const press = (site: string): Omit<Machine, 'topic' | 'version'> => ({
  settings: { cleanStart: false, sessionExpiry: 300, commandQoS: 2 },
  numbers: { temperature: [71, 6], pressure: [2.4, 0.3], oil: [54, 4], rpm: [1480, 25] },
  words: {
    state: ['run', 'run', 'setup', 'run', 'idle'],
    alarm: ['clear', 'oil level low', 'clear', 'overpressure', 'clear', 'guard door open'],
  },
  signals: [
    {
      path: 'telemetry',
      every: 1000,
      qos: 1,
      properties: [
        { name: 'messageExpiryInterval', value: 60 },
        AS_JSON,
        { name: 'userProperty', value: ['site', site] },
      ],
      format: 'json',
      of: ['temperature', 'pressure', 'oil', 'rpm', 'state'],
    },
    { path: 'heartbeat', every: 1000 },
    { path: 'state', ...KEPT },
    { path: 'state', ...KEPT, every: 12_000 },
    {
      path: 'alarm',
      every: 17_000,
      qos: 2,
      retain: true,
      properties: [AS_UTF8, AS_JSON],
      format: 'json',
    },
  ],
});

const VEHICLE: Omit<Machine, 'topic' | 'version'> = {
  settings: { commandQoS: 1 },
  numbers: { x: [30, 12], y: [20, 8], heading: [0, 3], battery: [60, 30] },
  signals: [
    {
      path: 'pose',
      every: 250,
      properties: [AS_BYTES],
      format: 'doubles',
      of: ['x', 'y', 'heading'],
    },
    { path: 'battery', every: 5000, qos: 1, format: 'json' },
  ],
};

export const MACHINES: readonly Machine[] = [
  { topic: 'sensors/hz-2/press-05', version: 4, ...press('hz-2') },
  { topic: 'sensors/hz-2/press-06', version: 5, ...press('hz-2') },
  { topic: 'sensors/hz-2/press-07', version: 5, ...press('hz-2') },
  { topic: 'sensors/hz-2/press-08', version: 4, ...press('hz-2') },
  {
    topic: 'sensors/hz-2/oven-01',
    version: 5,
    settings: { commandQoS: 1 },
    numbers: { 'zone-1': [412, 4], 'zone-2': [418, 4], 'zone-3': [416, 4] },
    signals: [
      { path: 'zone-1', ...ZONE },
      { path: 'zone-2', ...ZONE },
      { path: 'zone-3', ...ZONE },
      { path: 'notice', ...KEPT, properties: [AS_UTF8], format: NOTICE },
      { path: 'setpoints', ...KEPT, properties: [AS_JSON], format: 'json', of: ZONES },
    ],
  },
  { topic: 'sensors/hz-2/agv/agv-12', version: 4, ...VEHICLE },
  { topic: 'sensors/hz-2/agv/agv-14', version: 5, ...VEHICLE },
  { topic: 'sensors/hz-3/press-02', version: 5, ...press('hz-3') },
  {
    topic: 'sensors/hz-3/pump-03',
    version: 5,
    // Its will is published when it loses its connection.
    settings: { keepAlive: 10, losesConnectionEvery: 25_000 },
    numbers: { flow: [18.4, 2], x: [3.1, 1.2], y: [2.6, 1.2], z: [4.4, 1.2] },
    signals: [
      {
        path: 'vibration',
        every: 1000,
        properties: [AS_CBOR],
        format: 'cbor',
        of: ['x', 'y', 'z'],
      },
      { path: 'flow', every: 2000 },
    ],
  },
  {
    topic: 'sensors/hz-3/meter-01',
    version: 5,
    settings: { cleanStart: false, sessionExpiry: 3600, willDelay: 5 },
    numbers: { kW: [318, 40] },
    signals: [
      {
        path: 'reading',
        every: 2000,
        qos: 2,
        properties: [
          { name: 'messageExpiryInterval', value: 3600 },
          AS_JSON,
          { name: 'userProperty', value: ['meter', 'meter-01'] },
          { name: 'userProperty', value: ['tariff', 'day'] },
        ],
        format: 'json',
        of: ['kW'],
      },
    ],
  },
  {
    topic: 'sensors/hz-3/tank-04',
    version: 4,
    numbers: { level: [6.2, 1.5] },
    signals: [{ path: 'level', ...KEPT, every: 1000, format: 'doubles' }],
  },
  {
    // Uses MQTT 3.1 like devices of its age.
    topic: 'sensors/hz-3/plc-11',
    version: 3,
    signals: [
      { path: 'inputs', every: 2500 },
      { path: 'inputs', every: 10_000, qos: 1 },
      // A line break of its settings ends the topic: one of the two real problems of the demo.
      { path: 'firmware\r', ...KEPT, format: encodeUtf8('5.1.2') },
    ],
  },
];
