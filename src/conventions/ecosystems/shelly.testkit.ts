/** Messages of Shelly devices, taken from their documentation. */
import type { Said } from '../files/talk.testkit.ts';

const PLUG = 'shellyplus1pm-a8032abe54dc';

export const SHELLY: readonly Said[] = [
  ['in', `${PLUG}/online`, 'true', 'retained'],
  [
    'out',
    `${PLUG}/rpc`,
    { id: 1, src: 'desk/me', method: 'Switch.Set', params: { id: 0, on: true } },
  ],
  ['out', `${PLUG}/rpc`, { id: 2, src: 'desk/me', method: 'Shelly.GetNothing' }],
  ['in', 'desk/me/rpc', { id: 1, src: PLUG, dst: 'desk/me', result: { was_on: false } }],
  [
    'in',
    'desk/me/rpc',
    {
      id: 2,
      src: PLUG,
      dst: 'desk/me',
      error: { code: 404, message: 'No handler for Shelly.GetNothing' },
    },
  ],
  [
    'in',
    `${PLUG}/events/rpc`,
    {
      src: PLUG,
      dst: `${PLUG}/events`,
      method: 'NotifyStatus',
      params: { ts: 1_626_935_779.99, 'switch:0': { id: 0, output: true, apower: 8.9 } },
    },
  ],
  [
    'in',
    `${PLUG}/status/switch:0`,
    {
      id: 0,
      source: 'MQTT',
      output: true,
      apower: 8.9,
      voltage: 237.5,
      errors: ['overpower'],
      temperature: { tC: 61.2, tF: 142.2 },
    },
  ],
  [
    'in',
    'home/lamp/events/rpc',
    {
      src: 'shellyplus2pm-30c6f7850a64',
      dst: 'home/lamp/events',
      method: 'NotifyEvent',
      params: { ts: 1_631_266_595.44, events: [{ component: 'input:0', event: 'single_push' }] },
    },
  ],
  ['out', `${PLUG}/command/switch:0`, 'toggle'],
];
