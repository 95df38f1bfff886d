/** Retained messages, with copies that can be published again. */
import { expect, test } from 'vitest';
import { publish, Session } from './capture.testkit.ts';
import { retainedMessages } from './retainedCopies.ts';

const user = { name: 'userProperty', value: ['by', 'ann'] } as const;

function filled(): Session {
  const session = new Session(5);
  session.connect();
  const kept = publish('hall/1', {
    retain: true,
    properties: [{ name: 'subscriptionIdentifier', value: 1 }, user],
  });
  session.get(kept);
  session.get(publish('hall/2', { retain: true, qos: 1, packetId: 3 }));
  session.get(publish('hall', { retain: true }));
  session.get(publish('hallway', { retain: true }));
  session.get(publish('hall/live'));
  session.get(publish('hall/1', { payload: new Uint8Array([1]) }));
  return session;
}

test('lists the retained messages of a branch with the properties of their packets', () => {
  const { capture } = filled();
  const { messages, total } = retainedMessages(capture, 'hall', true);
  expect(total).toBe(3);
  expect(messages.map(({ topic }) => topic)).toEqual(['hall', 'hall/1', 'hall/2']);
  // The copy is the message that arrived as retained, not the later live one.
  expect(messages[1]?.copy).toMatchObject({ qos: 0, properties: [user] });
  expect(new TextDecoder().decode(messages[1]?.copy?.payload)).toBe('value');
  expect(messages[2]?.copy).toMatchObject({ qos: 1, properties: [] });
  expect(retainedMessages(capture, 'hall', false).total).toBe(1);
  expect(retainedMessages(capture, '', true).total).toBe(4);
});

test('knows them after Clear, without a copy', () => {
  const { capture } = filled();
  capture.clear();
  const { messages } = retainedMessages(capture, 'hall/1', true);
  expect(messages).toEqual([{ topic: 'hall/1', copy: undefined }]);
});

test('finds any number of selected topics in one pass', () => {
  const { capture } = filled();
  let passes = 0;
  const counted = {
    retained: (...meant: Parameters<typeof capture.retained>) => {
      passes += 1;
      return capture.retained(...meant);
    },
    packetsFrom: (number: number) => capture.packetsFrom(number),
  };
  const { messages, total } = retainedMessages(counted, '', true, ['hall/2', 'gone', 'hall/1']);
  expect(messages.map(({ topic }) => topic)).toEqual(['hall/1', 'hall/2']);
  expect(total).toBe(2);
  expect(passes).toBe(1);
});

test('finds only the topics that match a topic filter', () => {
  const { capture } = filled();
  const { messages } = retainedMessages(capture, '', true, undefined, 'hall/+');
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.every(({ topic }) => /^hall\/[^/]+$/.test(topic))).toBe(true);
  expect(messages.length).toBeLessThan(retainedMessages(capture, '', true).total);
});
