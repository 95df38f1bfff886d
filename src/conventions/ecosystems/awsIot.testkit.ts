/** Messages between a thing and AWS IoT, taken from the documentation. */
import type { Said } from '../files/talk.testkit.ts';

const SHADOW = '$aws/things/lamp1/shadow';
const NAMED = '$aws/things/lamp1/shadow/name/config';
const JOBS = '$aws/things/lamp1/jobs';

export const AWS_IOT: readonly Said[] = [
  [
    'in',
    '$aws/events/presence/connected/lamp1',
    {
      clientId: 'lamp1',
      timestamp: 1_573_002_230_757,
      eventType: 'connected',
      ipAddress: '192.0.2.7',
      versionNumber: 0,
    },
  ],
  [
    'out',
    `${SHADOW}/update`,
    { state: { reported: { color: 'red' } }, version: 3, clientToken: 'a' },
  ],
  ['out', `${SHADOW}/get`, { clientToken: 'b' }],
  [
    'in',
    `${SHADOW}/get/accepted`,
    {
      state: { desired: { color: 'blue' }, reported: { color: 'red' }, delta: { color: 'blue' } },
      metadata: {},
      version: 5,
      timestamp: 1_573_002_231,
      clientToken: 'b',
    },
  ],
  [
    'in',
    `${SHADOW}/update/rejected`,
    { code: 409, message: 'Version conflict', timestamp: 1_573_002_231, clientToken: 'a' },
  ],
  [
    'in',
    `${SHADOW}/update/delta`,
    { version: 5, timestamp: 1_573_002_231, state: { color: 'blue' }, metadata: {} },
  ],
  ['out', `${NAMED}/update`, { state: { reported: { volume: 7 } }, clientToken: 'c' }],
  [
    'in',
    `${NAMED}/update/accepted`,
    { state: { reported: { volume: 7 } }, version: 2, clientToken: 'c' },
  ],
  [
    'in',
    `${NAMED}/update/documents`,
    {
      previous: { state: { reported: {} }, version: 1 },
      current: { state: { reported: { volume: 7 } }, version: 2 },
      timestamp: 1_573_002_232,
    },
  ],
  ['out', `${JOBS}/start-next`, { clientToken: 'd' }],
  [
    'in',
    `${JOBS}/start-next/accepted`,
    { execution: { jobId: 'fw-12', status: 'IN_PROGRESS' }, clientToken: 'd' },
  ],
  ['out', `${JOBS}/fw-12/update`, { status: 'SUCCEEDED', expectedVersion: 1, clientToken: 'e' }],
  [
    'in',
    `${JOBS}/fw-12/update/rejected`,
    { code: 'VersionMismatch', message: 'Expected version 1 is 2', clientToken: 'e' },
  ],
  ['in', `${JOBS}/notify-next`, { timestamp: 1_573_002_233, execution: { jobId: 'fw-13' } }],
];
