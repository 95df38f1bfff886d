import { expect, test } from 'vitest';
import type { SubscriptionState } from '../../../connection/protocol/protocol.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import type { SubscriptionSetting } from '../../../profiles/settings/settings.ts';
import { silenceOf } from './silence.ts';

const REFUSED = { kind: 'refused', code: 0x87, reasonString: undefined } as const;
const granted = (qos: QoS = 0): SubscriptionState => ({ kind: 'granted', qos });

const of = (
  filters: readonly (readonly [string, SubscriptionState?, Partial<SubscriptionSetting>?])[],
  { version = 5, isFree = false }: { version?: 4 | 5; isFree?: boolean } = {},
) => {
  const subscriptions = filters.map(([filter, state = granted(), more]) => ({
    subscription: { ...plainSubscription(filter, 0), ...more },
    state,
  }));
  return silenceOf({ settings: { ...SETTINGS, version }, subscriptions }, isFree);
};

test('a granted # misses nothing but topics that begin with $, and what access rules withhold', () => {
  expect(of([['#']])).toEqual({
    hasRetained: true,
    shared: [],
    notGranted: [],
    lowered: [],
    mayBeWithheld: true,
    withoutDollar: '#',
    mayMiss: false,
  });
  expect(of([['#'], ['$SYS/#']]).withoutDollar).toBeUndefined();
});

test('a broker that lets everybody read everything withholds nothing', () => {
  expect(of([['#']], { isFree: true }).mayBeWithheld).toBe(false);
});

test('another filter than # may miss a topic, unless # is there as well', () => {
  for (const filter of ['a/b', 'a/#', '+/b', '$SYS/#'])
    expect([filter, of([[filter]]).mayMiss]).toEqual([filter, true]);
  expect(of([['a/b'], ['#']]).mayMiss).toBe(false);
  expect(of([['a/b']]).withoutDollar).toBeUndefined();
  expect(of([['+/b']]).withoutDollar).toBe('+/b');
});

test.each([REFUSED, { kind: 'held', code: undefined }] as const)(
  'what is known of a filter replaces the supposition: $kind',
  (state) => {
    expect(of([['a/#'], ['#', state]])).toMatchObject({
      notGranted: ['#'],
      mayBeWithheld: false,
      // It does not bring a message.
      mayMiss: true,
      withoutDollar: undefined,
    });
  },
);

test('a filter granted with a lower QoS replaces the supposition, too', () => {
  const silence = of([['#', granted(1), { qos: 2 }]]);
  expect(silence.mayBeWithheld).toBe(false);
  expect(silence.lowered).toEqual(['#']);
  expect(of([['#', granted(2), { qos: 2 }]]).lowered).toEqual([]);
});

test('retained messages arrive only through subscriptions that ask for them', () => {
  expect(of([['a', granted(), { retainHandling: 2 }]]).hasRetained).toBe(false);
  expect(of([['a', granted(), { retainHandling: 2 }], ['b']]).hasRetained).toBe(true);
  expect(of([['$share/g/#']])).toMatchObject({
    hasRetained: false,
    shared: ['$share/g/#'],
    mayMiss: false,
    withoutDollar: '$share/g/#'.slice(9),
  });
  // Before MQTT 5, it is an ordinary filter.
  expect(of([['$share/g/#']], { version: 4 })).toMatchObject({
    hasRetained: true,
    shared: [],
    mayMiss: true,
    withoutDollar: undefined,
  });
});
