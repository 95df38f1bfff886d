import { expect, test } from 'vitest';
import { filtersOfDevice } from './deviceFilters.ts';
import type { AlibabaSignIn } from './settings.ts';

const device = (productKey: string, deviceName: string): AlibabaSignIn => ({
  kind: 'alibaba',
  how: 'direct',
  authUrl: '',
  productKey,
  deviceName,
  deviceSecret: '',
  regionId: 'cn-shanghai',
  instanceId: '',
  signMethod: 'hmacsha256',
  secureMode: 2,
  timestamp: { kind: 'none' },
});

const subscribed = (...filters: readonly string[]) =>
  filters.map((filter) => {
    return { filter, qos: 1, noLocal: false, retainAsPublished: true, retainHandling: 0 } as const;
  });
const namesOf = (list: readonly { readonly filter: string }[]) => list.map(({ filter }) => filter);

test('a tab changed to another device subscribes to that device’s topics', () => {
  const old = subscribed('/p/one/user/get', '/sys/p/one/thing/#', '/broadcast/p/all', '/p/one');
  const moved = filtersOfDevice(old, device('p', 'one'), device('q', 'two'));
  expect(namesOf(moved)).toEqual([
    '/q/two/user/get',
    '/sys/q/two/thing/#',
    '/broadcast/q/all',
    '/q/two',
  ]);
});

test('a filter of both devices is subscribed once', () => {
  const both = subscribed('/p/one/user/get', '/p/two/user/get');
  const moved = filtersOfDevice(both, device('p', 'one'), device('p', 'two'));
  expect(namesOf(moved)).toEqual(['/p/two/user/get']);
});

test('the same device keeps its list', () => {
  const old = subscribed('/p/one/user/get', '/broadcast/p/all');
  expect(filtersOfDevice(old, device('p', 'one'), device('p', 'one'))).toBe(old);
  expect(filtersOfDevice(old, device('p', 'one'), device('p', 'two'))).not.toBe(old);
});

test('a first connection of a profile changed to another device has that device’s topics', () => {
  const old = subscribed(
    '/sys/p/one/thing/service/property/set',
    '/p/one/user/get',
    '/ext/rrpc/+/p/one/user/get',
    '/shadow/get/p/one',
    '/broadcast/p/all',
    'other/#',
  );
  const moved = filtersOfDevice(old, undefined, device('q', 'two'));
  expect(namesOf(moved)).toEqual([
    '/sys/q/two/thing/service/property/set',
    '/q/two/user/get',
    '/ext/rrpc/+/q/two/user/get',
    '/shadow/get/q/two',
    '/broadcast/q/all',
    'other/#',
  ]);
});

test.each([
  ['the gateway and a sub-device', ['/sys/p/gateway/thing/#', '/sys/p/one/thing/#']],
  ['two sub-devices', ['/sys/p/one/thing/#', '/sys/p/two/thing/#']],
  ['no device', ['/broadcast/p/all', 'a/b/c', '#']],
])('a first connection with topics of %s keeps its list', (_what, filters) => {
  const old = subscribed(...filters);
  expect(filtersOfDevice(old, undefined, device('p', 'gateway'))).toBe(old);
});
