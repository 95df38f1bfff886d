import { describe, expect, it } from 'vitest';
import { placeOf } from './brokerPlace.ts';

const page = { secure: false, host: 'localhost:8080' };

describe('the broker of an address', () => {
  it.each([
    ['ws://localhost:8080/mqtt', 'ws://localhost:8080/control', true],
    ['ws://127.0.0.1:8080/mqtt', 'ws://localhost:8080/control', true],
    ['ws://[::1]:8080/x', 'ws://localhost:8080/control', true],
    ['ws://127.0.0.1:9001/mqtt', 'ws://127.0.0.1:9001/control', false],
    ['wss://localhost:8080/mqtt', 'wss://localhost:8080/control', false],
    ['ws://bench:8080/mqtt?token=x#y', 'ws://bench:8080/control', false],
    ['ws://user:secret@bench/a/b/mqtt', 'ws://bench/a/b/control', false],
    ['ws://bench', 'ws://bench/control', false],
  ])('%s is controlled at %s', (address, url, isPages) => {
    expect(placeOf(address, page)).toEqual({ kind: 'socket', url, isPages });
  });

  it.each([
    ['mqtt://127.0.0.1:1884', true],
    ['mqtt://localhost:1884', true],
    ['mqtt://bench:1884', true],
    ['mqtt://other:1884', false],
    ['mqtt://127.0.0.1:1883', false],
    ['mqtts://127.0.0.1:1884', false],
  ])('over TCP at %s is the companion’s own: %s', (address, isOwn) => {
    const place = { kind: 'socket', url: 'ws://bench:8080/control', isPages: true };
    const found = placeOf(address, { secure: false, host: 'bench:8080', mqttPort: 1884 });
    expect(found).toEqual(isOwn ? place : undefined);
  });

  it('over TCP has the usual port if the address has none', () => {
    const own = { secure: false, host: 'localhost:8080', mqttPort: 1883 };
    expect(placeOf('mqtt://127.0.0.1', own)).toMatchObject({ isPages: true });
    expect(placeOf('mqtt://127.0.0.1', { ...own, mqttPort: 1884 })).toBeUndefined();
  });

  it('in the page is the page’s own', () => {
    expect(placeOf('tab:broker', page)).toEqual({ kind: 'tab' });
  });

  it.each(['', 'bench', 'mqtt://bench', 'http://localhost:8080/'])('%j has none', (address) => {
    expect(placeOf(address, page)).toBeUndefined();
  });

  it('of a page opened from a file does not exist', () => {
    expect(placeOf('ws://localhost/mqtt', { secure: false, host: '' })).toMatchObject({
      isPages: false,
    });
  });
});
