/** Positions of closed and reopened connections between the packets of the list. */
import { describe, expect, test } from 'vitest';
import { CONNECT, PINGREQ, PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from '../filtering/filteredRows.ts';
import type { StreamEnd } from '../streams/streamFacts.ts';
import { publish, Session } from './capture.testkit.ts';

const LOST: StreamEnd = { code: 1006 };

/** Ends the connection, waits 4 s, and reconnects. */
function comeBack(session: Session, end: StreamEnd | undefined = LOST): void {
  session.capture.closeStream(session.stream, session.time, end);
  session.time += 4_000_000;
  session.stream = session.capture.openStream({ time: session.time });
  session.connect();
}

function begun(budgets?: ConstructorParameters<typeof Session>[1]): Session {
  const session = new Session(5, budgets);
  session.capture.closeStream(session.stream);
  session.stream = session.capture.openStream({ time: 0 });
  session.connect();
  return session;
}

const packetsOf = (session: Session, range: { first: number; count: number; tail?: boolean }) =>
  session.capture.window({ packets: range }, session.time).packets;

/** The list by position; `-` stands for a change. */
function told(session: Session, first = 0, count = 1000): string[] {
  const packets = packetsOf(session, { first, count });
  const rows = packets?.rows.map(({ number }) => `${number}`) ?? [];
  for (const { kind, position } of packets?.changes?.rows ?? [])
    rows.splice(position - (packets?.first ?? 0), 0, kind);
  return rows;
}

const positionOf = (session: Session, packet: number) =>
  session.capture.window({ packetPosition: packet }, session.time).packetPosition?.position;

test('in a list of exchanges, the next problem may be on an acknowledgement', () => {
  const session = begun();
  session.send(publish('t', { qos: 1, packetId: 7 }));
  const refusal = session.raw('in', Uint8Array.of(0x40, 3, 0, 7, 0x87));
  const next = () =>
    session.capture.window({ nextProblem: { after: 0 } }, session.time).nextProblem;
  expect(next()).toEqual({ after: 0, packet: refusal });
  session.capture.filter.set(compileFilter(''), FilteredRows, 'exchanges');
  session.capture.filter.advance(() => true);
  expect(next()).toEqual({ after: 0, packet: refusal });
});

test('in a list of exchanges, a row shows the problem of a packet without a row', () => {
  const session = begun();
  session.send(publish('t', { qos: 1, packetId: 7 }));
  session.raw('in', Uint8Array.of(0x40, 3, 0, 7, 0x99));
  for (let ping = 0; ping < 2; ping += 1) {
    session.raw('out', Uint8Array.of(0xc0, 0));
    session.raw('in', Uint8Array.of(0xd0, 0));
    session.time += 600_000_000;
  }
  session.capture.filter.set(compileFilter(''), FilteredRows, 'exchanges');
  session.capture.filter.advance(() => true);
  const { rows = [] } = packetsOf(session, { first: 0, count: 9 }) ?? {};
  expect(rows.map(({ packetType, hasProblem }) => [packetType, hasProblem])).toEqual([
    [CONNECT, false],
    [PUBLISH, true],
    [PINGREQ, true],
  ]);
  expect(rows.map(({ wrong }) => wrong?.finding.key)).toEqual([
    undefined,
    'refuses-message',
    'client-silent',
  ]);
});

describe('connection changes', () => {
  test('are listed between the packets before and after them, with the known facts', () => {
    const session = begun();
    comeBack(session);
    expect(told(session)).toEqual(['1', '2', 'closed', 'back', '3', '4']);
    const changes = packetsOf(session, { first: 0, count: 10 })?.changes;
    expect(changes).toMatchObject({ before: 0, gone: 0, total: 2 });
    expect(changes?.rows).toEqual([
      {
        kind: 'closed',
        position: 2,
        stream: 2,
        time: 2_000,
        version: 5,
        connack: { code: 0, sessionPresent: false },
        lasted: 2_000,
        end: LOST,
      },
      {
        kind: 'back',
        position: 3,
        stream: 3,
        time: 4_003_000,
        version: 5,
        away: 4_001_000,
        connack: { code: 0, sessionPresent: false },
      },
    ]);
  });

  test('are at the end of the list until packets arrive, and name the side that sent DISCONNECT', () => {
    const session = begun();
    session.send({ type: 'disconnect', reasonCode: 4, properties: [] });
    session.capture.closeStream(session.stream, session.time, { by: 'client' });
    const packets = packetsOf(session, { first: 0, count: 2, tail: true });
    expect(packets).toMatchObject({ first: 2, total: 4, rows: [{ number: 3 }] });
    expect(packets?.changes?.rows).toMatchObject([
      { position: 3, end: { by: 'client' }, disconnect: { direction: 'out', code: 4 } },
    ]);
  });

  test('are missing if the end was not seen, or the stream had no packet', () => {
    const session = begun();
    session.capture.closeStream(session.stream);
    const empty = session.capture.openStream({ time: 5 });
    session.capture.closeStream(empty, 6);
    expect(packetsOf(session, { first: 0, count: 9 })).not.toHaveProperty('changes');
  });

  test('are missing in a filtered list', () => {
    const session = begun();
    comeBack(session);
    session.capture.filter.set(compileFilter('type == connack'), FilteredRows);
    session.capture.filter.advance(() => true);
    expect(told(session)).toEqual(['2', '4']);
    expect(packetsOf(session, { first: 0, count: 9 })).toMatchObject({ total: 2 });
    expect(positionOf(session, 4)).toBe(1);
  });

  test('stay between the rows of a list of exchanges', () => {
    const session = begun();
    comeBack(session);
    session.capture.filter.set(compileFilter(''), FilteredRows, 'exchanges');
    session.capture.filter.advance(() => true);
    const whole = told(session);
    expect(whole.filter((one) => Number(one) > 0)).toEqual(['1', '3']);
    expect(whole).toHaveLength(4);
    for (let first = 0; first < whole.length; first += 1)
      expect(told(session, first, 2)).toEqual(whole.slice(first, first + 2));
  });

  test('keep every range of the list consistent with positions of packets', () => {
    const session = begun();
    for (let n = 0; n < 7; n += 1) {
      for (let m = 0; m < n; m += 1) session.get(publish('a'));
      comeBack(session);
    }
    const whole = told(session);
    expect(whole).toHaveLength(16 + 21 + 14);
    for (let first = 0; first < whole.length; first += 1) {
      for (const count of [1, 2, 5]) {
        expect(told(session, first, count)).toEqual(whole.slice(first, first + count));
      }
    }
    const numbers = whole.map(Number);
    const packets = numbers.filter((number) => number > 0);
    expect(packets.map((number) => positionOf(session, number))).toEqual(
      packets.map((number) => numbers.indexOf(number)),
    );
  });

  test('are discarded with the packets before them, and positions do not move', () => {
    const session = begun({ logBudget: 40_000 });
    comeBack(session);
    const large = () => session.get(publish('x', { payload: new Uint8Array(500) }));
    for (let n = 0; n < 20; n += 1) large();
    const last = session.capture.newest;
    const before = positionOf(session, last);
    while (session.counters.discarded < 3) large();
    expect(positionOf(session, last)).toBe(before);
    const packets = packetsOf(session, { first: 0, count: 10 });
    const { discarded } = session.counters;
    expect(packets?.oldest).toBe(discarded + 2);
    expect(packets).toMatchObject({
      first: discarded + 2,
      changes: { gone: 2, total: 2, rows: [] },
    });
  });

  test('are cleared and restored with the packets', () => {
    const session = begun();
    comeBack(session);
    session.capture.clear();
    expect(told(session)).toEqual([]);
    comeBack(session);
    expect(told(session)).toEqual(['closed', 'back', '5', '6']);
    session.capture.restore();
    expect(told(session)).toEqual([
      '1',
      '2',
      'closed',
      'back',
      '3',
      '4',
      'closed',
      'back',
      '5',
      '6',
    ]);
  });

  test('are limited: the oldest are discarded, and later ones keep their positions', () => {
    const session = begun();
    for (let n = 0; n < 5_001; n += 1) comeBack(session);
    const packets = packetsOf(session, { first: 0, count: 12, tail: true });
    expect(packets).toMatchObject({ total: 10_004 + 10_002, changes: { gone: 2, total: 10_002 } });
    expect(told(session, 20_000, 10)).toEqual([
      '10001',
      '10002',
      'closed',
      'back',
      '10003',
      '10004',
    ]);
    expect(told(session, 0, 6)).toEqual(['1', '2', '3', '4']);
  });

  test('count repeated subscriptions, even after a failed attempt', () => {
    const session = begun();
    const ask = (...filters: string[]): void => {
      const subscriptions = filters.map((filter) => ({ filter, ...PLAIN }));
      const packetId = filters.length;
      session.send({ type: 'subscribe', packetId, properties: [], subscriptions });
      const reasonCodes = filters.map(() => 1);
      session.get({ type: 'suback', packetId, properties: [], reasonCodes });
    };
    const again = () =>
      packetsOf(session, { first: 0, count: 1000 })?.changes?.rows.map((row) =>
        row.kind === 'back' ? (row.sentAgain ?? 0) : '-',
      );
    ask('a', 'b', 'c/#');
    session.send({ type: 'unsubscribe', packetId: 9, properties: [], filters: ['b'] });
    session.get({ type: 'unsuback', packetId: 9, properties: [], reasonCodes: [0] });
    comeBack(session);
    expect(again()).toEqual(['-', 0]);
    comeBack(session);
    ask('a', 'new');
    ask('c/#');
    // The same filter twice is a single subscription.
    ask('a');
    expect(again()).toEqual(['-', 0, '-', 2]);
  });

  test("link a connection to the app's previous one, or to the same client's previous one", () => {
    const own = begun();
    own.capture.closeStream(own.stream, own.time);
    own.stream = own.capture.openStream({ time: own.time });
    own.send({ type: 'connect', ...OTHER });
    expect(told(own)).toEqual(['1', '2', 'closed', 'back', '3']);
    const many = begun();
    many.capture.capturedAnywhere();
    many.capture.closeStream(many.stream, many.time);
    many.stream = many.capture.openStream({ time: many.time });
    many.send({ type: 'connect', ...OTHER });
    expect(told(many)).toEqual(['1', '2', 'closed', '3']);
  });
});

const PLAIN = {
  qos: 1,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
} as const;

const OTHER = {
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'other',
  properties: [],
} as const;
