import { expect, test } from 'vitest';
import { publish, Session } from './capture.testkit.ts';
import { retainedMessages } from './retainedCopies.ts';
import { RetainedList, type RetainedRequest } from './retainedList.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

class Listed {
  readonly session = new Session(5);
  readonly list: RetainedList;

  constructor(mostOwn?: number) {
    this.list = new RetainedList(this.session.capture, mostOwn);
    this.session.connect();
  }

  rows(filter: string, more: Partial<RetainedRequest> = {}) {
    for (const _ of this.list.look());
    const all = { order: 'topic', isReversed: false, since: 0, first: 0, count: 100 } as const;
    return this.list.rows({ ...all, filter, ...more });
  }

  topics(filter: string, more: Partial<RetainedRequest> = {}) {
    return this.rows(filter, more).rows.map(({ topic }) => topic);
  }
}

function filled(): Listed {
  const listed = new Listed();
  const { session } = listed;
  session.get(publish('hall/b', { retain: true, payload: bytes('a longer one') }));
  session.get(publish('hall/a/x', { retain: true, payload: bytes('x') }));
  session.get(publish('hallway', { retain: true, payload: bytes('no') }));
  session.get(publish('hall/live', { payload: bytes('live') }));
  session.get(publish('$SYS/broker', { retain: true, payload: bytes('1') }));
  return listed;
}

test('lists matching topics in any order, with size and preview', () => {
  const listed = filled();
  expect(listed.topics('#')).toEqual(['hall/a/x', 'hall/b', 'hallway']);
  expect(listed.topics('hall/#')).toEqual(['hall/a/x', 'hall/b']);
  expect(listed.topics('hall/+')).toEqual(['hall/b']);
  expect(listed.topics('+/b')).toEqual(['hall/b']);
  expect(listed.topics('hallway')).toEqual(['hallway']);
  expect(listed.topics('$SYS/#')).toEqual(['$SYS/broker']);
  expect(listed.topics('#', { order: 'size' })[0]).toBe('hall/b');
  expect(listed.topics('#', { order: 'time', isReversed: true })[0]).toBe('hallway');
  const { total, bytes: size, rows } = listed.rows('hall/#', { first: 1, count: 1 });
  expect([total, size]).toEqual([2, 13]);
  expect(rows[0]).toMatchObject({
    topic: 'hall/b',
    message: { qos: 0, size: 12, preview: { args: { text: 'a longer one' } } },
    published: undefined,
  });
});

test('separates messages since the last request from those that did not arrive again', () => {
  const listed = filled();
  const since = (listed.rows('hallway').rows[0]?.message?.time ?? 0) - 1;
  const told = listed.rows('#', { since });
  expect(told.fresh).toBe(1);
  expect(told.rows.map(({ isFresh }) => isFresh)).toEqual([false, false, true]);
});

test('reports the expiry time only if the message had an expiry', () => {
  const listed = new Listed();
  const { session } = listed;
  const expiring = (seconds: number) =>
    [{ name: 'messageExpiryInterval', value: seconds }] as const;
  session.get(publish('a', { retain: true, payload: bytes('x'), properties: expiring(60) }));
  session.get(publish('b', { retain: true, payload: bytes('x') }));
  session.send(publish('own', { retain: true, payload: bytes('x'), properties: expiring(5) }));
  const [a, b, own] = listed.rows('#').rows;
  expect(a?.message?.expires).toBe((a?.message?.time ?? 0) + 60_000_000);
  expect(b?.message?.expires).toBe('never');
  expect(own?.message?.expires).toBe((own?.published ?? 0) + 5_000_000);
  const older = new Session(4);
  older.connect();
  older.get(publish('a', { retain: true, payload: bytes('x') }));
  const { rows } = new RetainedList(older.capture).rows({
    filter: '#',
    order: 'topic',
    isReversed: false,
    since: 0,
    first: 0,
    count: 9,
  });
  expect(rows.map(({ message }) => message?.expires)).toEqual([undefined]);
});

test('knows the age of own messages, and does not list cleared ones', () => {
  const listed = filled();
  const { session } = listed;
  session.send(publish('own', { retain: true, payload: bytes('mine') }));
  session.get(publish('own', { retain: true, payload: bytes('mine') }));
  session.send(publish('hall/b', { retain: true, payload: new Uint8Array() }));
  session.send(publish('hallway', { payload: new Uint8Array() }));
  const [x, hallway, own] = listed.rows('#').rows;
  expect(listed.topics('#')).toEqual(['hall/a/x', 'hallway', 'own']);
  expect([x?.published, hallway?.published]).toEqual([undefined, undefined]);
  expect(own?.published).toBeLessThanOrEqual(own?.message?.time ?? 0);
  // This connection published it again, and later another client did.
  session.send(publish('hall/b', { retain: true, payload: bytes('back') }));
  expect(listed.rows('hall/b').rows[0]).toMatchObject({ message: { size: 4 }, isFresh: true });
  session.send(publish('hall/b', { retain: true, payload: new Uint8Array() }));
  session.get(publish('hall/b', { retain: true, payload: bytes('again') }));
  expect(listed.topics('hall/b')).toEqual(['hall/b']);
});

test('can clear a restored message again, with a copy', () => {
  const listed = filled();
  const { session, list } = listed;
  const since = listed.rows('hall/b').rows[0]?.message?.time ?? 0;
  session.send(publish('hall/b', { retain: true, payload: new Uint8Array() }));
  session.get(publish('hall/b', { payload: new Uint8Array() }));
  session.send(publish('hall/b', { retain: true, payload: bytes('back'), qos: 1, packetId: 7 }));
  session.get(publish('hall/b', { payload: bytes('back') }));
  // Without a subscription, only its name is known.
  session.send(publish('hall/unheard', { retain: true, payload: bytes('12') }));
  const told = listed.rows('hall/+', { since });
  expect(told.rows).toMatchObject([
    { topic: 'hall/b', message: { size: 4, qos: 1 }, isFresh: true },
    { topic: 'hall/unheard', message: { size: 2 } },
  ]);
  expect(told.bytes).toBe(6);
  // It was not retained on arrival: a live message may or may not be retained.
  session.get(publish('hall/b', { payload: bytes('passing by') }));
  const { topics } = session.capture.window({ topics: { first: 0, count: 10 } }, session.time);
  expect(topics?.rows.find(({ level }) => level === 'b')?.retained).toBe(true);
  const { messages } = retainedMessages(list, 'hall', true);
  expect(messages.map(({ topic, copy }) => [topic, copy?.payload.length])).toEqual([
    ['hall/a/x', 1],
    ['hall/b', 4],
    ['hall/unheard', 2],
  ]);
});

test('remembers the last own messages, and of the others their topics', () => {
  const listed = new Listed(2);
  const { session } = listed;
  const own = (topic: string) =>
    session.send(publish(topic, { retain: true, payload: bytes('1') }));
  own('a');
  own('b');
  own('a');
  expect(listed.topics('#')).toEqual(['a', 'b']);
  own('c');
  const { rows } = listed.rows('#');
  expect(rows.map(({ topic, message }) => [topic, message?.size])).toEqual([
    ['a', 1],
    ['b', undefined],
    ['c', 1],
  ]);
});
