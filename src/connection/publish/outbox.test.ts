import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { ManualClock } from '../clock.testkit.ts';
import type { PublishRequest } from '../protocol/protocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import { Outbox } from './outbox.ts';
import type { OutboxLine } from './outboxLine.ts';
import { PacketIds } from './packetIds.ts';

const message = (id: number, more: Partial<PublishRequest> = {}): PublishRequest => ({
  id,
  topic: 't',
  payload: new Uint8Array(1),
  qos: 1,
  retain: false,
  properties: [],
  ...more,
});

function begin(): {
  readonly clock: ManualClock;
  readonly outbox: Outbox;
  readonly told: (readonly [number, PublishOutcome])[];
  readonly written: Uint8Array[];
  readonly line: OutboxLine;
  readonly leave: () => void;
} {
  const clock = new ManualClock();
  const told: (readonly [number, PublishOutcome])[] = [];
  const written: Uint8Array[] = [];
  let leaving: (() => void)[] = [];
  const line: OutboxLine = {
    limits: {
      receiveMaximum: 65_535,
      maximumQoS: 2,
      retainAvailable: true,
      maximumPacketSize: Number.POSITIVE_INFINITY,
      topicAliasMaximum: 0,
      wildcardSubscriptions: true,
      sharedSubscriptions: true,
      subscriptionIdentifiers: true,
    },
    backlog: 0,
    encode: (packet) => encode(packet, 4),
    write: (bytes, leaves) => {
      leaving.push(() => {
        written.push(bytes);
        leaves(written.length);
      });
    },
    writeTogether: () => undefined,
    release: () => undefined,
  };
  return {
    clock,
    told,
    written,
    line,
    outbox: new Outbox(clock.environment, new PacketIds(), (id, outcome) =>
      told.push([id, outcome]),
    ),
    leave: () => {
      const due = leaving;
      leaving = [];
      for (const run of due) run();
    },
  };
}

test('read-only: sends neither waiting nor new messages, and resends none in flight', () => {
  const { outbox, told, written, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1));
  leave();
  outbox.disconnected();
  outbox.publish(message(2));
  outbox.setReadOnly(true);
  outbox.publish(message(3, { qos: 0 }));
  outbox.connected(line, true);
  outbox.decide(1, 'send');
  leave();
  expect(written).toHaveLength(1);
  const why = { key: 'read-only', args: {} };
  expect(told).toContainEqual([2, { kind: 'not-sent', why }]);
  expect(told).toContainEqual([3, { kind: 'not-sent', why }]);
  expect(told).toContainEqual([1, { kind: 'held', packet: 1, code: undefined }]);
  outbox.setReadOnly(false);
  outbox.publish(message(4));
  leave();
  expect(written).toHaveLength(2);
});

test('reports a timeout after 10 s, and accepts a later acknowledgement', () => {
  const { clock, outbox, told, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1));
  leave();
  clock.advance(3_000);
  outbox.publish(message(2));
  leave();
  clock.advance(6_999);
  expect(told.map(([, { kind }]) => kind)).toEqual(['in-flight', 'in-flight']);
  clock.advance(1);
  expect(told.at(-1)).toEqual([1, { kind: 'timed-out', packet: 1 }]);
  clock.advance(3_000);
  expect(told.at(-1)).toEqual([2, { kind: 'timed-out', packet: 2 }]);
  outbox.answered('puback', 1, 0, undefined, clock.environment.now());
  expect(told.at(-1)).toEqual([1, { kind: 'acknowledged', ms: 13_000, code: 0, packet: 1 }]);
  outbox.answered('puback', 2, 0, undefined, clock.environment.now());
  expect(clock.timers).toBe(0);
});

test('the time to the acknowledgement starts when the PUBLISH is written', () => {
  const { clock, outbox, told, line, leave } = begin();
  outbox.publish(message(1, { qos: 2 }));
  clock.advance(5000);
  outbox.connected(line, false);
  leave();
  clock.advance(12);
  outbox.answered('pubrec', 1, 0, undefined, clock.environment.now());
  clock.advance(13);
  outbox.answered('pubcomp', 1, 0, undefined, clock.environment.now());
  expect(told.at(-1)).toEqual([1, { kind: 'acknowledged', ms: 25, code: 0, packet: 1 }]);
});

test('a reason code of 0x80 or more rejects; 0x10 (no matching subscribers) does not', () => {
  const { outbox, told, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1));
  outbox.publish(message(2, { qos: 2 }));
  outbox.publish(message(3));
  leave();
  outbox.answered('puback', 1, 0x87, 'not yours', 0);
  outbox.answered('pubrec', 2, 0x97, undefined, 0);
  outbox.answered('puback', 3, 0x10, undefined, 0);
  expect(told.slice(3)).toEqual([
    [1, { kind: 'refused', code: 0x87, reasonString: 'not yours', packet: 1 }],
    [2, { kind: 'refused', code: 0x97, reasonString: undefined, packet: 2 }],
    [3, { kind: 'acknowledged', ms: 0, code: 0x10, packet: 3 }],
  ]);
});

test('PUBCOMP with 0x92 after a repeated PUBREL means that the message was delivered', () => {
  const { outbox, told, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1, { qos: 2 }));
  leave();
  outbox.answered('pubrec', 1, 0, undefined, 0);
  outbox.answered('pubcomp', 1, 0x92, undefined, 0);
  expect(told.at(-1)).toEqual([1, { kind: 'acknowledged', ms: 0, code: 0x92, packet: 1 }]);
});

test('ignores answers without a request', () => {
  const { outbox, told, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1, { qos: 2 }));
  leave();
  outbox.answered('puback', 1, 0, undefined, 0);
  outbox.answered('pubcomp', 7, 0, undefined, 0);
  expect(told).toHaveLength(1);
});

test('sends QoS 0 messages that the lost connection could not send on the next one', () => {
  const { outbox, told, written, line, leave } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1, { qos: 0 }));
  outbox.disconnected();
  expect(told).toEqual([[1, { kind: 'queued' }]]);
  const next = begin();
  outbox.connected(next.line, false);
  next.leave();
  expect(next.written).toHaveLength(1);
  expect(told.at(-1)).toEqual([1, { kind: 'sent', packet: 1 }]);
  leave();
  expect(written).toHaveLength(1);
});

test.each([
  ['', 'empty'],
  ['a/#', 'wildcard-in-name'],
  ['a\u0000', 'null-character'],
])('does not send a topic name %j, and says why', (topic, key) => {
  const { outbox, told } = begin();
  outbox.publish(message(1, { topic }));
  const [, outcome] = told[0] ?? [];
  expect(outcome).toMatchObject({
    kind: 'not-sent',
    why: { key: 'topic', args: { error: { key } } },
  });
});

test('does not send a message that cannot be encoded, and reports the reason', () => {
  const { outbox, told, line } = begin();
  outbox.connected(line, false);
  outbox.publish(message(1, { topic: '\ud800' }));
  expect(told[0]?.[1].kind).toBe('not-sent');
});

test('sends QoS 0 at once while 10,000 messages of QoS 1 wait, and rejects one more of these', () => {
  const { outbox, told, line, leave } = begin();
  outbox.connected({ ...line, limits: { ...line.limits, receiveMaximum: 1 } }, false);
  for (let id = 1; id <= 10_001; id += 1) outbox.publish(message(id));
  leave();
  outbox.publish(message(20_000, { qos: 0 }));
  leave();
  expect(told.at(-1)).toMatchObject([20_000, { kind: 'sent' }]);
  outbox.publish(message(20_001));
  expect(told.at(-1)).toMatchObject([20_001, { kind: 'not-sent' }]);
});

test('repeats pause while 1,000 messages wait or more than 1 MiB is unsent', () => {
  const { outbox, line, leave } = begin();
  const limits = { ...line.limits, receiveMaximum: 1 };
  outbox.connected({ ...line, limits }, false);
  // The first one is in flight and does not wait.
  for (let id = 0; id < 1000; id += 1) outbox.publish(message(id));
  leave();
  expect(outbox.isFull).toBe(false);
  outbox.publish(message(1000));
  expect(outbox.isFull).toBe(true);

  const other = begin();
  other.outbox.connected({ ...other.line, backlog: 1024 * 1024 }, false);
  expect(other.outbox.isFull).toBe(false);
  other.outbox.connected({ ...other.line, backlog: 1024 * 1024 + 1 }, false);
  expect(other.outbox.isFull).toBe(true);
});
