import { expect, test } from 'vitest';
import type { SubscriptionState } from '../../../connection/protocol/protocol.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { heardFilters, subscribedFilters } from './heardFilters.ts';

const SETTINGS = settingsWith({
  url: 'ws://localhost/',
  version: 4,
  clientId: 'x|securemode=3|',
  signIn: { kind: 'password', userName: 'lamp&a1B2c3D4e5F', password: '' },
});
const FILTERS = new Map<string, SubscriptionState>([
  ['/granted', { kind: 'granted', qos: 0 }],
  ['/asked', { kind: 'requested' }],
  ['/not-sent', { kind: 'not-sent', why: { key: 'no-retain', args: {} } }],
]);

function connection(cleanStart: boolean) {
  const subscriptions = [...FILTERS].map(([filter, state]) => ({
    subscription: plainSubscription(filter, 0),
    state,
  }));
  return { settings: { ...SETTINGS, cleanStart }, subscriptions };
}

test('replies arrive by an active or requested subscription', () => {
  expect(heardFilters(connection(true))).toEqual(['/granted', '/asked']);
});

test('a persistent session may have others, and so may a passive capture', () => {
  expect(heardFilters(connection(false))).toBeUndefined();
  expect(heardFilters(undefined)).toBeUndefined();
});

test('an active subscription certainly brings messages, whatever else a persistent session has', () => {
  const { subscriptions } = connection(false);
  const closed = { kind: 'closed', failure: undefined } as const;
  expect(subscribedFilters({ state: closed, subscriptions })).toEqual(['/granted', '/asked']);
  expect(subscribedFilters({ state: { kind: 'file' }, subscriptions: [] })).toBeUndefined();
});
