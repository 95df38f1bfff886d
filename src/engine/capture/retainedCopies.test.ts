/** Retained messages, with copies that can be published again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../base/runs.testkit.ts';
import { TopicFinder } from '../topics/tree/topicFinder.ts';
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
  const { messages, total } = retainedMessages(counted, '', true, {
    topics: ['hall/2', 'gone', 'hall/1'],
  });
  expect(messages.map(({ topic }) => topic)).toEqual(['hall/1', 'hall/2']);
  expect(total).toBe(2);
  expect(passes).toBe(1);
});

test('finds only the topics that match a topic filter', () => {
  const { capture } = filled();
  const { messages } = retainedMessages(capture, '', true, { filter: 'hall/+' });
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.every(({ topic }) => /^hall\/[^/]+$/.test(topic))).toBe(true);
  expect(messages.length).toBeLessThan(retainedMessages(capture, '', true).total);
});

/** Messages that the search leaves below a path, and its numbers. */
function searched({ capture }: Session, path: string, text: string) {
  capture.search(text, TopicFinder);
  capture.lookForTopics(() => true);
  const found = retainedMessages(capture, path, true, { search: capture.searched });
  return { ...found, topics: found.messages.map(({ topic }) => topic) };
}

test('under a search, lists only what it finds, and says of how many', () => {
  const session = filled();
  expect(searched(session, 'hall', '1')).toMatchObject({
    topics: ['hall/1'],
    total: 1,
    search: { text: '1', of: 3 },
  });
  // A level on the way to a match is a row of the tree, and no match.
  expect(searched(session, '', 'hall/+').topics).toEqual(['hall/1', 'hall/2']);
  expect(searched(session, 'hall', 'nowhere')).toMatchObject({ topics: [], search: { of: 3 } });
  expect(searched(session, 'hall', '').search).toBeUndefined();
  // Without a row, its name decides.
  session.capture.clear();
  expect(searched(session, 'hall', '2').topics).toEqual(['hall/2']);
});

test('under any search, lists exactly the retained topics whose rows are marked as matches', () => {
  const level = fc.constantFrom('a', 'b', 'ab', 'state');
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
  const message = fc.record({ topic, retain: fc.boolean(), value: level });
  const text = fc.oneof(level, topic, fc.constantFrom('a/+', '+/b/#', 'a b', '#'));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 20 }), text, topic, (messages, search, path) => {
      const session = new Session(5);
      session.connect();
      for (const { topic: name, retain, value } of messages) {
        session.get(publish(name, { retain, payload: new TextEncoder().encode(value) }));
      }
      const { topics, search: of } = searched(session, path, search);
      session.capture.expand(undefined, true, true);
      const range = { first: 0, count: 1000 };
      const rows = session.capture.window({ topics: range }, session.time).topics?.rows ?? [];
      const isBelow = (name: string) => name === path || name.startsWith(`${path}/`);
      const shown = rows.filter((row) => row.matched && row.retained && isBelow(row.path));
      expect(topics.toSorted()).toEqual(shown.map((row) => row.path).toSorted());
      expect(of?.of).toBe(retainedMessages(session.capture, path, true).total);
    }),
    { numRuns: runs(300) },
  );
});
