import { expect, test } from 'vitest';
import { bridgedUrlsOf } from './brokerAddresses.ts';

test.each([
  ['ws://b.lan:1883/mqtt', ['mqtt://b.lan:1883']],
  ['wss://b.lan:1883/mqtt', ['mqtt://b.lan:1883']],
  ['ws://b.lan:8883/mqtt', ['mqtts://b.lan:8883']],
  ['ws://b.lan:9001/mqtt', ['mqtt://b.lan:1883', 'mqtt://b.lan:9001']],
  ['wss://b.lan:8084/mqtt?x=1', ['mqtts://b.lan:8883', 'mqtts://b.lan:8084']],
  ['wss://b.lan/mqtt', ['mqtts://b.lan:8883']],
  ['ws://[::1]:9001', ['mqtt://[::1]:1883', 'mqtt://[::1]:9001']],
])('if %s does not open, the companion may open the same broker', (url, others) => {
  expect(bridgedUrlsOf(url)).toEqual(others);
});
