import { expect, test } from 'vitest';
import { publish, suback, subscribe, Talk } from '../problems/talk.testkit.ts';
import { mayBeStored } from './storedMessage.ts';

const SECOND = 1_000_000;
const asked = (retainAsPublished: boolean, packet = 10) => ({
  filter: 'a/#',
  retainAsPublished,
  packet,
  time: SECOND,
});
const message = (change: Partial<Parameters<typeof mayBeStored>[0]> = {}) => ({
  topic: 'a/b',
  time: 2 * SECOND,
  direction: 'in' as const,
  retain: true,
  subscriptions: () => [asked(true)],
  ...change,
});

test('before MQTT 5, RETAIN means that the server had stored the message', () => {
  const one = message({ subscriptions: () => [asked(false)] });
  expect(mayBeStored(one, 20)).toBe(true);
  expect(mayBeStored(message({ subscriptions: () => [] }), 20)).toBe(true);
  expect(mayBeStored({ ...one, retain: false }, undefined)).toBe(false);
  expect(mayBeStored({ ...one, direction: 'out' }, undefined)).toBe(false);
});

test('with Retain As Published, only the first message of a topic may be a stored one', () => {
  expect(mayBeStored(message(), undefined)).toBe(true);
  expect(mayBeStored(message(), 9)).toBe(true);
  expect(mayBeStored(message(), 11)).toBe(false);
  expect(mayBeStored(message({ time: 40 * SECOND }), undefined)).toBe(false);
  // The other subscription gets RETAIN for stored messages only.
  const both = () => [asked(true), asked(false)];
  expect(mayBeStored(message({ subscriptions: both }), 11)).toBe(true);
});

const text = (payload: string) => ({ payload: new TextEncoder().encode(payload) });

/** Device rows after retained messages of a WLED light. */
function lastSeen(retainAsPublished: boolean) {
  const talk = new Talk(5).begin();
  talk.send(subscribe(1, ['#'], 0, { retainAsPublished })).get(suback(1, [0]));
  const topic = 'wled/shelf/g';
  talk.get(publish(topic, { retain: true, ...text('10') }));
  const request = { first: 0, count: 9, show: 'all', search: '', order: 'name' } as const;
  const seen = () => {
    const { devices } = talk.wait(2).capture.window({ devices: request }, talk.time);
    return devices?.rows.map((row) => row.lastSeen);
  };
  const first = seen();
  talk.get(publish(topic, { retain: retainAsPublished, ...text('11') }));
  return [first, seen()];
}

test('a live retained message shows that its device was heard', () => {
  expect(lastSeen(true)).toEqual([[undefined], [expect.any(Number)]]);
  expect(lastSeen(false)).toEqual([[undefined], [expect.any(Number)]]);
});

test('an empty message without RETAIN deletes nothing if its flag is the publisher’s', () => {
  const isRetained = (retainAsPublished: boolean) => {
    const talk = new Talk(5).begin();
    talk.send(subscribe(1, ['#'], 0, { retainAsPublished })).get(suback(1, [0]));
    talk.get(publish('a', { retain: true, ...text('on') }));
    talk.get(publish('a', { retain: false, ...text('') }));
    const { topics } = talk.capture.window({ topics: { first: 0, count: 9 } }, talk.time);
    return topics?.rows[0]?.retained;
  };
  expect([isRetained(true), isRetained(false)]).toEqual([true, false]);
});
