/** Messages of The Things Stack about devices, taken from its documentation. */
import type { Said } from '../files/talk.testkit.ts';

const AT = 'v3/app1@ttn/devices/dev1';
const IDS = {
  device_id: 'dev1',
  application_ids: { application_id: 'app1' },
  dev_eui: '0004A30B001C0530',
  join_eui: '800000000000000C',
  dev_addr: '00BCB929',
};

export const THE_THINGS_STACK: readonly Said[] = [
  ['in', `${AT}/join`, { end_device_ids: IDS, join_accept: { session_key_id: 'AXBSH1' } }],
  [
    'in',
    `${AT}/up`,
    {
      end_device_ids: IDS,
      correlation_ids: ['as:up:01E0'],
      uplink_message: {
        f_port: 15,
        f_cnt: 527,
        frm_payload: 'BMtK',
        decoded_payload: { temperature: 1.5, luminosity: 0.64 },
        rx_metadata: [{ gateway_ids: { gateway_id: 'gtw1' }, rssi: -35, snr: 5.2 }],
      },
    },
  ],
  [
    'out',
    `${AT}/down/push`,
    { downlinks: [{ f_port: 15, frm_payload: 'vu8=', priority: 'NORMAL' }] },
  ],
  [
    'in',
    `${AT}/down/queued`,
    { end_device_ids: IDS, downlink_queued: { f_port: 15, frm_payload: 'vu8=' } },
  ],
  [
    'in',
    `${AT}/down/failed`,
    {
      end_device_ids: IDS,
      downlink_failed: { downlink: { f_port: 15 }, error: { message_format: 'no session' } },
    },
  ],
];
