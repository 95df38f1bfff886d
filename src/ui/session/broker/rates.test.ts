import { expect, test } from 'vitest';
import type { ClientRow, SubscriptionRow, Traffic } from '../../../broker/control/views.ts';
import {
  type Rates,
  rateOf,
  type SubscriptionRates,
  subscriptionKey,
  withAnswer,
  withSubscriptions,
} from './rates.ts';

const NO_RATES: Rates = new Map();

const NOTHING: Traffic = {
  packetsIn: 0,
  packetsOut: 0,
  messagesIn: 0,
  messagesOut: 0,
  bytesIn: 0,
  bytesOut: 0,
};

function client(connection: number, traffic: Partial<Traffic>): ClientRow {
  return {
    client: 'press-07',
    hasSession: true,
    reconnects: 0,
    lastEnd: undefined,
    connection: {
      connection,
      address: '127.0.0.1:50312',
      transport: 'tcp',
      secure: false,
      version: 5,
      userName: undefined,
      opened: 0,
      heard: 0,
      keepAlive: 60,
      cleanStart: true,
      receiveMaximum: 65_535,
      traffic: { ...NOTHING, ...traffic },
      backlog: 0,
    },
    sessionExpiry: 0,
    endsAt: undefined,
    subscriptions: 0,
    queued: 0,
    queuedBytes: 0,
    inFlight: 0,
    receiving: 0,
    hasWill: false,
    isInStepMode: false,
    hasLeft: false,
  };
}

const first = client(1, { messagesIn: 10, bytesIn: 1000 });
const later = client(1, { messagesIn: 13, messagesOut: 4, bytesIn: 1600, bytesOut: 80 });

test('two answers give a rate, a single one does not', () => {
  const one = withAnswer(NO_RATES, 5000, [first]);
  expect(rateOf(one, first)).toBeUndefined();
  const two = withAnswer(one, 7000, [later]);
  expect(rateOf(two, later)).toEqual({
    messagesIn: 1.5,
    messagesOut: 2,
    bytesIn: 300,
    bytesOut: 40,
  });
});

test('answers in quick succession keep the rate, and count towards the next one', () => {
  const two = withAnswer(withAnswer(NO_RATES, 5000, [first]), 7000, [later]);
  const soon = withAnswer(two, 7050, [client(1, { messagesIn: 14 })]);
  expect(rateOf(soon, later)?.messagesIn).toBe(1.5);
  const then = withAnswer(soon, 8000, [client(1, { messagesIn: 18 })]);
  expect(rateOf(then, later)?.messagesIn).toBe(5);
});

test('a client on a new connection starts again', () => {
  const one = withAnswer(NO_RATES, 5000, [first]);
  const again = client(2, { messagesIn: 1 });
  const two = withAnswer(one, 7000, [again]);
  expect(rateOf(two, again)).toBeUndefined();
});

test('a broker that restarts, with its clock, has no negative rate', () => {
  const one = withAnswer(NO_RATES, 60_000, [first]);
  const restarted = client(1, { messagesIn: 2 });
  expect(rateOf(withAnswer(one, 2000, [restarted]), restarted)).toBeUndefined();
});

test('connections without viewers are forgotten', () => {
  const one = withAnswer(NO_RATES, 5000, [first]);
  expect(withAnswer(one, 6000, []).size).toBe(1);
  expect(withAnswer(one, 30_000, []).size).toBe(0);
});

test('a subscription has a rate, and starts again with its count', () => {
  const row = (copies: number): SubscriptionRow => ({
    client: 'planning',
    isConnected: true,
    filter: 'plant/#',
    qos: 1,
    noLocal: false,
    retainAsPublished: false,
    identifier: undefined,
    copies,
  });
  const none: SubscriptionRates = new Map();
  const two = withSubscriptions(withSubscriptions(none, 5000, [row(10)]), 7000, [row(13)]);
  expect(two.get(subscriptionKey(row(0)))?.rate).toBe(1.5);
  const again = withSubscriptions(two, 9000, [row(1)]);
  expect(again.get(subscriptionKey(row(0)))?.rate).toBeUndefined();
  const goesOn = withSubscriptions(again, 11_000, [row(5)]);
  expect(goesOn.get(subscriptionKey(row(0)))?.rate).toBe(2);
});
