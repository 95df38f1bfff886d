/** Messages between a device and Azure IoT Hub, taken from the documentation. */
import type { Said } from '../files/talk.testkit.ts';

export const AZURE_IOT_HUB: readonly Said[] = [
  [
    'out',
    'devices/pump7/messages/events/%24.ct=application%2Fjson&%24.ce=utf-8&line=a%2Fb&alert',
    { temperature: 21.5, valve: { open: true } },
  ],
  ['out', '$iothub/twin/GET/?$rid=1', ''],
  [
    'in',
    '$iothub/twin/res/200/?$rid=1',
    {
      desired: { telemetrySendFrequency: '5m', $version: 3 },
      reported: { batteryLevel: 55, $version: 4 },
    },
  ],
  ['out', '$iothub/twin/PATCH/properties/reported/?$rid=2', { batteryLevel: 54 }],
  ['in', '$iothub/twin/res/204/?$rid=2&$version=5', ''],
  ['out', '$iothub/twin/PATCH/properties/reported/?$rid=3', { name: 'x'.repeat(20) }],
  ['in', '$iothub/twin/res/429/?$rid=3', { errorCode: 429_001, message: 'Too many requests' }],
  ['in', '$iothub/twin/PATCH/properties/desired/?$version=4', { telemetrySendFrequency: '1m' }],
  ['in', '$iothub/methods/POST/reboot/?$rid=1', { delay: 5 }],
  ['in', '$iothub/methods/POST/fly/?$rid=2', {}],
  ['out', '$iothub/methods/res/404/?$rid=2', { why: 'no such method' }],
  ['out', '$iothub/methods/res/200/?$rid=1', { ok: true }],
  [
    'in',
    'devices/pump7/messages/devicebound/%24.to=%2Fdevices%2Fpump7%2Fmessages%2Fdevicebound&kind=notice',
    'Service at noon',
  ],
];
