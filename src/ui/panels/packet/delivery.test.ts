import { expect, test } from 'vitest';
import type { Delivery, MatchedSubscription } from '../../../engine/exchanges/exchange.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import { qosFact } from './delivery.ts';

const granted = (grantedQos: number): MatchedSubscription => ({
  filter: 'a/#',
  requestedQos: 2,
  grantedQos,
  identifier: undefined,
  packet: 3,
});

const delivery = (change: Partial<Delivery>): Delivery => ({
  qos: 1,
  retained: false,
  subscriptions: [granted(1)],
  identifiers: [],
  published: undefined,
  same: undefined,
  ...change,
});
const key = (change: Partial<Delivery>) => qosFact(delivery(change)).key;

test('a delivered QoS is never said to have been published higher than 2', () => {
  for (const words of [en, zh]) {
    const { asGranted } = words.detail.delivery.qos;
    expect(asGranted(2)).not.toMatch(/higher|更高|cannot|无法/);
    expect([0, 1, 2].map(asGranted).join()).not.toMatch(/higher|更高/);
  }
  expect(en.detail.delivery.qos.asGranted(1)).toBe('published QoS 1 or 2, subscribed QoS 1');
  expect(en.detail.delivery.qos.asGranted(2)).toBe('published QoS 2, subscribed QoS 2');
});

test('the lower of published and granted QoS applies; the published one is shown only if seen', () => {
  expect(key({ published: { packet: 7, qos: 2 } })).toBe('qos-known');
  expect(key({ published: { packet: 7, qos: 0 } })).toBe('qos-above-published');
  expect(key({ qos: 2, published: { packet: 7, qos: 0 } })).toBe('qos-above-granted');
  expect(key({})).toBe('qos-granted');
  expect(key({ qos: 0 })).toBe('qos-published-lower');
  expect(key({ qos: 2 })).toBe('qos-above-granted');
  expect(key({ subscriptions: [] })).toBe('qos-alone');
  // A copy for the lesser of two subscriptions says nothing of the publisher.
  expect(key({ qos: 0, subscriptions: [granted(0), granted(2)] })).toBe('qos-granted');
});

test('a rejected subscription grants nothing', () => {
  expect(key({ subscriptions: [granted(0x80)] })).toBe('qos-alone');
});
