/** ChirpStack's messages about devices, taken from its documentation. */
import type { Said } from '../files/talk.testkit.ts';

const AT = 'application/3a7f/device/0101010101010101';
const INFO = {
  tenantName: 'ChirpStack',
  applicationName: 'Meters',
  deviceProfileName: 'EU868 class A',
  deviceName: 'Meter 7',
  devEui: '0101010101010101',
};

export const CHIRPSTACK: readonly Said[] = [
  [
    'in',
    `${AT}/event/join`,
    { deduplicationId: 'c9dbe358', deviceInfo: INFO, devAddr: '00189440' },
  ],
  [
    'in',
    `${AT}/event/up`,
    {
      deduplicationId: '3ac7e3c4',
      deviceInfo: INFO,
      devAddr: '00189440',
      adr: true,
      dr: 5,
      fCnt: 10,
      fPort: 2,
      confirmed: false,
      data: 'AQIDyA==',
      object: { temperature: 20.5, counters: { a: 1 } },
      rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -48, snr: 9 }],
    },
  ],
  ['in', `${AT}/event/status`, { deviceInfo: INFO, margin: 10, batteryLevel: 9.5 }],
  [
    'in',
    `${AT}/event/log`,
    { deviceInfo: INFO, level: 'ERROR', code: 'UPLINK_CODEC', description: 'ReferenceError: x' },
  ],
  [
    'out',
    `${AT}/command/down`,
    { devEui: '0101010101010101', confirmed: true, fPort: 10, data: 'AQ==' },
  ],
];
