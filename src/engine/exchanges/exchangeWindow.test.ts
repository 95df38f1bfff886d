import { describe, expect, test } from 'vitest';
import { publish } from '../capture/capture.testkit.ts';
import type { ExchangeShow } from './exchange.ts';
import { qos1, qos2, subscribeTo, Watched } from './exchanges.testkit.ts';
import { Followed } from './followed.testkit.ts';

function connected(options: { logBudget?: number } = {}): Watched {
  const session = new Watched(5, options);
  session.connect(false, true);
  return session;
}

const puback = (packetId: number) => ({ type: 'puback', packetId }) as const;

describe('lists', () => {
  test('show their exchanges, oldest first, and count them', () => {
    const session = connected();
    session.send(qos1(1));
    session.get({ ...puback(1), reasonCode: 0x97 });
    session.send(qos1(2));
    session.return(true);
    session.send(qos1(2, { dup: true }));
    session.get(puback(2));
    session.send(subscribeTo(3, 'x'));
    session.return(true);
    session.get(qos2(1));
    session.get({ type: 'pubrel', packetId: 1 });
    const shown = (show: ExchangeShow) =>
      session.list(show).map(({ kind, packetId }) => `${kind} ${packetId}`);
    expect(shown('refused')).toEqual(['publish 1']);
    expect(shown('retried')).toEqual(['publish 2']);
    expect(shown('abandoned')).toEqual(['subscribe 3']);
    expect(shown('in-flight')).toEqual(['publish 1']);
    expect(shown('problems')).toContain('publish 1');
    expect(session.counters.exchanges).toMatchObject({
      all: 7,
      'in-flight': 1,
      retried: 1,
      refused: 1,
      abandoned: 1,
    });
    const tail = session.ask({
      exchanges: { first: 0, count: 2, tail: true, show: 'all' },
    }).exchanges;
    expect(tail).toMatchObject({ first: 5, total: 7, forgotten: 0 });
    expect(tail?.rows.map(({ kind }) => kind)).toEqual(['connect', 'publish']);
  });
});

describe('in flight', () => {
  test('4.9: lists who owes the next packet, longest wait first, with the receive maximum', () => {
    const session = new Watched(5);
    session.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'me',
      properties: [{ name: 'receiveMaximum', value: 7 }],
    });
    const properties = [{ name: 'receiveMaximum', value: 20 }] as const;
    session.get({ type: 'connack', sessionPresent: false, reasonCode: 0, properties });
    session.send(qos2(1));
    session.get(qos2(1));
    session.send(qos1(2));
    session.get({ type: 'pubrec', packetId: 1 });
    const ask = (now: number, count = 10) =>
      session.ask({ inFlight: { count, stuckAfter: 1_000_000 } }, now).inFlight;
    const reply = ask(session.time);
    expect(reply).toMatchObject({
      total: 3,
      stuck: 0,
      gauges: { out: { used: 2, maximum: 20 }, in: { used: 1, maximum: 7 } },
    });
    expect(reply?.rows.map(({ owedBy, awaited, since }) => [owedBy, awaited, since])).toEqual([
      ['out', [5], 4_000],
      ['in', [4], 5_000],
      ['out', [6], 6_000],
    ]);
    expect(ask(1_005_500, 1)).toMatchObject({ total: 3, stuck: 2, rows: [{ stuck: true }] });
    // The receive maximum counts per connection, and redeliveries count again.
    session.return(true);
    expect(ask(session.time)?.gauges).toEqual({
      out: { used: 0, maximum: 65_535 },
      in: { used: 0, maximum: 65_535 },
    });
    session.send({ type: 'pubrel', packetId: 1 });
    session.send(qos1(2, { dup: true }));
    expect(ask(session.time)?.gauges.out.used).toBe(1);
  });
});

describe('latency', () => {
  test('has buckets, median, 95th percentile and maximum', () => {
    const session = connected();
    for (let ms = 1; ms <= 100; ms += 1) {
      session.send(qos1(1));
      session.time += (ms - 1) * 1_000;
      session.get(puback(1));
    }
    const latency = session.ask({ latency: { kind: 'qos1', direction: 'both' } }).latency;
    const buckets = latency?.buckets.map(({ upTo, count }) => [upTo, count]);
    expect(buckets).toEqual([
      [1_000, 0],
      [2_000, 1],
      [5_000, 3],
      [10_000, 5],
      [20_000, 10],
      [50_000, 30],
      [100_000, 50],
      [1_000_000, 1],
      [undefined, 0],
    ]);
    expect(latency?.max).toBe(100_000);
    expect(Math.abs((latency?.median ?? 0) - 50_000)).toBeLessThan(2_500);
    expect(Math.abs((latency?.p95 ?? 0) - 95_000)).toBeLessThan(4_750);
    expect(session.ask({ latency: { kind: 'qos2', direction: 'both' } }).latency).toMatchObject({
      count: 0,
      median: undefined,
      max: undefined,
    });
    expect(session.ask({ latency: { kind: 'all', direction: 'in' } }).latency?.count).toBe(0);
    expect(session.ask({ latency: { kind: 'all', direction: 'both' } }).latency?.count).toBe(101);
  });
});

describe('forgetting', () => {
  test('counts the exchanges of messages apart, also over Clear and its Undo', () => {
    const session = connected();
    expect(session.counters).toMatchObject({ messageExchanges: 0 });
    session.send(qos1(1));
    session.get(puback(1));
    session.send(qos2(2));
    expect(session.counters.messageExchanges).toBe(2);
    session.capture.clear();
    session.send(qos1(3));
    expect(session.counters.messageExchanges).toBe(1);
    session.capture.restore();
    expect(session.counters.messageExchanges).toBe(3);
  });

  test('continues open exchanges after Clear, and restarts all counts', () => {
    const session = connected();
    session.send(qos1(1));
    session.get(puback(1));
    const open = session.send(qos2(2));
    session.capture.clear();
    expect(session.list().map(({ packetId, state }) => [packetId, state])).toEqual([[2, 'open']]);
    expect(session.counters.exchanges).toMatchObject({ all: 1, 'in-flight': 1, refused: 0 });
    expect(session.ask({ latency: { kind: 'all', direction: 'both' } }).latency?.count).toBe(0);
    session.send(qos1(3));
    const last = session.get({ type: 'pubrec', packetId: 2 });
    session.send({ type: 'pubrel', packetId: 2 });
    session.get({ type: 'pubcomp', packetId: 2 });
    expect(session.list().map(({ packetId, state }) => [packetId, state])).toEqual([
      [2, 'complete'],
      [3, 'open'],
    ]);
    const { steps } = session.of(last);
    expect(steps.map(({ packet, held }) => [packet, held])).toEqual([
      [open, false],
      [last, true],
      [last + 1, true],
      [last + 2, true],
    ]);
    session.capture.clear();
    expect(session.list().map(({ packetId }) => packetId)).toEqual([3]);
  });

  test('keeps ended exchanges without packets for a while, and open ones always', () => {
    const followed = new Followed(5, { logBudget: 16 * 1024, withoutPackets: 1_024 });
    const { exchanges } = followed;
    followed.connect();
    const open = followed.sees('out', qos2(60_000));
    const refused = followed.sees('out', qos1(60_001));
    followed.sees('in', { ...puback(60_001), reasonCode: 0x97 });
    let sent = 0;
    const send = (count: number) => {
      for (; count > 0; count -= 1) {
        sent += 1;
        followed.sees('out', qos1(sent));
        followed.sees('in', puback(sent));
      }
    };
    const list = (show: ExchangeShow, first = 0) => exchanges.list({ first, count: 3, show });
    send(800);
    expect(followed.log.row(refused)).toBeUndefined();
    expect(list('refused').rows).toMatchObject([{ packet: refused, state: 'refused' }]);
    send(2_200);
    const { total, forgotten } = list('all');
    expect(total).toBe(3_003);
    expect(forgotten).toBeGreaterThan(1_000);
    expect(list('all', forgotten).rows).toMatchObject([
      { packet: open, state: 'open' },
      { state: 'complete' },
      { state: 'complete' },
    ]);
    expect(list('refused')).toMatchObject({ rows: [], total: 1, forgotten: 1 });
    expect(exchanges.counts).toMatchObject({ all: 3_003, 'in-flight': 1, refused: 1 });
    followed.sees('in', { type: 'pubrec', packetId: 60_000, reasonCode: 0x80 });
    expect(list('refused').rows).toMatchObject([{ packet: open, topic: 'a/b' }]);
    expect(followed.told).toEqual([]);
    exchanges.clear();
    expect(exchanges.counts).toMatchObject({ all: 0, refused: 0 });
    send(1);
    expect(list('all').rows).toMatchObject([{ packetId: sent, state: 'complete' }]);
  });

  test('keeps the reason code of a discarded packet', () => {
    const session = connected({ logBudget: 64 * 1024 });
    const refused = session.send(qos1(1));
    session.get({ ...puback(1), reasonCode: 0x97 });
    const exchange = session.of(refused).row.exchange;
    for (let n = 0; n < 1_500; n += 1)
      session.send(publish('flood', { payload: new Uint8Array(40) }));
    const detail = session.ask({ exchange: { exchange } }).exchange;
    expect(detail?.steps.map(({ held, reasonCodes }) => [held, reasonCodes])).toEqual([
      [false, []],
      [false, [0x97]],
    ]);
  });
});
