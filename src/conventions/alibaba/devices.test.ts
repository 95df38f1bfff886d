import { expect, test } from 'vitest';
import { Part } from '../../mqtt/part.ts';
import { Talk } from '../files/talk.testkit.ts';
import { alibaba } from './alibaba.ts';
import { meaningOf } from './topics.ts';

test('devices are known by what they publish, each with all of its messages below one topic', () => {
  const talk = new Talk(alibaba(Part.of({ of: meaningOf })));
  const post = (device: string) => `/sys/a1B2c3D4e5F/${device}/thing/event/property/post`;
  talk.say('out', post('lamp'), { id: '1', params: { level: 3 } });
  talk.say('out', '/ota/device/inform/a1B2c3D4e5F/valve', { id: '2', params: { version: '1' } });
  expect(talk.devices().map(({ id, root }) => [id, root])).toEqual([
    ['a1B2c3D4e5F/lamp', '/sys/a1B2c3D4e5F/lamp'],
    ['a1B2c3D4e5F/valve', '/sys/a1B2c3D4e5F/valve'],
  ]);
});
