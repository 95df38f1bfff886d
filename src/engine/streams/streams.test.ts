import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { NO_TOPIC, TopicNames } from '../log/columns/topicNames.ts';
import { Streams } from './streams.ts';

test('3.3.2.3.4: topic aliases end with their connection, and release their names', () => {
  const names = new TopicNames();
  const streams = new Streams(names, CONVENTIONS, {
    closed: () => undefined,
    back: () => undefined,
    forgets: () => undefined,
  });
  const stream = streams.get(streams.open({ version: 5 }));
  if (stream === undefined) throw new Error('The stream is not there.');
  const set = (direction: 'in' | 'out', alias: number, name: string) => {
    const bytes = encodeUtf8(name);
    const topic = names.intern(bytes, 0, bytes.length);
    streams.setAlias(stream, direction, alias, topic);
    names.release(topic);
    return topic;
  };
  const first = set('in', 1, 'a');
  set('in', 2, 'b');
  const sent = set('out', 1, 'c');
  expect(streams.aliased(stream, 'in', 1)).toBe(first);
  expect(streams.aliased(stream, 'out', 1)).toBe(sent);
  set('in', 1, 'd');
  set('in', 1, 'd');
  expect([names.count, names.name(first)]).toEqual([3, undefined]);
  streams.close(stream.ordinal, 1);
  expect(names.count).toBe(0);
  expect(streams.aliased(stream, 'in', 2)).toBe(NO_TOPIC);
  set('in', 1, 'late');
  expect(names.count).toBe(0);
});
