/** Unauthenticated connections at every listener: silent ones from one address do not block others. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';
import type { CompanionOptions } from '../serve/companionSetup.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { upgradeRequest } from '../webSocketBytes.testkit.ts';
import { connectThrough } from './client.testkit.ts';

/** Linux assigns every address of 127.0.0.0/8 to this machine. */
const CROWD = '127.0.0.2';
const SECOND_CROWD = '127.0.0.3';
const ONE = '127.0.0.4';
const OTHER = '127.0.0.5';
const TOKEN = 'the token of this test';
const TLS = {
  cert: readFileSync(TLS_FILES.cert, 'utf8'),
  key: readFileSync(TLS_FILES.key, 'utf8'),
  certPath: TLS_FILES.cert,
};

function opened(url: string, localAddress: string): Socket {
  const { hostname: host, port } = new URL(url);
  const socket = connect({ host, port: Number(port), localAddress });
  socket.on('error', () => socket.destroy());
  onTestFinished(() => void socket.destroy());
  return socket.resume();
}

/** Opens connections that send this text and then nothing. */
async function crowd(url: string, count: number, said: string, from = CROWD): Promise<void> {
  for (let left = count; left > 0; left -= 50) {
    const sockets = Array.from({ length: Math.min(50, left) }, () => opened(url, from));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    if (said === '') continue;
    for (const socket of sockets) socket.write(said);
    // An upgrade is complete only once the server answers or closes.
    if (!said.includes('Upgrade: ')) continue;
    await Promise.all(
      sockets.map((socket) => Promise.race([once(socket, 'data'), once(socket, 'close')])),
    );
  }
}

/** Signs in. Returns a function that publishes a message and resolves to the client's input. */
async function signedIn(companion: TestCompanion, from: string, url = companion.mqtt) {
  const { hostname: host, port } = new URL(url);
  const { client, next } = await connectThrough(
    () => {
      const given = { host, port: Number(port), localAddress: from, rejectUnauthorized: false };
      return url.startsWith('mqtts:') ? connectTls(given) : connect(given);
    },
    { protocolVersion: 5 },
  );
  await client.subscribeAsync(from);
  return async (): Promise<string> => {
    await client.publishAsync(from, from, { qos: 1 });
    return (await next()).payload;
  };
}

/** The status of the app's page. */
function asked({ app }: TestCompanion, from: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(app, { localAddress: from, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', reject);
  });
}

/** The next message of a WebSocket. Rejects if it closes without one. */
function next(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => {
      resolve(data instanceof Buffer ? JSON.parse(data.toString()) : undefined);
    });
    socket.once('close', () => reject(new Error('closed')));
  });
}

/** The first answer of a WebSocket at this path to this message. */
async function answered({ app }: TestCompanion, path: string, said: object, from: string) {
  const socket = new WebSocket(new URL(path, app.replace(/^http/, 'ws')), { localAddress: from });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const told = next(socket);
  socket.send(JSON.stringify(said));
  return { socket, told: await told };
}

const GET = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n';
const POST = 'POST /auth/devicename HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\nx';
const SLOW = { openingTimeout: 600_000, requestTimeout: 600_000 };

describe('over HTTP', () => {
  it.each([
    ['say nothing', ''],
    ['have begun a request', GET],
    ['have begun a body', POST],
    ['have their answer', `${GET}\r\n`],
  ])('connections of two addresses that %s are evicted for others', async (_, said) => {
    const companion = await startTestCompanion({
      edgeLimits: { ...SLOW, httpConnections: 32 },
      token: TOKEN,
      // The platform's devices send a body before they authenticate.
      platform: { file: undefined, settings: {} },
    });
    const hello = { kind: 'hello', version: 1, token: TOKEN };
    const line = await answered(companion, '/control', hello, OTHER);
    for (const from of [CROWD, SECOND_CROWD]) await crowd(companion.app, 40, said, from);
    expect(await asked(companion, ONE)).toBe(200);
    // A client at the address of the crowd itself gets in, too.
    expect(await asked(companion, CROWD)).toBe(200);
    const reply = next(line.socket);
    line.socket.send(JSON.stringify({ kind: 'ask', id: 1, command: { kind: 'facts' } }));
    await reply;
  });
});

describe('over MQTT', () => {
  const few: Partial<CompanionOptions> = { limits: { connections: 4 } };

  it.each<readonly [string, Partial<CompanionOptions>]>([
    ['connections of clients', few],
    ['open files', { files: () => 8 }],
    ['memory', { limits: { memory: 8 * 1024 * 1024, transportBytes: 64 * 1024 } }],
    ['connections of one address', { edgeLimits: { ...SLOW, connectionsPerAddress: 20 } }],
  ])('silent connections are evicted if %s are scarce, and clients stay', async (_, options) => {
    const companion = await startTestCompanion(options);
    const echo = await signedIn(companion, OTHER);
    await crowd(companion.mqtt, 60, '');
    expect(await (await signedIn(companion, ONE))()).toBe(ONE);
    expect(await (await signedIn(companion, CROWD))()).toBe(CROWD);
    expect(await echo()).toBe(OTHER);
  });

  it('evicts WebSocket connections without CONNECT', async () => {
    const companion = await startTestCompanion({ ...few, edgeLimits: { httpConnections: 400 } });
    const echo = await signedIn(companion, OTHER);
    await crowd(companion.app, 60, upgradeRequest(companion.ws));
    expect(await (await signedIn(companion, ONE))()).toBe(ONE);
    expect(await echo()).toBe(OTHER);
  });

  it('evicts TLS handshakes that never end, and logs one reason for each', async () => {
    let text = '';
    const log = {
      write: (line: string) => {
        text += line;
        return Promise.resolve();
      },
      reopen: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const companion = await startTestCompanion({ ...few, edgeLimits: SLOW, tls: TLS, log });
    const echo = await signedIn(companion, OTHER);
    // First bytes of a handshake record.
    await crowd(companion.mqtt, 60, '\u0016\u0003\u0001');
    expect(await (await signedIn(companion, ONE))()).toBe(ONE);
    expect(await echo()).toBe(OTHER);
    await eventually(() => expect(text).toContain('has the most of these'));
    expect(text).not.toContain('tls-refused');
  });
});

it.each([
  ['/control', { kind: 'hello', version: 1, token: TOKEN }, 'welcome'],
  ['/bridge', { kind: 'open', version: 1, token: TOKEN }, 'refused'],
])('silent upgrades to %s are evicted for clients with the token', async (path, hello, kind) => {
  const companion = await startTestCompanion({ token: TOKEN });
  const inside = await answered(companion, '/control', { ...hello, kind: 'hello' }, OTHER);
  const upgrade = upgradeRequest(companion.ws).replace(/GET \S+/, `GET ${path}`);
  await crowd(companion.app, 60, upgrade);
  const late = new WebSocket(new URL(path, companion.app.replace(/^http/, 'ws')), {
    localAddress: ONE,
  });
  onTestFinished(() => late.terminate());
  await once(late, 'open');
  // The client has sent nothing when more connections arrive.
  await crowd(companion.app, 60, upgrade);
  const answer = next(late);
  late.send(JSON.stringify(hello));
  const told = await answer;
  expect(told).toMatchObject({ kind });
  expect(JSON.stringify(told)).not.toContain('many-others');
  expect(inside.socket.readyState).toBe(WebSocket.OPEN);
});
