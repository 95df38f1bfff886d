import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTick } from 'node:process';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { webServerOf } from '../serve/webServer.testkit.ts';
import { ConnectBudget } from './connectBudget.ts';

/** A clock that advances only on demand. */
function heldClock(): (milliseconds: number) => void {
  let time = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => time);
  onTestFinished(() => clock.mockRestore());
  return (milliseconds) => {
    time += milliseconds;
  };
}

test('connection work gets a budget of each turn, in order of arrival, and none is lost', async () => {
  const pass = heldClock();
  const connectBudget = new ConnectBudget(5);
  const served: number[] = [];
  const take = (name: number): boolean =>
    connectBudget.take(() => {
      served.push(name);
      pass(1);
    });
  const atOnce = Array.from({ length: 12 }, (_, name) => take(name));
  expect(atOnce.filter(Boolean)).toHaveLength(5);
  expect(served).toEqual([0, 1, 2, 3, 4]);
  await setImmediate();
  expect(served).toHaveLength(10);
  // New work does not precede waiting work or exceed the rest of this turn's budget.
  take(12);
  expect(served).toHaveLength(10);
  await setImmediate();
  take(13);
  take(14);
  take(15);
  expect(served).toHaveLength(15);
  await setImmediate();
  expect(served).toEqual(Array.from({ length: 16 }, (_, name) => name));
  // After a while the whole budget is available again.
  await setImmediate();
  expect(Array.from({ length: 6 }, () => take(0))).toEqual([true, true, true, true, true, false]);
});

test('promises of a work item belong to its turn, and waiters get their own', async () => {
  const pass = heldClock();
  const connectBudget = new ConnectBudget(5);
  const served: number[] = [];
  const begun: number[] = [];
  const goOn = async (name: number): Promise<void> => {
    begun.push(name);
    for (let step = 0; step < 4; step += 1) await Promise.resolve();
    await connectBudget.turn();
    await Promise.resolve();
    pass(3);
    served.push(name);
  };
  connectBudget.take(() => void Promise.resolve().then(() => pass(6)));
  await new Promise(nextTick);
  expect(served).toEqual([]);
  for (let name = 0; name < 4; name += 1) {
    expect(connectBudget.take(() => void goOn(name))).toBe(false);
  }
  await setImmediate();
  // The second wait follows the other clients' first.
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(served).toEqual([0, 1]);
  await setImmediate();
  expect(served).toEqual([0, 1, 2, 3]);
});

test('a failing item does not delay the others', async () => {
  const pass = heldClock();
  const connectBudget = new ConnectBudget(1);
  const served: string[] = [];
  const fail = (): void => {
    pass(1);
    throw new Error('failed');
  };
  expect(() => connectBudget.take(fail)).toThrow('failed');
  expect(connectBudget.take(() => void served.push('next'))).toBe(false);
  await setImmediate();
  expect(served).toEqual(['next']);
});

/** A clock that advances by a millisecond with each reading. */
function slowClock(): void {
  let time = Math.ceil(performance.now());
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1));
  onTestFinished(() => clock.mockRestore());
}

/** Requests an upgrade. Returns a stream with the response. */
function asks(server: Server): PassThrough {
  const socket = new PassThrough();
  const request = new IncomingMessage(new Socket());
  request.url = '/';
  request.headers = { host: 'elsewhere' };
  server.emit('upgrade', request, socket, Buffer.alloc(0));
  return socket;
}

test('a turn handles some of many upgrades, and skips those that have disconnected', async () => {
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

/** Sends a request over an open connection. */
function requests(server: Server, url: string): ServerResponse {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = url;
  request.headers = { host: '127.0.0.1' };
  const response = new ServerResponse(request);
  server.emit('request', request, response);
  return response;
}

test('a turn answers some of many requests, and skips those that have disconnected', async () => {
  const server = webServerOf({ token: 'token' });
  slowClock();
  const responses = Array.from({ length: 40 }, () => requests(server, '/companion.json'));
  const answered = (): readonly ServerResponse[] =>
    responses.filter(({ writableEnded }) => writableEnded);
  responses.at(-1)?.destroy();
  await setImmediate();
  expect(answered().length).toBeGreaterThan(0);
  expect(answered().length).toBeLessThan(10);
  expect(answered()).toEqual(responses.slice(0, answered().length));
  await eventually(() => expect(answered()).toEqual(responses.slice(0, -1)));
});

test('a turn answers some of many that waited for one file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'connectBudget-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.html'), 'the app');
  const server = webServerOf({ token: 'token', app: folder });
  const responses = Array.from({ length: 40 }, () => requests(server, '/'));
  const begun = (): number => responses.filter(({ headersSent }) => headersSent).length;
  slowClock();
  while (begun() === 0) await setImmediate();
  expect(begun()).toBeLessThan(10);
  await eventually(() => expect(begun()).toBe(40));
});
