import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { Talk } from '../files/talk.testkit.ts';
import { ALIBABA } from './alibaba.testkit.ts';
import { alibaba } from './alibaba.ts';
import { meaningOf } from './topics.ts';

test('devices are known by their messages, and all of these are below one topic', () => {
  const talk = new Talk(alibaba(Lazy.of({ of: meaningOf })));
  const post = (device: string) => `/sys/a1B2c3D4e5F/${device}/thing/event/property/post`;
  talk.say('out', post('lamp'), { id: '1', params: { level: 3 } });
  talk.say('out', '/ota/device/inform/a1B2c3D4e5F/valve', { id: '2', params: { version: '1' } });
  expect(talk.devices().map(({ id, root }) => [id, root])).toEqual([
    ['a1B2c3D4e5F/lamp', '/sys/a1B2c3D4e5F/lamp'],
    ['a1B2c3D4e5F/valve', '/sys/a1B2c3D4e5F/valve'],
  ]);
});

test('a device has properties, events, versions and tags; a rejection is an alarm until success', () => {
  const talk = new Talk(alibaba(Lazy.of({ of: meaningOf })));
  talk.sayAll(ALIBABA);
  const lamp = () => talk.device('alibaba', 'a1B2c3D4e5F/lamp');
  expect(lamp()?.row.name).toBe('lamp');
  expect(lamp()?.parts.rows.map(({ name, value, kind }) => [name, value, kind])).toEqual([
    ['brightness', '80', undefined],
    ['power', 'on', undefined],
    ['overheat', '{"celsius":91}', 'event'],
  ]);
  expect(lamp()?.parts.rows[0]).toMatchObject({
    trend: { values: [40, 80] },
    source: {
      topic: '/sys/a1B2c3D4e5F/lamp/thing/event/property/post',
      path: ['params', 'brightness'],
    },
    command: '/sys/a1B2c3D4e5F/lamp/thing/service/property/set',
  });
  expect(lamp()?.facts).toEqual([
    ['sw version', '1.4.0'],
    ['room', '3'],
  ]);
  expect(lamp()?.alarms.map(({ what }) => what)).toMatchObject([
    { en: 'tags-update: refused with 6300 (tsl parse error)' },
  ]);
  const reply = '/sys/a1B2c3D4e5F/lamp/thing/deviceinfo/update_reply';
  talk.say('in', reply, { id: '6', code: 200, data: {} });
  expect(lamp()?.alarms).toEqual([]);
});
