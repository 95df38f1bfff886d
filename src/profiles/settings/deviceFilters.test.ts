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

test('a tab that is changed to another device subscribes to the topics of that device', () => {
  const old = subscribed('/p/one/user/get', '/sys/p/one/thing/#', '/broadcast/p/all', '/p/one');
  const moved = filtersOfDevice(old, device('p', 'one'), device('q', 'two'));
  expect(namesOf(moved)).toEqual([
    '/q/two/user/get',
    '/sys/q/two/thing/#',
    '/broadcast/p/all',
    '/q/two',
  ]);
});

test('a filter that both devices had is subscribed once', () => {
  const both = subscribed('/p/one/user/get', '/p/two/user/get');
  const moved = filtersOfDevice(both, device('p', 'one'), device('p', 'two'));
  expect(namesOf(moved)).toEqual(['/p/two/user/get']);
});

test('the same device, and a first connection, keep their list', () => {
  const old = subscribed('/p/one/user/get');
  expect(filtersOfDevice(old, device('p', 'one'), device('p', 'one'))).toBe(old);
  expect(filtersOfDevice(old, undefined, device('p', 'two'))).toBe(old);
  expect(filtersOfDevice(old, device('p', 'one'), device('p', 'two'))).not.toBe(old);
});
