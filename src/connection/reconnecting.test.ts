import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { DEVICE, settingsFor, TestClient } from './client.testkit.ts';
import { nodeEnvironment } from './node.testkit.ts';
import { freePort } from './ports.testkit.ts';
import { connected, reconnected, scene } from './scene.testkit.ts';

test('backs off from 1 s, doubles with each failure, and resets after a stable connection', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  let far = await connected(stage, 4);
  const delays: number[] = [];
  for (let round = 0; round < 4; round++) {
    const from = client.events.length;
    far.cut();
    const waiting = await client.state('waiting', from);
    expect(waiting.failure.kind).toBe(round === 0 ? 'lost' : 'no-connack');
    expect(waiting.at).toBe(clock.environment.wallClock() + waiting.delay);
    delays.push(waiting.delay);
    clock.advance(waiting.delay);
    far = await peer.connection();
    await far.next('connect');
  }
  expect(delays).toEqual([1000, 2000, 4000, 8000]);
  far.send({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
  await client.state('connected', client.events.length);
  clock.advance(10_000);
  far.cut();
  expect((await client.state('waiting', client.events.length)).delay).toBe(1000);
});

test('retrying can be stopped and resumed by the user', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  const far = await connected(stage, 4);
  far.cut();
  const { failure } = await client.state('waiting');
  client.send({ kind: 'stop-retrying' });
  expect(client.current).toEqual({ kind: 'closed', failure });
  clock.advance(60_000);
  expect(client.current?.kind).toBe('closed');
  client.send({ kind: 'retry-now' });
  await (await peer.connection()).accept();
  await client.state('connected', client.events.length);
});

const REPEATED = {
  id: 1,
  topic: 'repeated',
  payload: new Uint8Array(1),
  qos: 0,
  retain: false,
  properties: [],
} as const;

test('a stop at the start of a retry holds, and the reason is still reported', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  (await connected(stage, 4)).cut();
  const { delay, failure } = await client.state('waiting');
  clock.advance(delay);
  const far = await peer.connection();
  expect(client.current?.kind).toBe('connecting');
  client.send({ kind: 'stop-retrying' });
  expect(client.current).toEqual({ kind: 'closed', failure });
  await far.closed();
  clock.advance(60_000);
  expect(client.current).toEqual({ kind: 'closed', failure });
});

test('does not continue a repeat at another broker', async () => {
  const stage = await scene(4);
  const { client, clock } = stage;
  await connected(stage, 4);
  client.send({ kind: 'repeat', message: REPEATED, every: 10, times: 1000 });
  const other = await scene(4);
  client.connect(settingsFor(other.peer.url, { version: 4 }));
  const far = await other.peer.connection();
  await far.accept();
  await client.state('connected', client.events.length);
  const told = client.events.findLast((event) => event.kind === 'repeating');
  expect(told).toMatchObject({ done: true, sent: 1 });
  clock.advance(1000);
  client.publish(5000, { topic: 'last', qos: 1 });
  expect(await far.next('publish')).toMatchObject({ topic: 'last' });
});

test('a repeat waits without a connection, queues nothing, and continues on the next', async () => {
  const stage = await scene(4);
  const { client, clock } = stage;
  const far = await connected(stage, 4);
  client.send({ kind: 'repeat', message: { ...REPEATED, qos: 1 }, every: 10, times: 1000 });
  await far.next('publish');
  far.cut();
  const { delay } = await client.state('waiting');
  clock.advance(delay / 2);
  const queued = client.events.filter(
    (event) => event.kind === 'published' && event.outcome.kind === 'queued',
  );
  expect(queued).toEqual([]);
  const next = await reconnected(stage, {});
  clock.advance(10);
  expect(await next.next('publish')).toMatchObject({ topic: 'repeated' });
});

test.each(['stop-retrying', 'refused'] as const)(
  'repeats end when reconnection ends: %s',
  async (how) => {
    const stage = await scene(4);
    const { client, clock, peer } = stage;
    const far = await connected(stage, 4);
    client.send({ kind: 'repeat', message: REPEATED, every: 10, times: 10_000 });
    far.cut();
    const { delay } = await client.state('waiting');
    if (how === 'stop-retrying') client.send({ kind: how });
    else {
      clock.advance(delay);
      await (await peer.connection()).accept({ reasonCode: 5 });
      await client.state('closed', client.events.length);
    }
    expect(client.events.findLast((event) => event.kind === 'repeating')).toMatchObject({
      done: true,
    });
    expect(clock.timers).toBe(0);
  },
);

test('retries at once when the network is back, unless stopped', async () => {
  const stage = await scene(5);
  const { client, peer } = stage;
  (await connected(stage, 5)).cut();
  await client.state('waiting');
  client.dispatch.live.networkIsBack();
  const far = await peer.connection();
  await far.accept();
  await client.state('connected', client.events.length);
  far.cut();
  await client.state('waiting', client.events.length);
  client.send({ kind: 'stop-retrying' });
  client.dispatch.live.networkIsBack();
  expect(client.current?.kind).toBe('closed');
});

test('retry now does not wait', async () => {
  const stage = await scene(5);
  const { client, peer } = stage;
  (await connected(stage, 5)).cut();
  await client.state('waiting');
  client.send({ kind: 'retry-now' });
  await (await peer.connection()).accept();
  await client.state('connected', client.events.length);
  expect(stage.clock.timers).toBeLessThan(3);
});

test.each([
  [4, 4],
  [4, 5],
  [4, 2],
  [4, 1],
  [5, 0x86],
  [5, 0x87],
  [5, 0x84],
  [5, 0x85],
] as const)(
  'version %i, CONNECT rejected with %i: closed, with the code, until the user retries',
  async (version, reasonCode) => {
    const { client, clock, peer } = await scene(version);
    client.connect(settingsFor(peer.url, { version }));
    const far = await peer.connection();
    await far.accept({ reasonCode });
    expect((await client.state('closed')).failure).toEqual({
      kind: 'refused',
      code: reasonCode,
      reasonString: undefined,
    });
    expect(clock.timers).toBe(0);
    client.send({ kind: 'retry-now' });
    await (await peer.connection()).accept();
    await client.state('connected');
  },
);

test('retries after CONNACK 3, server unavailable', async () => {
  const { client, peer } = await scene(4);
  client.connect(settingsFor(peer.url, { version: 4 }));
  await (await peer.connection()).accept({ reasonCode: 3 });
  expect((await client.state('waiting')).failure).toMatchObject({ kind: 'refused', code: 3 });
});

test('does not retry after a takeover (0x8E)', async () => {
  const stage = await scene(5);
  const far = await connected(stage, 5);
  far.send({
    type: 'disconnect',
    reasonCode: 0x8e,
    properties: [{ name: 'reasonString', value: 'another came' }],
  });
  expect((await stage.client.state('closed')).failure).toEqual({
    kind: 'disconnected',
    code: 0x8e,
    reasonString: 'another came',
  });
  expect(stage.clock.timers).toBe(0);
});

test('retries after a server shutdown (0x8B)', async () => {
  const stage = await scene(5);
  const far = await connected(stage, 5);
  far.send({ type: 'disconnect', reasonCode: 0x8b });
  expect((await stage.client.state('waiting')).failure).toMatchObject({
    kind: 'disconnected',
    code: 0x8b,
  });
});

test('reports a closed port or a server without WebSocket as unreachable, and does not retry', async () => {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${port.toString()}/mqtt`;
  const client = new TestClient();
  client.connect(settingsFor(url));
  const unreachable = { kind: 'unreachable', url, pageIsSecure: false, forbidden: false };
  expect((await client.state('closed')).failure).toEqual(unreachable);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  client.send({ kind: 'retry-now' });
  expect((await client.state('closed', client.events.length)).failure).toEqual(unreachable);
  await client.end();
});

test('fails without CONNACK in time, and retries only a broker that has answered before', async () => {
  const { client, clock, peer } = await scene(4);
  client.connect(settingsFor(peer.url, { version: 4 }));
  const first = await peer.connection();
  await first.next('connect');
  clock.advance(10_000);
  const failure = { kind: 'no-connack', url: peer.url, timedOut: true };
  expect((await client.state('closed')).failure).toEqual(failure);
  await first.closed();
  client.send({ kind: 'retry-now' });
  const second = await peer.connection();
  await second.accept();
  await client.state('connected');
  second.cut();
  await client.state('waiting');
  client.send({ kind: 'retry-now' });
  const third = await peer.connection();
  await third.next('connect');
  const since = client.events.length;
  clock.advance(10_000);
  expect((await client.state('waiting', since)).failure).toEqual(failure);
});

test.each([
  [
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n',
    'http',
  ],
  ['SSH-2.0-OpenSSH_9.2\r\n', 'text'],
  ['\x15\x03\x03\x00\x02\x02\x46', 'tls'],
])(
  'reports a server that answers CONNECT with %j as no broker, and does not retry',
  async (answer, what) => {
    const { client, peer } = await scene(5);
    client.connect(settingsFor(peer.url, { version: 5 }));
    const far = await peer.connection();
    await far.next('connect');
    far.raw(Uint8Array.from(answer, (character) => character.charCodeAt(0)));
    if (what === 'text') far.cut();
    const { failure } = await client.state('closed');
    const line = what === 'tls' ? '' : answer.split('\r')[0];
    expect(failure).toMatchObject({
      kind: 'broken',
      why: { key: 'other-protocol', args: { what, line } },
    });
  },
);

test.each([
  ['mqtt://broker:1883', { key: 'not-for-browsers', args: { protocol: 'mqtt:' } }],
  ['not an address', { key: 'not-an-address', args: { address: 'not an address' } }],
  ['ws://h/#part', { key: 'address-has-fragment', args: {} }],
])('%s is invalid, with the reason', async (url, why) => {
  const client = new TestClient();
  client.connect(settingsFor(url));
  const { failure } = await client.state('closed');
  expect(failure).toEqual({ kind: 'invalid', why });
});

test('reports an address that the browser rejects', async () => {
  const client = new TestClient({
    ...nodeEnvironment(),
    pageIsSecure: true,
    openSocket: () => {
      throw Object.assign(new Error('mixed content'), { name: 'SecurityError' });
    },
  });
  client.connect(settingsFor('ws://broker/mqtt'));
  expect((await client.state('closed')).failure).toEqual({
    kind: 'unreachable',
    url: 'ws://broker/mqtt',
    pageIsSecure: true,
    forbidden: true,
  });
});

test('reuses a client identifier assigned by the server', async () => {
  const stage = await scene(5);
  const assigned = {
    properties: [{ name: 'assignedClientIdentifier', value: 'server-made' }],
  } as const;
  const far = await connected(stage, 5, {
    settings: { clientId: '', cleanStart: false, sessionExpiry: 60 },
    connack: assigned,
  });
  expect(await stage.client.state('connected')).toMatchObject({ clientId: 'server-made' });
  far.cut();
  const again = await reconnected(stage, { sessionPresent: true });
  const [first] = again.packets;
  expect(first?.packet.type === 'connect' && first.packet.clientId).toBe('server-made');
});

test('does not send waiting messages to another broker', async () => {
  const stage = await scene(4);
  const { client, peer } = stage;
  (await connected(stage, 4)).cut();
  await client.state('waiting');
  client.publish(1, { qos: 1 });
  client.connect(settingsFor(peer.url, { version: 4, clientId: 'another' }));
  const far = await peer.connection();
  await far.accept();
  await client.state('connected', client.events.length);
  expect(client.outcomes(1)).toEqual(['queued', 'not-sent']);
  client.publish(2, { qos: 0, topic: 'meant' });
  expect((await far.next('publish')).topic).toBe('meant');
});

test('a server without MQTT 5 rejects in the form of 3.1.1', async () => {
  const { client, peer } = await scene(5);
  client.connect(settingsFor(peer.url));
  const far = await peer.connection();
  await far.next('connect');
  far.raw(new Uint8Array([0x20, 2, 0, 1]));
  expect((await client.state('closed')).failure).toEqual({
    kind: 'refused',
    code: 1,
    reasonString: undefined,
  });
});

test.each([{ clientId: 'x'.repeat(70_000) }, { clientId: '\ud800' }, { keepAlive: 70_000 }])(
  'settings that no CONNECT can express are invalid',
  async (more) => {
    const { client, peer } = await scene(5);
    client.connect(settingsFor(peer.url, more));
    const { failure } = await client.state('closed');
    expect(failure?.kind).toBe('invalid');
  },
);

test('does not report an MQTT 5 session without expiry as lost', async () => {
  const stage = await scene(5);
  const { client } = stage;
  const far = await connected(stage, 5, { settings: { cleanStart: false, sessionExpiry: 0 } });
  client.publish(1, { qos: 1 });
  await far.next('publish');
  far.cut();
  await client.state('waiting');
  expect(client.outcomes(1)).toEqual(['in-flight', 'unknown']);
  const from = client.events.length;
  await reconnected(stage, { sessionPresent: false });
  expect(await client.state('connected', from)).toMatchObject({ sessionLost: false });
});

test('does not wait for a socket that never opened', async () => {
  const client = new TestClient({
    ...nodeEnvironment(),
    openSocket: () => ({
      protocol: '',
      bufferedAmount: 0,
      send: () => undefined,
      close: () => undefined,
    }),
  });
  client.connect(settingsFor('ws://192.0.2.1/mqtt'));
  await client.end();
  expect(client.current).toEqual({ kind: 'closed', failure: undefined });
});

test('disconnecting while waiting or connecting ends it', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  (await connected(stage, 4)).cut();
  await client.state('waiting');
  client.send({ kind: 'disconnect' });
  expect(client.current).toEqual({ kind: 'closed', failure: undefined });
  client.connect(settingsFor(peer.url, { version: 4 }));
  client.send({ kind: 'disconnect' });
  expect(client.current).toEqual({ kind: 'closed', failure: undefined });
  expect(clock.timers).toBe(0);
});

test('a device whose connections end early twice in a row stops displacing the other', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  const first = await connected(stage, 4, { settings: { signIn: DEVICE } });
  first.cut();
  expect((await client.state('waiting')).failure.kind).toBe('lost');
  (await reconnected(stage, {})).cut();
  const { failure } = await client.state('closed', client.events.length);
  expect(failure).toMatchObject({ kind: 'displaced' });
  expect(clock.timers).toBe(0);
  // A user who continues anyway is notified at once the next time.
  const again = await connected(stage, 4, { settings: { signIn: DEVICE } });
  again.cut();
  expect((await client.state('closed', client.events.length)).failure?.kind).toBe('displaced');
  client.send({ kind: 'retry-now' });
  const far = await peer.connection();
  await far.accept();
  await client.state('connected', client.events.length);
  clock.advance(30_000);
  far.cut();
  expect((await client.state('waiting', client.events.length)).failure.kind).toBe('lost');
});

test('devices and other clients reconnect after failures of network and server', async () => {
  const stage = await scene(4);
  const { client, clock, peer } = stage;
  let far = await connected(stage, 4, { settings: { signIn: DEVICE } });
  for (const seconds of [1, 40, 1]) {
    clock.advance(seconds * 1000);
    far.cut();
    expect((await client.state('waiting', client.events.length)).failure.kind).toBe('lost');
    far = await reconnected(stage, {});
  }
  clock.advance(40_000);
  far.cut();
  const lost = await client.state('waiting', client.events.length);
  clock.advance(lost.delay);
  // The broker is not there yet.
  (await peer.connection()).cut();
  const gone = await client.state('waiting', client.events.length);
  expect(gone.failure.kind).toBe('no-connack');
  (await reconnected(stage, {})).cut();
  expect((await client.state('waiting', client.events.length)).failure.kind).toBe('lost');
  client.send({ kind: 'disconnect' });
  far = await connected(stage, 4);
  for (let round = 0; round < 3; round += 1) {
    far.cut();
    expect((await client.state('waiting', client.events.length)).failure.kind).toBe('lost');
    far = await reconnected(stage, {});
  }
});

test('after a malformed packet a retry waits until the previous socket is closed', async () => {
  const stage = await scene(4);
  const { client, peer } = stage;
  const far = await connected(stage, 4);
  let isClosed = false;
  const closed = far.closed().then(() => {
    isClosed = true;
  });
  far.raw(Uint8Array.of(0x32, 0x01, 0x00));
  await client.state('closed');
  client.send({ kind: 'retry-now' });
  const next = await peer.connection();
  expect(isClosed).toBe(true);
  await closed;
  await next.accept();
  await client.state('connected', client.events.length);
});

test('the packet list shows how a connection ended and when its client reconnected', async () => {
  const stage = await scene(5);
  const { client, clock, peer } = stage;
  const far = await connected(stage, 5);
  const { capture } = client.dispatch;
  const changes = () =>
    capture.window({ packets: { first: 0, count: 9 } }, 0).packets?.changes?.rows;
  clock.advance(5000);
  far.cut();
  const { delay } = await client.state('waiting');
  expect(changes()).toMatchObject([{ kind: 'closed', lasted: 5_000_000, end: { code: 1006 } }]);
  clock.advance(delay);
  await (await peer.connection()).accept();
  await client.state('connected', client.events.length);
  expect(changes()).toMatchObject([
    { kind: 'closed' },
    { kind: 'back', away: delay * 1000, connack: { code: 0, sessionPresent: false } },
  ]);
  client.send({ kind: 'disconnect' });
  expect(changes()?.at(-1)).toMatchObject({
    kind: 'closed',
    end: { by: 'client' },
    disconnect: { direction: 'out', code: 0 },
  });
});
