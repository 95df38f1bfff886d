import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { inEnglish } from '../cli/errors.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { DEFAULT_EDGE_LIMITS } from '../net/edgeLimits.ts';
import { filesForConnections, fileWarning } from '../net/openFiles.ts';
import {
  startTestCompanion,
  type TestCompanion,
  temporaryFolder,
} from '../serve/companion.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { upgradeRequest } from '../webSocketBytes.testkit.ts';

const tls = {
  cert: readFileSync(TLS_FILES.cert, 'utf8'),
  key: readFileSync(TLS_FILES.key, 'utf8'),
  certPath: TLS_FILES.cert,
};
/** s */
const OFTEN = { sysInterval: 0.05 };

/** A connection that never sends anything. */
function silent(url: string, localAddress = '127.0.0.1'): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, localAddress });
  socket.on('error', () => socket.destroy());
  onTestFinished(() => void socket.destroy());
  return socket.resume();
}

/** Opens connections a few at a time, because the system's queue of unaccepted connections is short. */
async function manySilent(url: string, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(100, count - sockets.length) }, () => silent(url));
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    sockets.push(...some);
  }
  return sockets;
}

const closed = (socket: Socket): Promise<void> =>
  socket.destroyed
    ? Promise.resolve()
    : new Promise((resolve) => socket.once('close', () => resolve()));

/** Values of `$SYS` below `connections/refused`. */
async function refused(
  { mqtt }: TestCompanion,
  cause: string,
  options: { rejectUnauthorized?: boolean } = {},
): Promise<number> {
  const { client, next } = await connectClient(mqtt, options);
  await client.subscribeAsync(`$SYS/broker/connections/refused/${cause}`);
  const { payload } = await next();
  await client.endAsync();
  return Number(payload);
}

const counted = (companion: TestCompanion, cause: string, count: number): Promise<void> =>
  eventually(async () => expect(await refused(companion, cause)).toBe(count));

describe('connections', () => {
  it('of one address are limited over both ports, and a closed one makes room', async () => {
    const companion = await startTestCompanion({
      limits: OFTEN,
      edgeLimits: { connectionsPerAddress: 3 },
    });
    const { mqtt, ws, app } = companion;
    const held = [await connectClient(mqtt), await connectClient(ws), await connectClient(mqtt)];
    await closed(silent(mqtt));
    await closed(silent(app));
    await held[0]?.client.endAsync();
    await eventually(async () => expect((await ask(app, '/')).status).toBe(200));
    await held[1]?.client.endAsync();
    await held[2]?.client.endAsync();
    await eventually(async () =>
      expect(await refused(companion, 'address')).toBeGreaterThanOrEqual(2),
    );
  });

  it('over HTTP are limited separately from MQTT over WebSocket', async () => {
    const companion = await startTestCompanion({
      limits: OFTEN,
      edgeLimits: { httpConnections: 2 },
    });
    const { ws, app } = companion;
    for (let index = 0; index < 4; index += 1) await connectClient(ws);
    const held = await manySilent(app, 2);
    const more = silent(app);
    await closed(held[0] ?? more);
    await counted(companion, 'http', 1);
    expect((await ask(app, '/')).status).toBe(200);
  });

  it('over HTTP of one address leave three quarters to others', async () => {
    const { app } = await startTestCompanion({ edgeLimits: { httpConnections: 80 } });
    const held = await manySilent(app, 100);
    await eventually(() => {
      expect(held.filter(({ destroyed }) => !destroyed)).toHaveLength(20);
    });
    const other = silent(app, '127.0.0.2');
    const answer = text(other);
    other.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 \d+ /);
  });

  it.each([
    ['TLS', { tls }, 20],
    ['TCP', {}, 174],
  ])('over %s are charged to --memory from the first byte on', async (...row) => {
    const [, more, most] = row;
    const companion = await startTestCompanion({
      ...more,
      limits: { ...OFTEN, memory: 8 * 1024 * 1024, transportBytes: 1024 * 1024 },
    });
    const held = await manySilent(companion.mqtt, 200);
    await eventually(() => {
      expect(held.filter(({ destroyed }) => !destroyed)).toHaveLength(most);
    });
    // TLS reports a connection that closes cleanly before its handshake only after the handshake timeout.
    for (const socket of held) socket.resetAndDestroy();
    const trusting = { rejectUnauthorized: false };
    await eventually(async () =>
      expect(await refused(companion, 'memory', trusting)).toBeGreaterThanOrEqual(200 - most),
    );
  });

  it('are limited by the system’s open files, which the start reports', async () => {
    const notices: string[] = [];
    const companion = await startTestCompanion({
      limits: OFTEN,
      files: () => 3,
      notice: (said) => notices.push(inEnglish(said)),
    });
    expect(notices).toContainEqual(expect.stringMatching(/3 connections open.*ulimit -n/));
    const held = await manySilent(companion.mqtt, 10);
    await eventually(() => {
      expect(held.filter(({ destroyed }) => !destroyed)).toHaveLength(3);
    });
    for (const socket of held) socket.destroy();
    await eventually(async () =>
      expect(await refused(companion, 'files')).toBeGreaterThanOrEqual(7),
    );
  });

  it('of MQTT beyond --max-connections get a reason, and are closed at once in a flood', async () => {
    const companion = await startTestCompanion({ limits: { ...OFTEN, connections: 20 } });
    const held = await manySilent(companion.mqtt, 100);
    await eventually(() => {
      const left = held.filter(({ destroyed }) => !destroyed).length;
      expect(left).toBe(56);
    });
    for (const socket of held) socket.destroy();
    await eventually(async () =>
      expect(await refused(companion, 'sockets')).toBeGreaterThanOrEqual(44),
    );
  });
});

describe('that are not ready in time are closed, and all others are served meanwhile', () => {
  it('500 TLS connections without a handshake', async () => {
    const companion = await startTestCompanion({
      tls,
      limits: { ...OFTEN, memory: 2 ** 29, transportBytes: 2 ** 29 },
      edgeLimits: { openingTimeout: 1_000 },
    });
    const idle = await manySilent(companion.mqtt, 500);
    const trusting = { rejectUnauthorized: false };
    await connectClient(companion.mqtt, trusting);
    await Promise.all(idle.map(closed));
    await eventually(async () => expect(await refused(companion, 'tls', trusting)).toBe(500));
  });

  const slow = {
    limits: OFTEN,
    edgeLimits: { openingTimeout: 300, requestTimeout: 600 },
  };

  it.each([
    ['headers sent byte by byte', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n', 'X'],
    ['an upgrade that is never finished', 'GET /mqtt HTTP/1.1\r\nUpgrade: websocket\r\n', 'X'],
    [
      'a body sent byte by byte',
      'POST /auth/devicename HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000\r\n' +
        'Content-Type: application/x-www-form-urlencoded\r\n\r\n',
      'x',
    ],
  ])('%s', async (_, beginning, more) => {
    const platform = { file: undefined, settings: {} };
    const companion = await startTestCompanion({ ...slow, platform });
    const socket = silent(companion.app);
    const answer = text(socket);
    socket.write(beginning);
    const dribble = setInterval(() => socket.write(more), 50);
    await closed(socket);
    clearInterval(dribble);
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    await counted(companion, 'request', 1);
  });

  it('HTTP connections without data', async () => {
    const companion = await startTestCompanion(slow);
    await Promise.all(Array.from({ length: 50 }, () => closed(silent(companion.app))));
    expect((await ask(companion.app, '/')).status).toBe(200);
  });

  it('connections without CONNECT, over TCP and WebSocket', async () => {
    const companion = await startTestCompanion({ limits: { ...OFTEN, connectTimeout: 300 } });
    const webSocket = silent(companion.ws.replace('ws:', 'http:'));
    webSocket.write(upgradeRequest(companion.ws));
    const overTcp = silent(companion.mqtt);
    await Promise.all([closed(webSocket), closed(overTcp)]);
    expect(overTcp.bytesRead).toBe(0);
    await counted(companion, 'connect', 2);
  });
});

it('handshakes in progress do not delay the close', async () => {
  const companion = await startTestCompanion({ tls, edgeLimits: { openingTimeout: 600_000 } });
  const idle = [silent(companion.mqtt), silent(companion.app)];
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  const { client } = await connectClient(companion.mqtt, { rejectUnauthorized: false });
  expect(client.connected).toBe(true);
  await companion.close();
  await Promise.all(idle.map(closed));
});

it('every time and number has a default limit', () => {
  for (const limit of Object.values(DEFAULT_EDGE_LIMITS)) expect(limit).toBeGreaterThan(0);
});

it('reads the system’s limit of open files', async () => {
  const path = join(temporaryFolder(), 'limits');
  await writeFile(path, 'Max processes  95 95 processes\nMax open files   200   4096   files\n');
  expect(filesForConnections(path)).toBe(136);
  expect(filesForConnections(`${path}.not`)).toBeUndefined();
  expect(fileWarning(136, 136)).toBeUndefined();
  expect(fileWarning(undefined, 136)).toBeUndefined();
});
