import { expect, test } from 'vitest';
import { candidates } from './candidates.ts';
import { takesEverything } from './everything.ts';

const PAGE = { secure: false, host: 'app.example' };

test('tries every transport at a given port with a companion, and only WebSocket without one', () => {
  const place = { host: 'broker.example', port: 1884 };
  expect(candidates(place, { ...PAGE, hasBridge: true })).toEqual([
    'ws://broker.example:1884/mqtt',
    'ws://broker.example:1884/',
    'wss://broker.example:1884/mqtt',
    'wss://broker.example:1884/',
    'mqtts://broker.example:1884',
    'mqtt://broker.example:1884',
  ]);
  expect(candidates(place, PAGE).every((url) => /^wss?:/.test(url))).toBe(true);
  // A page over HTTPS may not open ws:// to other machines.
  expect(candidates(place, { ...PAGE, secure: true }).every((url) => url.startsWith('wss:'))).toBe(
    true,
  );
});

test('tries no unencrypted address where the user chose TLS', () => {
  const place = { host: 'broker.example', port: 443, secure: true };
  expect(candidates(place, { ...PAGE, hasBridge: true })).toEqual([
    'wss://broker.example/mqtt',
    'wss://broker.example/',
    'mqtts://broker.example:443',
  ]);
  expect(candidates(place, PAGE)).toEqual(['wss://broker.example/mqtt', 'wss://broker.example/']);
});

test('tries the usual ports of a host', () => {
  const urls = candidates(
    { host: 'broker.example', port: undefined },
    { ...PAGE, hasBridge: true },
  );
  expect(urls).toContain('mqtts://broker.example:8883');
  expect(urls).toContain('mqtt://broker.example:1883');
  expect(urls).toContain('ws://broker.example:9001/mqtt');
});

test('brokers that reject or block # are recognised by their host', () => {
  for (const host of [
    'test.mosquitto.org',
    'TEST.mosquitto.org.',
    'a1-ats.iot.eu-west-1.amazonaws.com',
  ])
    expect([host, takesEverything(host)]).toEqual([host, false]);
  for (const host of ['', 'localhost', 'mosquitto.org.example'])
    expect(takesEverything(host)).toBe(true);
});
