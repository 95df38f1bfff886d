/** OwnTracks (owntracks.org/booklet/tech/json): JSON with its type in `_type`. */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { device: '{user}/{device}', root: 'owntracks/{user}/{device}' } as const;

export const ownTracks: ConventionFile = {
  convention: 'owntracks',
  name: 'OwnTracks',
  topics: [
    {
      topic: 'owntracks/{user}/{device}',
      kind: 'location',
      about: {
        en: 'Where the device is (`_type` is `location`), or its will (`lwt`); `encrypted` can be read with its key alone.',
        zh: '设备位置（`_type` 为 `location`）或遗嘱（`lwt`）；`encrypted` 需密钥才能读取。',
      },
      ...ONE,
      isAlive: true,
      state: { at: '._type', is: { lwt: 'offline' } },
      facts: { 'tracker id': '.tid', 'type of message': '._type' },
      parts: {
        at: '',
        units: { batt: '%', acc: 'm', vac: 'm', alt: 'm', vel: 'km/h', cog: '°', p: 'kPa' },
      },
      alarms: [
        {
          what: { en: 'Battery below 15 %', zh: '电量低于 15%' },
          when: { at: '.batt', below: 15 },
        },
      ],
    },
    {
      topic: 'owntracks/{user}/{device}/event',
      kind: 'transition',
      about: { en: 'The device has come to a place or has left it.', zh: '设备进入或离开某区域。' },
      ...ONE,
      isAlive: true,
      parts: [
        { at: '.event', name: 'transition' },
        { at: '.desc', name: 'place' },
      ],
    },
    {
      topic: 'owntracks/{user}/{device}/info',
      kind: 'card',
      about: { en: 'Name and picture of the person.', zh: '用户的姓名和头像。' },
      ...ONE,
      name: '.name',
    },
    {
      topic: 'owntracks/{user}/{device}/cmd',
      kind: 'command',
      about: { en: 'What the device is to do.', zh: '要求设备执行的操作。' },
      ...ONE,
      identifier: 'command',
      toDevice: true,
    },
    {
      topic: 'owntracks/{user}/{device}/{what:waypoint|waypoints|step|beacon|dump|status|request}',
      kind: 'report',
      about: { en: 'Waypoints, steps, beacons or settings.', zh: '航点、步数、信标或设置。' },
      ...ONE,
      isAlive: true,
    },
  ],
};
