import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { Capture } from '../engine/capture/capture.ts';
import { settingsFor } from './client.testkit.ts';
import { ConnectionClosed } from './environment/questions.ts';
import { Connection, type FromWorker, type ToWorker } from './handle.ts';
import type { ConnectionEvent } from './protocol/protocol.ts';
import type { TrackedBrokerPort } from './tab/tabBroker.ts';

/** A replacement for the browser's Worker, which Node does not have. */
class NotedWorker extends EventTarget {
  static last: NotedWorker | undefined;
  readonly posted: ToWorker[] = [];
  terminated = false;

  constructor() {
    super();
    NotedWorker.last = this;
  }

  postMessage(message: ToWorker): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }

  says(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', NotedWorker);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Controlled by the tests' timers. */
const CLOCK = {
  wallClock: () => Date.now(),
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  isHidden: () => false,
  listen: () => () => undefined,
};

function noBrokerPort(): never {
  throw new Error('Nobody wants to the broker in the tab.');
}

function begin(openBrokerPort: () => TrackedBrokerPort = noBrokerPort): {
  readonly connection: Connection;
  readonly worker: NotedWorker;
} {
  const connection = new Connection({
    worker: () => new Worker('worker.ts'),
    brokerPort: openBrokerPort,
    pass: () => 'pass',
    clock: CLOCK,
  });
  const worker = NotedWorker.last;
  if (!worker) throw new Error('No worker was started.');
  return { connection, worker };
}

test('each question has its own answer, in any order, and answers are no events', async () => {
  const { connection, worker } = begin();
  const heard: ConnectionEvent[] = [];
  connection.listen((event) => heard.push(event));
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 5 });
  const first = connection.ask({ kind: 'window', request: { packet: 1 } });
  const second = connection.ask({ kind: 'window', request: {} });
  const third = connection.ask({ kind: 'next-mark', after: 1 });
  const fourth = connection.ask({ kind: 'complete-topic', prefix: 'a' });
  const one = capture.window({ packet: 1 }, 0);
  const two = capture.window({}, 0);
  worker.says({
    kind: 'events',
    events: [
      { kind: 'answered', id: 3, answer: { to: 'next-mark', said: undefined } },
      { kind: 'answered', id: 2, answer: { to: 'window', said: two } },
      { kind: 'ping', ms: 3 },
      { kind: 'answered', id: 4, failed: 'It is broken.' },
      { kind: 'answered', id: 1, answer: { to: 'window', said: one } },
    ],
  });
  expect(await first).toBe(one);
  expect(await second).toBe(two);
  expect(await third).toBeUndefined();
  await expect(fourth).rejects.toThrow('It is broken.');
  expect(heard).toEqual([{ kind: 'ping', ms: 3 }]);
});

test('a worker that could not be loaded is started again, with everything that was posted to it', async () => {
  const { connection, worker } = begin();
  const heard: ConnectionEvent[] = [];
  connection.listen((event) => heard.push(event));
  connection.send({ kind: 'connect', settings: settingsFor('ws://localhost') });
  const answer = connection.ask({ kind: 'next-mark', after: 1 });
  worker.dispatchEvent(new Event('error', { cancelable: true }));
  await vi.advanceTimersByTimeAsync(1000);
  const second = NotedWorker.last;
  expect(worker.terminated).toBe(true);
  second?.dispatchEvent(new Event('error', { cancelable: true }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(NotedWorker.last).toBe(second);
  // Meanwhile the tab says why nothing is shown.
  const silences = heard.filter((event) => event.kind === 'silence');
  expect(silences.map(({ silence }) => silence?.error)).toEqual([{ key: 'no-worker', args: {} }]);
  await vi.advanceTimersByTimeAsync(1000);
  const third = NotedWorker.last;
  expect(third?.posted.map(({ kind }) => kind)).toEqual(['connect', 'ask', 'probe']);
  third?.says({
    kind: 'events',
    events: [{ kind: 'answered', id: 1, answer: { to: 'next-mark', said: undefined } }],
  });
  expect(await answer).toBeUndefined();
  expect(heard.at(-1)).toEqual({ kind: 'silence', silence: undefined });
  // From now on, a failure is an error.
  third?.dispatchEvent(new Event('error', { cancelable: true }));
  expect(heard.at(-1)).toMatchObject({ kind: 'fault' });
  connection.end();
});

test('a connection that was closed starts no worker again', async () => {
  const { connection, worker } = begin();
  worker.dispatchEvent(new Event('error', { cancelable: true }));
  connection.end();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(NotedWorker.last).toBe(worker);
});

test('a removed listener receives no more events', () => {
  const { connection, worker } = begin();
  const heard: ConnectionEvent[] = [];
  const stop = connection.listen((event) => heard.push(event));
  stop();
  worker.says({ kind: 'events', events: [{ kind: 'ping', ms: 3 }] });
  expect(heard).toEqual([]);
});

test('closing sends DISCONNECT, then ends the worker after all data is sent', async () => {
  const { connection, worker } = begin();
  const window = connection.ask({ kind: 'window', request: {} });
  const closed = connection.close();
  await expect(window).rejects.toThrow(ConnectionClosed);
  await expect(connection.ask({ kind: 'window', request: {} })).rejects.toThrow(ConnectionClosed);
  connection.send({ kind: 'clear' });
  expect(worker.posted.map(({ kind }) => kind)).toEqual(['ask', 'disconnect', 'drain']);
  expect(worker.terminated).toBe(false);
  worker.says({ kind: 'drained' });
  await closed;
  expect(worker.terminated).toBe(true);
});

test('a worker that does not end is terminated after 2 s', async () => {
  const { connection, worker } = begin();
  const closed = connection.close();
  expect(connection.close()).toBe(closed);
  await vi.advanceTimersByTimeAsync(1999);
  expect(worker.terminated).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await closed;
  expect(worker.terminated).toBe(true);
});

test('opens the port to the broker in the tab once, before its first connection', async () => {
  const { port1: port, port2: control } = new MessageChannel();
  let opened = 0;
  let hasLeft = false;
  const { connection, worker } = begin(() => {
    opened += 1;
    const left = () => (hasLeft = true);
    return { port, broker: 'here', left, asked: () => undefined, control: () => control };
  });
  connection.send({ kind: 'connect', settings: settingsFor('ws://127.0.0.1:9001/') });
  expect(opened).toBe(0);
  connection.send({ kind: 'connect', settings: settingsFor('tab:broker') });
  connection.send({ kind: 'connect', settings: settingsFor('tab:broker') });
  expect(worker.posted.map(({ kind }) => kind)).toEqual([
    'connect',
    'broker-port',
    'connect',
    'connect',
  ]);
  const device = { kind: 'alibaba', how: 'https', authUrl: '', productKey: 'pk' } as const;
  const signIn = {
    ...device,
    deviceName: 'device',
    deviceSecret: 's',
    regionId: '',
    instanceId: '',
    signMethod: 'hmacsha1',
    secureMode: 2,
    timestamp: { kind: 'none' },
  } as const;
  connection.send({ kind: 'connect', settings: settingsFor('tab:broker', { signIn }) });
  connection.send({ kind: 'connect', settings: settingsFor('tab:broker', { signIn }) });
  expect(worker.posted.slice(4).map(({ kind }) => kind)).toEqual([
    'tab-control',
    'connect',
    'connect',
  ]);
  expect(opened).toBe(1);
  const closed = connection.close();
  expect(hasLeft).toBe(false);
  worker.says({ kind: 'drained' });
  await closed;
  expect(hasLeft).toBe(true);
  port.close();
  control.close();
});

test('a worker that does not answer is reported, waited for, and terminated with its connections', async () => {
  const { connection, worker } = begin();
  worker.says({ kind: 'events', events: [] });
  const heard: ConnectionEvent[] = [];
  connection.listen((event) => heard.push(event));
  const silent = { kind: 'silence', silence: { since: Date.now() } };
  const window = connection.ask({ kind: 'window', request: {} });
  await vi.advanceTimersByTimeAsync(5_500);
  expect(worker.posted.map(({ kind }) => kind)).toEqual(['ask', 'probe']);
  expect(heard).toEqual([silent]);
  connection.keepWaiting();
  expect(heard.at(-1)).toEqual({ kind: 'silence', silence: undefined });
  connection.send({ kind: 'disconnect' });
  expect(heard.at(-1)).toEqual(silent);
  worker.says({ kind: 'alive' });
  expect(heard.at(-1)).toEqual({ kind: 'silence', silence: undefined });
  connection.end();
  await expect(window).rejects.toThrow(ConnectionClosed);
  expect(worker.terminated).toBe(true);
  const posted = worker.posted.length;
  connection.send({ kind: 'clear' });
  await connection.close();
  expect(worker.posted).toHaveLength(posted);
});

test.each(['error', 'messageerror'])(
  'after an %s, a worker that does not answer is reported with the reason',
  async (kind) => {
    const { connection, worker } = begin();
    worker.says({ kind: 'events', events: [] });
    const heard: ConnectionEvent[] = [];
    connection.listen((event) => heard.push(event));
    const event = new Event(kind, { cancelable: true });
    worker.dispatchEvent(kind === 'error' ? Object.assign(event, { message: 'too deep' }) : event);
    // The window would show the same exception again.
    expect(event.defaultPrevented).toBe(kind === 'error');
    await vi.advanceTimersByTimeAsync(2_000);
    const key = kind === 'error' ? 'said' : 'worker-message';
    expect(heard.map((one) => one.kind)).toEqual(['fault', 'silence']);
    expect(heard.at(-1)).toMatchObject({ silence: { error: { key } } });
  },
);
