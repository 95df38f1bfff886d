import { IncomingMessage, type Server } from 'node:http';
import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Newcomers } from './newcomers.ts';
import { webServerOf } from './webServer.testkit.ts';

/** Each look at the clock is a millisecond. */
function slowClock(): void {
  let time = Math.ceil(performance.now());
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1));
  onTestFinished(() => clock.mockRestore());
}

test('newcomers have so much of each turn, in the order in which they came, and none is lost', async () => {
  slowClock();
  const newcomers = new Newcomers(5);
  const served: number[] = [];
  const take = (name: number): boolean => newcomers.take(() => void served.push(name));
  const atOnce = Array.from({ length: 12 }, (_, name) => take(name));
  expect(atOnce.filter(Boolean)).toHaveLength(5);
  expect(served).toEqual([0, 1, 2, 3, 4]);
  await setImmediate();
  expect(served).toHaveLength(10);
  // Who comes now does not go before those who wait, nor beside what this turn has had.
  take(12);
  expect(served).toHaveLength(10);
  await setImmediate();
  take(13);
  take(14);
  take(15);
  expect(served).toHaveLength(15);
  await setImmediate();
  expect(served).toEqual(Array.from({ length: 16 }, (_, name) => name));
  // After a while all of a turn is there again.
  await setImmediate();
  expect(Array.from({ length: 6 }, () => take(0))).toEqual([true, true, true, true, true, false]);
});

test('one that fails does not keep the others waiting', async () => {
  slowClock();
  const newcomers = new Newcomers(1);
  const served: string[] = [];
  const fail = (): void => {
    throw new Error('failed');
  };
  expect(() => newcomers.take(fail)).toThrow('failed');
  expect(newcomers.take(() => void served.push('next'))).toBe(false);
  await setImmediate();
  expect(served).toEqual(['next']);
});

/** Asks for an upgrade; what is answered can be read from it. */
function asks(server: Server): PassThrough {
  const socket = new PassThrough();
  const request = new IncomingMessage(new Socket());
  request.url = '/';
  request.headers = { host: 'elsewhere' };
  server.emit('upgrade', request, socket, Buffer.alloc(0));
  return socket;
}

test('of many upgrades at once a turn takes some, and those that go meanwhile are left out', async () => {
  const refused: string[] = [];
  const server = webServerOf({ token: 'token', report: ({ kind }) => refused.push(kind) });
  slowClock();
  const sockets = Array.from({ length: 40 }, () => asks(server));
  const answered = (): readonly PassThrough[] =>
    sockets.filter(({ writableLength, readableLength }) => writableLength + readableLength > 0);
  expect(answered().length).toBeGreaterThan(0);
  expect(answered().length).toBeLessThan(10);
  expect(answered()).toEqual(sockets.slice(0, answered().length));
  const [reset, gone] = sockets.slice(-2);
  reset?.destroy(new Error('reset'));
  gone?.destroy();
  for (let turn = 0; turn < 12; turn += 1) await setImmediate();
  expect(answered()).toEqual(sockets.slice(0, -2));
  expect(String(sockets[37]?.read())).toMatch(/^HTTP\/1.1 403 /);
  expect(refused).toHaveLength(38);
});
