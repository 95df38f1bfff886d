/** A tap reaches only its owner's targets, in every spelling, and no place that a device names. */
import { expect, test } from 'vitest';
import { lineAddress } from '../dial/address.ts';
import { judgePath, judgePlace } from '../dial/allowed.ts';
import { LineError } from '../dial/lineError.ts';
import { isAt, namedTarget, placesOf, withPath } from './tapTarget.ts';

test.each([
  ['/mqtt?x=1', 'ws://broker:8080/mqtt?x=1'],
  ['/a?b?c', 'ws://broker:8080/a?b?c'],
  ['*@127.0.0.1:22/x', 'ws://broker:8080'],
  ['@127.0.0.1:22/x', 'ws://broker:8080'],
  ['0/x', 'ws://broker:8080'],
  ['//127.0.0.1:22/x', 'ws://broker:8080'],
  ['http://127.0.0.1:22/x', 'ws://broker:8080'],
  ['/\\@127.0.0.1:22/x', 'ws://broker:8080//@127.0.0.1:22/x'],
])('the path %s of a device becomes %s', (path, url) => {
  const led = withPath({ url: 'ws://broker:8080' }, path);
  expect(led.url).toBe(url);
  expect(new URL(led.url).host).toBe('broker:8080');
});

test.each([
  'mqtt://Broker.LAN',
  'mqtts://Broker.LAN:8883',
  'wss://Broker.LAN/mqtt',
  'mqtt://[::1]:1883',
])('the place of %s is allowed in any case, without its other ports', (text) => {
  const named = namedTarget(text);
  const place = lineAddress(text)?.place;
  if (named === undefined || place?.kind !== 'tcp') throw new Error(text);
  const allowed = placesOf([named]);
  expect(() => judgePlace(place.host, place.port, allowed)).not.toThrow();
  expect(() => judgePlace(place.host, 22, allowed)).toThrow(LineError);
});

test('only the named Unix socket is allowed', () => {
  const named = namedTarget('unix:///run/a%20Broker.sock');
  if (named === undefined) throw new Error('no target');
  const allowed = placesOf([named]);
  expect(() => judgePath('/run/a Broker.sock', allowed)).not.toThrow();
  expect(() => judgePath('/var/run/docker.sock', allowed)).toThrow(LineError);
});

test.each([
  ['mqtt://127.0.0.1:1884', '127.0.0.1', true],
  ['mqtt://localhost:1884', '127.0.0.1', true],
  ['mqtt://[::1]:1884', 'localhost', true],
  ['mqtts://Broker.LAN:1884', 'broker.lan', true],
  ['mqtt://127.0.0.1:1884', '0.0.0.0', true],
  ['mqtt://[::1]:1884', '::', true],
  // Another program may listen there.
  ['mqtt://127.0.0.1:1883', '127.0.0.1', false],
  ['mqtt://127.0.0.2:1884', '127.0.0.1', false],
  ['mqtt://[::1]:1884', '127.0.0.1', false],
  ['mqtt://[::1]:1884', '0.0.0.0', false],
  ['mqtt://broker.lan:1884', '0.0.0.0', false],
  ['unix:/run/mosquitto.sock', '127.0.0.1', false],
])(
  'whether %s connects a tap that listens at %s, port 1884, to itself: %s',
  (url, host, isItself) => {
    expect(isAt({ url }, { host, port: 1884 })).toBe(isItself);
  },
);

test.each(['mqtt://u%zz@127.0.0.1', 'mqtts://u:p%@127.0.0.1', 'ws://u:%ff@127.0.0.1'])(
  'a user name or password with a broken percent-encoding is rejected: %s',
  (url) => {
    expect(namedTarget(url)).toBeUndefined();
  },
);
