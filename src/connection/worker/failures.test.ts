import { describe, expect, test } from 'vitest';
import { placeOf, unreachableCauses } from './failures.ts';

const causes = (url: string, pageIsSecure = false): readonly string[] =>
  unreachableCauses(url, pageIsSecure).map(({ cause }) => cause);

describe('causes of an unreachable address, most likely first', () => {
  test('an https page with ws:// to another machine reports mixed content', () => {
    expect(causes('ws://broker.example/mqtt', true)[0]).toBe('mixed-content');
    expect(causes('ws://broker.example/mqtt')).not.toContain('mixed-content');
    expect(causes('wss://broker.example/mqtt', true)).not.toContain('mixed-content');
  });

  test('an https page may open ws:// to this machine', () => {
    expect(causes('ws://localhost:8080/mqtt', true)).not.toContain('mixed-content');
    expect(causes('ws://127.0.0.1:8080/mqtt', true)).not.toContain('mixed-content');
  });

  test('ports 1883 and 8883 usually speak MQTT without WebSocket', () => {
    expect(causes('ws://localhost:1883/mqtt')[0]).toBe('plain-mqtt-port');
    expect(causes('wss://broker.example:8883/')[0]).toBe('plain-mqtt-port');
    expect(causes('ws://localhost:8080/mqtt')).not.toContain('plain-mqtt-port');
  });

  test('a missing listener is first if nothing else is known', () => {
    expect(causes('ws://localhost:8080/mqtt')).toEqual([
      'not-listening',
      'wrong-path',
      'maybe-plain-mqtt',
      'maybe-needs-tls',
      'refused-handshake',
    ]);
  });

  test('any given port may speak plain MQTT or TLS, except those of the web', () => {
    expect(causes('wss://broker.example:9443/mqtt')).toContain('maybe-plain-mqtt');
    expect(causes('wss://broker.example:9443/mqtt')).not.toContain('maybe-needs-tls');
    expect(causes('ws://localhost:1883/mqtt')).not.toContain('maybe-plain-mqtt');
    expect(causes('ws://broker.example/mqtt')).toEqual([
      'not-listening',
      'wrong-path',
      'refused-handshake',
    ]);
  });

  test('suggests a path if the address has none', () => {
    const next = (url: string): unknown =>
      unreachableCauses(url, false).find(({ cause }) => cause === 'wrong-path')?.next;
    expect(next('ws://localhost:8080/')).toEqual(['try-path-mqtt']);
    expect(next('ws://localhost:8080/mqtt')).toEqual(['try-path-root']);
  });

  test('names the certificate first for wss to a private address', () => {
    expect(causes('wss://192.168.1.5:9001/mqtt')[0]).toBe('tls');
    expect(causes('wss://broker.example/mqtt')).toEqual([
      'not-listening',
      'wrong-path',
      'tls',
      'refused-handshake',
    ]);
    expect(causes('ws://broker.example/mqtt')).not.toContain('tls');
  });

  test('names TLS for ws:// to a port of TLS', () => {
    expect(causes('ws://broker.example:443/mqtt')).toContain('needs-tls');
    expect(causes('ws://broker.example:8080/mqtt')).not.toContain('needs-tls');
  });

  test('a private address may need a permission for the local network', () => {
    expect(causes('ws://192.168.1.5:9001/mqtt')).toContain('local-network-permission');
    expect(causes('ws://broker.example/mqtt')).not.toContain('local-network-permission');
  });

  test('names a port that browsers block', () => {
    expect(causes('ws://localhost:6667/mqtt')[0]).toBe('blocked-port');
  });

  test('each cause appears once and has a next step', () => {
    for (const url of ['ws://h:1883', 'wss://10.0.0.1:8883', 'ws://broker.example:443/x']) {
      const list = unreachableCauses(url, true);
      expect(new Set(list.map(({ cause }) => cause)).size).toBe(list.length);
      for (const { next } of list) expect(next.length).toBeGreaterThan(0);
    }
  });
});

test.each([
  ['localhost', 'loopback'],
  ['app.localhost', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['[::1]', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.0.9', 'private'],
  ['192.169.0.9', 'public'],
  ['169.254.1.1', 'private'],
  ['[fd00::1]', 'private'],
  ['[fe80::1]', 'private'],
  ['[2001:db8::1]', 'public'],
  ['raspberry', 'private'],
  ['raspberry.local', 'private'],
  ['test.mosquitto.org', 'public'],
])('%s is %s', (host, place) => {
  expect(placeOf(host)).toBe(place);
});
