/** Data that was cleared and brought back equals data that was never cleared. */
import { describe, expect, test } from 'vitest';
import type { WindowReply } from '../window/window.ts';
import { publish, Session } from './capture.testkit.ts';

const payload = (text: string) => new TextEncoder().encode(text);

/** Traffic of every kind, with handshakes that are open at its end. */
function before(session: Session): void {
  session.connect();
  session.send({
    type: 'subscribe',
    packetId: 1,
    properties: [],
    subscriptions: [
      { filter: '#', qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0 },
    ],
  });
  session.get({ type: 'suback', packetId: 1, properties: [], reasonCodes: [2] });
  session.get(publish('plant/1/kept', { retain: true, payload: payload('on') }));
  for (let at = 0; at < 5; at += 1) {
    session.get(publish('plant/1/temp', { payload: payload(`${20 + at}`) }));
  }
  session.send(publish('out/1', { qos: 1, packetId: 10 }));
  session.get({ type: 'puback', packetId: 10, reasonCode: 0, properties: [] });
  // An acknowledgement without a request.
  session.get({ type: 'puback', packetId: 99, reasonCode: 0, properties: [] });
  session.send(publish('out/2', { qos: 2, packetId: 11 }));
  session.get({ type: 'pubrec', packetId: 11, reasonCode: 0, properties: [] });
  session.capture.marks.set(5, 'look');
}

function after(session: Session): void {
  session.send({ type: 'pubrel', packetId: 11, reasonCode: 0, properties: [] });
  session.get({ type: 'pubcomp', packetId: 11, reasonCode: 0, properties: [] });
  session.get(publish('plant/1/temp', { payload: payload('30') }));
  session.get(publish('plant/2/new', { payload: payload('x') }));
  session.get({ type: 'puback', packetId: 98, reasonCode: 0, properties: [] });
  session.send(publish('out/1', { qos: 1, packetId: 12 }));
  session.get({ type: 'puback', packetId: 12, reasonCode: 0, properties: [] });
}

function all(session: Session) {
  const show = { show: 'all', first: 0, count: 100, search: '' } as const;
  const reply = session.capture.window(
    {
      packets: { first: 0, count: 100 },
      topics: { first: 0, count: 100 },
      topic: { name: 'plant/1/temp', history: { first: 0, count: 100 } },
      streams: { first: 0, count: 100 },
      exchanges: show,
      latency: { kind: 'all', direction: 'both' },
      problems: { rule: undefined, first: 0, count: 100 },
      packet: 4,
    },
    session.time,
  );
  return withoutRoom(reply);
}

/** The memory of a history depends on how it grew. */
function withoutRoom({ counters, ...reply }: WindowReply) {
  return { ...reply, counters: { ...counters, topicBytes: 0 } };
}

describe('Clear', () => {
  test('restores everything when it is undone', () => {
    const session = new Session();
    before(session);
    session.capture.clear();
    expect(session.rows()).toEqual([]);
    after(session);
    expect(session.rows()).toHaveLength(7);
    expect(session.capture.restore()).toBe(true);

    const uncleared = new Session();
    before(uncleared);
    after(uncleared);
    expect(all(session)).toEqual(all(uncleared));
    expect(session.capture.restore()).toBe(false);
  });

  test('restores everything when it is undone at once', () => {
    const session = new Session();
    before(session);
    session.capture.clear();
    session.capture.restore();
    const uncleared = new Session();
    before(uncleared);
    expect(all(session)).toEqual(all(uncleared));
    after(session);
    after(uncleared);
    expect(all(session)).toEqual(all(uncleared));
  });

  test('discards cleared data for new packets, and restores the rest', () => {
    const budget = 256 * 1024;
    const session = new Session(4, { logBudget: budget });
    session.connect();
    const one = () => session.get(publish('t', { payload: new Uint8Array(1000) }));
    for (let at = 0; at < 150; at += 1) one();
    session.capture.clear();
    for (let at = 0; at < 150; at += 1) one();
    expect(session.counters.discarded).toBe(0);
    expect(session.counters.packets).toBe(150);
    session.capture.restore();
    const { discarded, packets } = session.counters;
    expect(packets).toBe(302);
    expect(discarded).toBeGreaterThan(50);
    expect(discarded).toBeLessThan(152);
    expect(session.rows(0, 400)).toHaveLength(packets - discarded);
  });

  test('cannot be undone after it is forgotten', () => {
    const session = new Session();
    before(session);
    session.capture.clear();
    session.capture.forgetCleared();
    after(session);
    expect(session.capture.restore()).toBe(false);
    expect(session.rows()).toHaveLength(7);
  });

  test('keeps the marks of retained messages', () => {
    const session = new Session();
    before(session);
    session.capture.clear();
    session.capture.forgetCleared();
    session.get(publish('plant/1/kept', { payload: payload('off') }));
    const { topics } = session.capture.window({ topics: { first: 0, count: 10 } }, session.time);
    expect(topics?.rows.find(({ path }) => path === 'plant/1/kept')?.retained).toBe(true);
    session.get(publish('plant/1/kept', { payload: new Uint8Array() }));
    session.capture.clear();
    session.get(publish('plant/1/kept', { payload: payload('off') }));
    const again = session.capture.window({ topics: { first: 0, count: 10 } }, session.time).topics;
    expect(again?.rows.find(({ path }) => path === 'plant/1/kept')?.retained).toBe(false);
  });
});
