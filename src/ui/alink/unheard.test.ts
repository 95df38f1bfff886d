import { expect, test } from 'vitest';
import type { SubscriptionState } from '../../connection/protocol.ts';
import { plainSubscription } from '../../profiles/plainSubscription.ts';
import type { ConnectionSettings } from '../../profiles/settings.ts';
import { isUnheard } from './unheard.ts';

const SETTINGS: ConnectionSettings = {
  url: 'ws://localhost/',
  version: 4,
  clientId: 'x|securemode=3|',
  signIn: { kind: 'password', userName: 'lamp&a1B2c3D4e5F', password: '' },
  cleanStart: true,
  keepAlive: 60,
  sessionExpiry: 0,
  will: undefined,
  subscriptions: [],
};
const POST = '/sys/a1B2c3D4e5F/lamp/thing/event/property/post';
const PAIR = { direction: 'out', state: 'waiting', topic: POST } as const;
const GRANTED: SubscriptionState = { kind: 'granted', qos: 0 };

function connection(
  filter: string | undefined,
  state: SubscriptionState = GRANTED,
  cleanStart = true,
) {
  return {
    settings: { ...SETTINGS, cleanStart },
    subscriptions:
      filter === undefined ? [] : [{ subscription: plainSubscription(filter, 0), state }],
  };
}

test('a reply that no subscription brings is not waited for', () => {
  expect(isUnheard(PAIR, connection(undefined))).toBe(true);
  expect(isUnheard({ ...PAIR, state: 'unanswered' }, connection('/sys/+/+/rrpc/#'))).toBe(true);
  expect(isUnheard(PAIR, connection(`${POST}_reply`, { kind: 'not-sent', message: '' }))).toBe(
    true,
  );
});

test('one that may come is', () => {
  expect(isUnheard(PAIR, connection(`${POST}_reply`))).toBe(false);
  expect(isUnheard(PAIR, connection('/sys/+/+/thing/#', { kind: 'requested' }))).toBe(false);
  expect(isUnheard(PAIR, connection(`$share/x/${POST}_reply`))).toBe(false);
  // The session may hold it from before.
  expect(isUnheard(PAIR, connection(undefined, GRANTED, false))).toBe(false);
  expect(isUnheard(PAIR, undefined)).toBe(false);
  expect(isUnheard({ ...PAIR, direction: 'in' }, connection(undefined))).toBe(false);
  expect(isUnheard({ ...PAIR, state: 'answered' }, connection(undefined))).toBe(false);
});
