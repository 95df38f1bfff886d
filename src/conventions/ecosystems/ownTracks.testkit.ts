/** OwnTracks' messages, taken from its documentation. */
import type { Said } from '../files/talk.testkit.ts';

const AT = 'owntracks/jane/phone';

export const OWNTRACKS: readonly Said[] = [
  ['in', `${AT}/info`, { _type: 'card', name: 'Jane', tid: 'JJ' }, 'retained'],
  [
    'in',
    AT,
    {
      _type: 'location',
      acc: 12,
      batt: 9,
      conn: 'w',
      lat: 48.85833,
      lon: 2.29513,
      tid: 'JJ',
      tst: 1_497_349_316,
      vel: 3,
    },
  ],
  [
    'in',
    `${AT}/event`,
    { _type: 'transition', event: 'enter', desc: 'Tower', lat: 48.85, lon: 2.29 },
  ],
  ['out', `${AT}/cmd`, { _type: 'cmd', action: 'reportLocation' }],
  ['in', AT, { _type: 'lwt', tst: 1_497_349_400 }],
];
