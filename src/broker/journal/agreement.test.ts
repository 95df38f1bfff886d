import { expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Broker } from '../core/broker.ts';
import { Account } from '../core/memory/ledger.ts';
import type { SimulatedClient } from '../core/simulatedClient.testkit.ts';
import { simulate } from '../core/simulation.testkit.ts';
import { Journal } from './journal.ts';
import type { TracedDelivery, TracedMessage } from './tracedMessage.ts';

const SEEDS = tries(28, 3);
const ALL = { messages: 1_000_000, account: new Account() };

function messagesOf(journal: Journal, now: number): readonly TracedMessage[] {
  const list = journal.answer({ kind: 'messages', count: 1 }, now);
  const newest = list.kind === 'messages' ? list.newest : 0;
  return Array.from({ length: newest }, (_, at) => {
    const reply = journal.answer({ kind: 'message', message: at + 1 }, now);
    if (reply.kind !== 'message' || reply.message === undefined) throw new Error(`No ${at + 1}.`);
    return reply.message;
  });
}

const sum = <T>(of: readonly T[], value: (one: T) => number): number =>
  of.reduce((total, one) => total + value(one), 0);
const sentTimes = ({ steps }: TracedDelivery): number =>
  steps.filter(({ packet }) => packet === 'publish').length;

/** Differences between the journal's record of a client's messages and the client's own. */
function disagreements(client: SimulatedClient, messages: readonly TracedMessage[]): string[] {
  const { name } = client.plan;
  const wrong: string[] = [];
  const given = messages.flatMap(({ row, payload, deliveries }) =>
    deliveries
      .filter(({ subscriber }) => subscriber === name)
      .map((delivery) => ({ text: `${row.topic} ${atob(payload)}`, delivery })),
  );
  for (const text of new Set([...client.received, ...given.map((one) => one.text)])) {
    const deliveries = given.filter((one) => one.text === text).map(({ delivery }) => delivery);
    const times = client.received.filter((one) => one === text).length;
    const sent = sum(deliveries, sentTimes);
    if (times > sent) wrong.push(`${name} had "${text}" ${times} times, sent was ${sent}.`);
    const isDone = ({ state }: TracedDelivery) => state === 'acknowledged' || state === 'completed';
    const done = deliveries.filter(isDone).length;
    if (times < done) wrong.push(`${name} had "${text}" ${times} times and acknowledged ${done}.`);
  }
  for (const sent of client.sent) {
    const text = btoa(`${name} ${sent.sequence}`);
    const records = messages.filter(
      ({ row, payload }) => row.publisher === name && payload === text,
    );
    if (sent.isAcknowledged && records.length === 0) wrong.push(`${name} ${sent.sequence}: none.`);
    // At QoS 1 a repetition is another message; at QoS 2 it never is [MQTT-4.3.3-10].
    if (sent.qos !== 1 && records.length > 1) wrong.push(`${name} ${sent.sequence}: twice.`);
  }
  return wrong;
}

it(`agrees with the broker's counts and the clients' messages, for ${SEEDS} seeds`, () => {
  let redelivered = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const journal = new Journal(ALL);
    const brokers: Broker[] = [];
    class Observed extends Broker {
      constructor(...[options, ...rest]: ConstructorParameters<typeof Broker>) {
        super({ ...options, observer: journal }, ...rest);
        brokers.push(this);
      }
    }
    const inspect = (clients: readonly SimulatedClient[], now: number): readonly string[] => {
      const counted = brokers[0]?.statistics;
      const messages = messagesOf(journal, now);
      const deliveries = messages.flatMap((message) => message.deliveries);
      const failed = (why: TracedDelivery['why']) =>
        deliveries.filter((delivery) => delivery.why === why).length;
      expect({
        messagesReceived: messages.filter(({ row }) => row.origin === 'publish').length,
        messagesSent: sum(deliveries, sentTimes),
        droppedQueue: failed('queue-full'),
        droppedSlow: failed('too-slow'),
        droppedSize: failed('too-large'),
        open: sum(messages, ({ row }) => row.open),
      }).toEqual({
        messagesReceived: counted?.messagesReceived,
        messagesSent: counted?.messagesSent,
        droppedQueue: counted?.droppedQueue,
        droppedSlow: counted?.droppedSlow,
        droppedSize: counted?.droppedSize,
        open: 0,
      });
      redelivered += deliveries.filter((delivery) => sentTimes(delivery) > 1).length;
      return clients.flatMap((client) => disagreements(client, messages));
    };
    const { broken } = simulate(seed, undefined, Observed, inspect);
    expect(broken, `seed ${seed}`).toEqual([]);
  }
  expect(redelivered).toBeGreaterThan(SEEDS);
});
