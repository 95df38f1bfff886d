import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Session } from '../../engine/capture/capture.testkit.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { Conventions } from '../../engine/conventions/conventions.ts';
import { compileFilter } from '../../engine/filter/compile.ts';
import type { Direction } from '../../engine/log/columns/direction.ts';
import type { PairShow, PairsRequest, RequestPair } from '../../engine/requestResponse/pair.ts';
import { pairsWindow } from '../../engine/requestResponse/pairsWindow.ts';
import { RequestPairs } from '../../engine/requestResponse/requestPairs.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { CONVENTIONS } from '../conventions.ts';
import { alibaba, REPLY_TIMEOUT } from './alibaba.ts';
import { ALIBABA } from './id.ts';

const S = '/sys/a1B2c3D4e5F/lamp/thing';
const POST = `${S}/event/property/post`;
const SET = `${S}/service/property/set`;
const MS = 1_000;
const CASES = tries(200, 25);

/** Request pairs for messages that are added one by one. The clock advances by 1 ms with each. */
class Talk {
  readonly closed = new Set<number>();
  readonly pairs = new RequestPairs(REPLY_TIMEOUT, (stream) => !this.closed.has(stream), 100);
  number = 0;
  time = 0;

  say(
    direction: Direction,
    topic: string,
    payload: string | object,
    { stream = 1, dup = false }: { stream?: number; dup?: boolean } = {},
  ): void {
    this.number += 1;
    this.time += MS;
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const { number, time } = this;
    const meaning = CONVENTIONS.claimOf(topic)?.meaning;
    if (meaning === undefined) return;
    const arrival = {
      number,
      time,
      stream,
      direction,
      topic,
      meaning,
      dup,
      retain: false,
      isStored: false,
    };
    const message = {
      ...arrival,
      client: 'x',
      qos: 0,
      subscriptions: () => [],
      payload: encodeUtf8(text),
    };
    this.pairs.publish(message, () => undefined);
  }

  rows(show: PairShow = 'all', search = ''): readonly RequestPair[] {
    return this.list({ first: 0, count: 1000, show, search }).rows;
  }

  list(request: Omit<PairsRequest, 'convention'>, now = this.time) {
    return pairsWindow([[ALIBABA, this.pairs]], CONVENTIONS.names, request, now);
  }
}

test('a reply without a subscription is neither pending nor failed', () => {
  const talk = new Talk();
  talk.say('out', POST, { id: '1', params: {} });
  talk.say('in', SET, { id: '2', params: {} });
  const shown = (heard: readonly string[] | undefined, now = talk.time) => {
    const { rows, counts } = talk.list({ first: 0, count: 9, show: 'all', search: '', heard }, now);
    return [...rows.map(({ state }) => state), counts.waiting, counts.failed];
  };
  const late = talk.time + REPLY_TIMEOUT;
  expect(shown(undefined)).toEqual(['waiting', 'waiting', 2, 0]);
  for (const filter of [`${POST}_reply`, '/sys/+/+/thing/#', `$share/x/${POST}_reply`]) {
    expect(shown([filter])).toEqual(['waiting', 'waiting', 2, 0]);
  }
  // The device's replies are published by this client.
  expect(shown([])).toEqual(['unheard', 'waiting', 1, 0]);
  expect(shown(['/sys/+/+/rrpc/#'], late)).toEqual(['unheard', 'unanswered', 0, 1]);
  const waiting = talk.list({ first: 0, count: 9, show: 'waiting', search: '', heard: [] });
  expect(waiting.rows.map(({ id }) => id)).toEqual(['2']);
  // A subscription now is too late for this reply, but not for the next one.
  const subscribed = [`${POST}_reply`];
  talk.say('out', POST, { id: '3', params: {} });
  expect(shown(subscribed)).toEqual(['unheard', 'waiting', 'waiting', 2, 0]);
  talk.say('in', `${POST}_reply`, { id: '1', code: 200, data: {} });
  expect(shown(subscribed)).toEqual(['answered', 'waiting', 'waiting', 2, 0]);
});

describe('a request and its reply', () => {
  test('are paired by topic and id, with the time between them and the code', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '7', version: '1.0', params: { t: 1 } });
    talk.say('in', `${POST}_reply`, { id: '7', code: 200, data: {}, message: 'success' });
    expect(talk.rows()).toEqual([
      {
        convention: ALIBABA,
        conventionName: 'Alibaba Cloud IoT',
        number: 1,
        time: MS,
        direction: 'out',
        kind: 'property-post',
        identifier: undefined,
        device: 'a1B2c3D4e5F/lamp',
        topic: POST,
        id: '7',
        request: 1,
        reply: 2,
        latency: MS,
        code: 200,
        isFailure: false,
        message: 'success',
        state: 'answered',
      },
    ]);
  });

  test('work in both directions, and a numeric id equals its text', () => {
    const talk = new Talk();
    talk.say('in', SET, { id: 5, params: { on: 1 } });
    talk.say('out', `${SET}_reply`, { id: '5', code: 460 });
    expect(talk.rows()).toMatchObject([{ direction: 'in', id: '5', code: 460, state: 'answered' }]);
  });

  test('a request waits, and is unanswered after 10 s', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '1', params: {} });
    const request = { first: 0, count: 9, show: 'all', search: '' } as const;
    expect(talk.list(request, MS + REPLY_TIMEOUT - 1).rows[0]?.state).toBe('waiting');
    expect(talk.list(request, MS + REPLY_TIMEOUT).rows[0]?.state).toBe('unanswered');
  });

  test('a request that expects no reply does not wait', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '1', params: {}, sys: { ack: 0 } });
    expect(talk.rows()).toMatchObject([{ state: 'none-wanted' }]);
  });

  test('a reply with a reused id belongs to the newest request', () => {
    const talk = new Talk();
    for (let round = 0; round < 3; round += 1) talk.say('out', POST, { id: '123', params: {} });
    talk.say('in', `${POST}_reply`, { id: '123', code: 200 });
    expect(talk.rows().map(({ reply }) => reply)).toEqual([undefined, undefined, 4]);
  });

  test('a reply without a request is listed separately', () => {
    const talk = new Talk();
    talk.say('in', `${POST}_reply`, { id: '9', code: 200 });
    expect(talk.rows()).toMatchObject([
      {
        state: 'reply-alone',
        direction: 'out',
        request: undefined,
        reply: 1,
        kind: 'property-post',
      },
    ]);
  });

  test('events and services keep their identifiers separate', () => {
    const talk = new Talk();
    talk.say('out', `${S}/event/alarm/post`, { id: '1', params: {} });
    talk.say('in', `${S}/event/other/post_reply`, { id: '1', code: 200 });
    talk.say('in', `${S}/event/alarm/post_reply`, { id: '1', code: 6300 });
    expect(talk.rows()).toMatchObject([
      { identifier: 'alarm', code: 6300, reply: 3 },
      { identifier: 'other', state: 'reply-alone' },
    ]);
  });
});

describe('messages without an id in an envelope', () => {
  test('NTP is paired by the time that the device sent, as number or text', () => {
    const talk = new Talk();
    talk.say('out', '/ext/ntp/pk/dn01/request', { deviceSendTime: '100' });
    talk.say('out', '/ext/ntp/pk/dn01/request', { deviceSendTime: 200 });
    talk.say('in', '/ext/ntp/pk/dn01/response', { deviceSendTime: '200', serverRecvTime: '1' });
    expect(talk.rows()).toMatchObject([
      { kind: 'ntp', id: '100', state: 'waiting' },
      { kind: 'ntp', id: '200', state: 'answered' },
    ]);
  });

  test('the shadow replies in order, and its own pushes are no replies', () => {
    const talk = new Talk();
    talk.say('out', '/shadow/update/pk/dn01', { method: 'get' });
    talk.say('out', '/shadow/update/pk/dn01', { method: 'update', state: {}, version: 1 });
    talk.say('in', '/shadow/get/pk/dn01', { method: 'control', payload: {}, version: 2 });
    talk.say('in', '/shadow/get/pk/dn01', { method: 'reply', payload: { status: 'success' } });
    const content = { errorcode: '409', errormessage: 'version conflict' };
    talk.say('in', '/shadow/get/pk/dn01', {
      method: 'reply',
      payload: { status: 'error', content },
    });
    expect(talk.rows()).toMatchObject([
      { reply: 4, code: undefined, message: 'success' },
      { reply: 5, code: 409, message: 'version conflict' },
    ]);
  });

  test('an unanswered request does not shift the others', () => {
    const talk = new Talk();
    talk.say('out', '/shadow/update/pk/dn01', { method: 'get' });
    talk.time += REPLY_TIMEOUT;
    talk.say('out', '/shadow/update/pk/dn01', { method: 'get' });
    talk.say('in', '/shadow/get/pk/dn01', { method: 'reply', payload: { status: 'success' } });
    expect(talk.rows().map(({ reply }) => reply)).toEqual([undefined, 3]);
  });

  test('an RRPC is paired by the message id in its topic, with any payload', () => {
    const talk = new Talk();
    talk.say('in', '/sys/pk/dn01/rrpc/request/88', 'anything');
    talk.say('out', '/sys/pk/dn01/rrpc/response/88', '{"id":"1","code":200}');
    talk.say('in', '/ext/rrpc/89/pk/dn01/user/get', 'x');
    talk.say('out', '/ext/rrpc/89/pk/dn01/user/get', 'y');
    expect(talk.rows()).toMatchObject([
      { kind: 'rrpc', id: '88', request: 1, reply: 2, code: 200 },
      { kind: 'custom-rrpc', direction: 'in', request: 3, reply: 4 },
    ]);
  });

  test('firmware that was not requested is no reply', () => {
    const talk = new Talk();
    const upgrade = { code: '1000', data: {}, id: 1 };
    talk.say('in', '/ota/device/upgrade/pk/dn01', upgrade);
    talk.say('out', '/ota/device/request/pk/dn01', { id: '4', params: {} });
    talk.say('in', '/ota/device/upgrade/pk/dn01', upgrade);
    expect(talk.rows()).toMatchObject([{ kind: 'ota-request', request: 2, reply: 3 }]);
  });
});

describe('duplicates', () => {
  test('a message that returns to its sender is no second request', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '1', params: {} });
    talk.say('in', POST, { id: '1', params: {} });
    talk.say('in', `${POST}_reply`, { id: '1', code: 200 });
    talk.say('in', `${POST}_reply`, { id: '1', code: 200 });
    expect(talk.rows()).toMatchObject([{ request: 1, reply: 3 }]);
  });

  test('a retransmission after a reconnect is no second request, and the reply may arrive there', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '1', params: {} });
    talk.closed.add(1);
    talk.say('out', POST, { id: '1', params: {} }, { stream: 2, dup: true });
    talk.say('in', `${POST}_reply`, { id: '1', code: 200 }, { stream: 2 });
    expect(talk.rows()).toMatchObject([{ request: 1, reply: 3 }]);
  });

  test('another client that sees both does not consume the reply', () => {
    const talk = new Talk();
    talk.say('in', POST, { id: '1', params: {} }, { stream: 2 });
    talk.say('out', POST, { id: '1', params: {} }, { stream: 1 });
    talk.say('in', `${POST}_reply`, { id: '1', code: 200 }, { stream: 2 });
    talk.say('in', `${POST}_reply`, { id: '1', code: 200 }, { stream: 1 });
    expect(talk.rows()).toMatchObject([
      { request: 1, reply: 3 },
      { request: 2, reply: 4 },
    ]);
  });
});

describe('the list', () => {
  test('filters by state, failure, direction and search text', () => {
    const talk = new Talk();
    talk.say('out', POST, { id: '1', params: {} });
    talk.say('in', `${POST}_reply`, { id: '1', code: 6106 });
    talk.say('in', SET, { id: '2', params: {} });
    expect(talk.rows('waiting')).toMatchObject([{ id: '2' }]);
    expect(talk.rows('failed')).toMatchObject([{ id: '1' }]);
    expect(talk.rows('in')).toMatchObject([{ id: '2' }]);
    expect(talk.rows('all', '6106')).toMatchObject([{ id: '1' }]);
    const { counts, total } = talk.list({ first: 0, count: 1, show: 'failed', search: '' });
    expect(total).toBe(1);
    expect(counts).toEqual({ all: 2, waiting: 1, failed: 1, in: 1, out: 1 });
    expect(talk.list({ first: 0, count: 1, tail: true, show: 'all', search: '' }).first).toBe(1);
  });

  test('drops the oldest with their indexes, and continues', () => {
    const talk = new Talk();
    for (let id = 1; id <= 215; id += 1) talk.say('out', POST, { id: String(id), params: {} });
    const { total, forgotten, rows } = talk.list({ first: 0, count: 1, show: 'all', search: '' });
    expect(total + forgotten).toBe(215);
    expect(total).toBeLessThanOrEqual(110);
    expect(rows[0]?.id).toBe(String(forgotten + 1));
    expect(talk.pairs.total).toBe(215);
    talk.pairs.clear();
    expect(talk.pairs.total).toBe(0);
  });

  test('with unique ids, each reply belongs to its own request in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 4294967295 }), { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (ids, chance) => {
          const talk = new Talk();
          const open = [...ids];
          const asked: number[] = [];
          const latencies = new Map<string, number>();
          const begun = new Map<number, number>();
          for (const pick of chance) {
            if (open.length === 0 && asked.length === 0) break;
            const id = pick % 2 === 0 && open.length > 0 ? open.pop() : undefined;
            if (id !== undefined) {
              talk.say('out', POST, { id: String(id), params: {} });
              begun.set(id, talk.time);
              asked.push(id);
              continue;
            }
            const [done] = asked.splice(asked.length === 0 ? 0 : pick % asked.length, 1);
            if (done === undefined) continue;
            talk.say('in', `${POST}_reply`, { id: done, code: 200 });
            latencies.set(String(done), talk.time - (begun.get(done) ?? 0));
          }
          const seen = new Map(talk.rows().map(({ id, latency }) => [id, latency]));
          expect(seen).toEqual(latencies);
        },
      ),
      { numRuns: CASES },
    );
  });
});

describe('in a capture', () => {
  const publish = (topic: string, payload: string) =>
    ({
      type: 'publish',
      topic,
      payload: encodeUtf8(payload),
      qos: 0,
      dup: false,
      retain: false,
      properties: [],
    }) as const;

  test('pairs both directions, and nothing of ordinary topics', () => {
    const session = new Session();
    session.connect();
    session.send(publish('/a/b/c', '{"id":"1"}'));
    const request = session.send(publish(POST, '{"id":"1","params":{}}'));
    const reply = session.get(publish(`${POST}_reply`, '{"id":"1","code":200}'));
    const pairs = { convention: ALIBABA, first: 0, count: 9, show: 'all', search: '' } as const;
    const answer = session.capture.window({ pairs }, session.time);
    expect(answer.pairs?.rows).toMatchObject([{ request, reply, latency: 1_000 }]);
    expect(answer.counters.pairs[ALIBABA]).toBe(1);
    session.capture.clear();
    expect(session.capture.counters(session.time).pairs[ALIBABA]).toBe(0);
  });

  test('device names are still learned while recording is stopped', () => {
    const capture = new Capture({
      conventions: CONVENTIONS,
      originWallClock: 0,
    });
    const stream = capture.openStream(4);
    capture.packet(stream, 'in', 1, encode(publish(SET, '{}'), 4));
    capture.armed.arm(compileFilter('type == publish'), 0, 'stop');
    capture.packet(stream, 'in', 2, encode(publish(SET, '{}'), 4));
    expect(capture.armed.isStopped).toBe(true);
    capture.packet(stream, 'in', 3, encode(publish(SET, '{}'), 4));
    expect(capture.counters(3).pairs[ALIBABA]).toBe(2);
  });

  test('reads only topics of the platform', () => {
    const asked: string[] = [];
    const conventions = new Conventions([
      alibaba(Lazy.of({ of: (topic) => void asked.push(topic) })),
    ]);
    const own = ['/sys/a/b/c', '/ext/ntp', '/shadow/get/a/b', '/ota/x'];
    for (const topic of [...own, 'sys/a', '/system', '/a/b', '', '/', '/broadcast/a/b']) {
      conventions.claimOf(topic);
    }
    expect(asked).toEqual(own);
  });
});
