/** Messages between a device and the platform, taken from the cloud's documentation. */
import type { Said } from '../files/talk.testkit.ts';

const DEVICE = 'a1B2c3D4e5F/lamp';
const THING = `/sys/${DEVICE}/thing`;
const done = (id: string, data: object = {}) => ({ id, code: 200, data });

export const ALIBABA: readonly Said[] = [
  ['out', `/ota/device/inform/${DEVICE}`, { id: '1', params: { version: '1.4.0' } }],
  [
    'out',
    `${THING}/event/property/post`,
    {
      id: '2',
      version: '1.0',
      params: { brightness: 40, power: { value: 'on', time: 1_700_000_000_000 } },
      method: 'thing.event.property.post',
    },
  ],
  ['in', `${THING}/event/property/post_reply`, done('2')],
  [
    'in',
    `${THING}/service/property/set`,
    { id: '77', version: '1.0', params: { brightness: 80 }, method: 'thing.service.property.set' },
  ],
  ['out', `${THING}/service/property/set_reply`, done('77')],
  ['out', `${THING}/event/property/post`, { id: '3', version: '1.0', params: { brightness: 80 } }],
  ['in', `${THING}/event/property/post_reply`, done('3')],
  [
    'out',
    `${THING}/event/overheat/post`,
    { id: '4', version: '1.0', params: { value: { celsius: 91 } } },
  ],
  ['in', `${THING}/event/overheat/post_reply`, done('4')],
  ['out', `${THING}/deviceinfo/update`, { id: '5', params: [{ attrKey: 'room', attrValue: '3' }] }],
  ['in', `${THING}/deviceinfo/update_reply`, { id: '5', code: 6300, message: 'tsl parse error' }],
];
