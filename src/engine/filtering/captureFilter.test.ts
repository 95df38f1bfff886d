import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from './filteredRows.ts';
import { PacketCursor } from './packetCursor.ts';

const ALWAYS = (): boolean => true;

function shown(session: Session, text: string): readonly number[] {
  const { filter } = session.capture;
  const error = filter.set(compileFilter(text), FilteredRows);
  if (error) throw new Error(error.fact.key);
  filter.advance(ALWAYS);
  return session.rows(0, 1000).map((row) => row.number);
}

const answer = (type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', packetId: number): Packet => ({
  type,
  packetId,
  reasonCode: 0,
  properties: [],
});

const SUBSCRIBE: Packet = {
  type: 'subscribe',
  packetId: 9,
  properties: [],
  subscriptions: [
    { filter: 'a', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  ],
};
describe('a capture’s filter', () => {
  test('exchange.state follows a QoS 2 message over its four packets', () => {
    const session = new Session(4);
    session.connect();
    expect(shown(session, 'exchange.state == complete')).toEqual([1, 2]);
    session.send(publish('a', { qos: 2, packetId: 1 }));
    session.get(answer('pubrec', 1));
    session.send(answer('pubrel', 1));
    expect(shown(session, 'exchange.state == open')).toEqual([3, 4, 5]);
    shown(session, 'exchange.state == complete and type != connect');
    session.get(publish('b'));
    session.get(answer('pubcomp', 1));
    session.capture.filter.advance(ALWAYS);
    expect(session.rows().map((row) => row.number)).toEqual([2, 3, 4, 5, 7]);
    expect(shown(session, 'exchange.latency == 4ms')).toEqual([3, 4, 5, 7]);
  });

  test('answers windows with the matching packets', () => {
    const session = new Session(4);
    session.connect();
    for (let n = 0; n < 10; n += 1) session.get(publish(`a/${n % 2}`));
    const { capture } = session;
    shown(session, 'topic == "a/1"');
    const reply = capture.window({ packets: { first: 0, count: 2, tail: true } }, 0);
    expect(reply.packets).toMatchObject({
      first: 3,
      total: 5,
      oldest: 0,
      filter: 'topic == "a/1"',
      rows: [
        // Time since the previous row of this list.
        { number: 10, delta: 2_000 },
        { number: 12, delta: 2_000 },
      ],
    });
    expect(reply.counters.filter).toMatchObject({ shown: 5, held: 12, done: true });
    const positionOf = (packetPosition: number) => {
      return capture.window({ packetPosition }, 0).packetPosition;
    };
    expect([4, 5].map(positionOf)).toEqual([
      { packet: 4, position: 0 },
      { packet: 5, position: null },
    ]);
    capture.filter.set(compileFilter(''), FilteredRows);
    expect([4, 99].map(positionOf)).toEqual([
      { packet: 4, position: 3 },
      { packet: 99, position: null },
    ]);
    expect(capture.window({ packets: { first: 0, count: 1 } }, 0).packets?.filter).toBeUndefined();
  });

  test('`problem` matches packets whose problem is found later', () => {
    const session = new Session(4);
    session.connect();
    const ping = session.send({ type: 'pingreq' });
    expect(shown(session, 'problem == "ping-unanswered"')).toEqual([]);
    session.capture.armed.arm(compileFilter('problem == "ping-unanswered"'), 0, 'notify');
    session.capture.closeStream(session.stream, session.time + 100_000_000);
    session.capture.filter.advance(ALWAYS);
    expect(session.rows().map((row) => row.number)).toEqual([ping]);
    expect(session.counters.armed?.filter?.last?.packet).toBe(ping);
  });

  test('examines the newest packet again when its connection ends', () => {
    const session = new Session(4);
    session.connect();
    const subscribe = session.send(SUBSCRIBE);
    session.capture.armed.arm(compileFilter('exchange.state == abandoned'), 0, 'keep');
    expect(shown(session, 'exchange.state == abandoned')).toEqual([]);
    session.capture.closeStream(session.stream, session.time);
    session.capture.filter.advance(ALWAYS);
    expect(session.rows().map((row) => row.number)).toEqual([subscribe]);
    expect(session.counters.armed?.filter?.hits).toBe(1);
  });

  test('an armed filter matches an abandoned exchange, including its earlier packets', () => {
    const session = new Session(4);
    session.connect();
    session.capture.armed.arm(
      compileFilter('exchange.state == abandoned and type == publish'),
      0,
      'keep',
    );
    session.send(publish('a', { qos: 1, packetId: 1 }));
    session.reconnect(false);
    expect(session.counters.armed?.filter).toMatchObject({ hits: 1, last: { packet: 3 } });
  });
});

const text = fc.constantFrom(
  'exchange.state == complete',
  'exchange.state in {retried, abandoned}',
  'exchange.state == open and type == publish',
  'not exchange.state',
  'exchange.latency > 2ms',
  'problem',
  'problem or qos == 2',
);
const id = fc.integer({ min: 1, max: 3 });
const side = fc.constantFrom('in', 'out');
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ side, id, qos: fc.constantFrom(0, 1, 2), dup: fc.boolean() }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      side,
      id,
      type: fc.constantFrom('puback', 'pubrec', 'pubrel', 'pubcomp'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ text }) },
  { weight: 4, arbitrary: fc.constant('advance' as const) },
  { weight: 2, arbitrary: fc.constantFrom('subscribe', 'close') },
  { weight: 1, arbitrary: fc.record({ sessionPresent: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(session: Session, each: Step): void {
  if (each === 'clear') session.capture.clear();
  else if (each === 'close') session.capture.closeStream(session.stream, session.time);
  else if (each === 'subscribe') session.send(SUBSCRIBE);
  else if (each === 'advance') session.capture.filter.advance(ALWAYS);
  else if ('text' in each) session.capture.filter.set(compileFilter(each.text), FilteredRows);
  else if ('sessionPresent' in each) session.reconnect(each.sessionPresent);
  else {
    const packet =
      'type' in each
        ? answer(each.type, each.id)
        : publish('a', {
            qos: each.qos,
            ...(each.qos > 0 && { packetId: each.id, dup: each.dup }),
          });
    if (each.side === 'in') session.get(packet);
    else session.send(packet);
  }
}

test('the list equals the current result for each packet after any change of exchanges', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const session = new Session(4, { logBudget: 8 * 1024 });
      const { filter } = session.capture;
      session.connect();
      for (const each of steps) take(session, each);
      filter.advance(ALWAYS);
      const asked = compileFilter(filter.text ?? '');
      const cursor = new PacketCursor(filter.facts);
      const passes = (number: number) => {
        cursor.refresh();
        return cursor.moveTo(number) && asked.ok && asked.test(cursor);
      };
      const held = [...session.capture.packetsFrom(1)].map((packet) => packet.number);
      expect(session.rows(0, 10_000).map((row) => row.number)).toEqual(held.filter(passes));
    }),
    { numRuns: tries(150) },
  );
});
