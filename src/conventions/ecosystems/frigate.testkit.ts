/** Frigate's messages, taken from its documentation. */
import type { Said } from '../files/talk.testkit.ts';

/** The smallest bytes with the beginning and end of a JPEG. */
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 0xff, 0xd9);

export const FRIGATE: readonly Said[] = [
  ['in', 'frigate/available', 'online', 'retained'],
  ['in', 'frigate/door/person/snapshot', JPEG, 'retained'],
  ['in', 'frigate/door/detect/state', 'ON', 'retained'],
  [
    'in',
    'frigate/events',
    {
      type: 'new',
      before: { id: '1607123955.475377-mxklsc', camera: 'door', label: 'person' },
      after: {
        id: '1607123955.475377-mxklsc',
        camera: 'door',
        label: 'person',
        top_score: 0.958984375,
        current_zones: ['porch'],
      },
    },
  ],
  ['in', 'frigate/door/person', '1'],
  [
    'in',
    'frigate/stats',
    {
      cameras: { door: { camera_fps: 5, process_fps: 5 }, yard: { camera_fps: 0 } },
      service: { version: '0.15.0', uptime: 7 },
    },
  ],
  ['out', 'frigate/door/detect/set', 'OFF'],
];
