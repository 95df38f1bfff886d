import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';
import { largeFrameHead, upgradeRequest } from '../webSocketBytes.testkit.ts';
import { ControlListener } from './controlListener.ts';
import { ControlToken } from './controlToken.ts';
import { TokenGate } from './tokenGate.ts';

const TOKEN = 'the token of this test';

interface Told {
  readonly socket: WebSocket;
  /** Returns the next message, and at the end the close code. */
  readonly next: () => Promise<unknown>;
}

function controlOf({ app }: TestCompanion): string {
  return `${app.replace('http', 'ws')}control`;
}

async function open(url: string, headers: Record<string, string> = {}): Promise<Told> {
  const socket = new WebSocket(url, { headers });
  onTestFinished(() => socket.terminate());
  const told: unknown[] = [];
  const asking: ((value: unknown) => void)[] = [];
  const tell = (value: unknown): void => {
    const asker = asking.shift();
    if (asker === undefined) told.push(value);
    else asker(value);
  };
  socket.on('message', (data) => {
    const value: unknown = data instanceof Buffer ? JSON.parse(data.toString()) : undefined;
    tell(value);
  });
  socket.on('close', tell);
  await once(socket, 'open');
  const next = (): Promise<unknown> =>
    told.length > 0
      ? Promise.resolve(told.shift())
      : new Promise((resolve) => asking.push(resolve));
  return { socket, next };
}

/** Opens a session and waits for its welcome. */
async function enter(companion: TestCompanion): Promise<Told> {
  const line = await open(controlOf(companion));
  line.socket.send(JSON.stringify({ kind: 'hello', version: 1, token: TOKEN }));
  expect(await line.next()).toMatchObject({ kind: 'welcome', version: 1 });
  return line;
}

/** Response to an upgrade request. */
function refusalOf(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, { headers });
  onTestFinished(() => socket.terminate());
  return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += part.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    socket.on('error', reject);
  });
}

describe('a program with the token', () => {
  it('is accepted, sees the clients and disconnects one with a reason', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    const { client } = await connectClient(companion.mqtt, {
      clientId: 'ann',
      protocolVersion: 5,
    });
    const line = await open(controlOf(companion));
    line.socket.send(JSON.stringify({ kind: 'hello', version: 1, token: TOKEN }));
    expect(await line.next()).toMatchObject({
      kind: 'welcome',
      version: 1,
      broker: { program: 'mqttscope', programVersion: '1.2.3', host: 'companion' },
    });
    line.socket.send(
      JSON.stringify({ kind: 'ask', id: 7, command: { kind: 'clients', first: 0, count: 10 } }),
    );
    expect(await line.next()).toMatchObject({
      kind: 'reply',
      id: 7,
      reply: { kind: 'clients', total: 1, rows: [{ client: 'ann' }] },
    });
    const farewell = new Promise((resolve) => client.once('disconnect', resolve));
    const command = {
      kind: 'disconnect-client',
      client: 'ann',
      reasonCode: 0x97,
      reasonString: 'enough',
    };
    line.socket.send(JSON.stringify({ kind: 'ask', id: 8, command }));
    expect(await line.next()).toEqual({ kind: 'reply', id: 8, reply: { kind: 'done' } });
    expect(await farewell).toMatchObject({
      cmd: 'disconnect',
      reasonCode: 0x97,
      properties: { reasonString: 'enough' },
    });
  });

  it('pauses and resumes the demo devices', async () => {
    const companion = await startTestCompanion({ token: TOKEN, demo: true });
    const line = await enter(companion);
    const runFleet = async (isRunning: boolean): Promise<void> => {
      line.socket.send(
        JSON.stringify({ kind: 'ask', id: 1, command: { kind: 'run-fleet', isRunning } }),
      );
      expect(await line.next()).toMatchObject({
        reply: { kind: 'facts', facts: { fleet: { isRunning } } },
      });
    };
    const areConnected = async (): Promise<boolean> => {
      const command = { kind: 'clients', first: 0, count: 1, connected: true };
      line.socket.send(JSON.stringify({ kind: 'ask', id: 2, command }));
      return !JSON.stringify(await line.next()).includes('"total":0');
    };
    await expect.poll(areConnected, { interval: 20 }).toBe(true);
    await runFleet(false);
    await expect.poll(areConnected, { interval: 20 }).toBe(false);
    await runFleet(true);
    await expect.poll(areConnected, { interval: 20 }).toBe(true);
  });

  it('receives the close when the companion ends', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    const authenticated = await enter(companion);
    const outside = await open(controlOf(companion));
    await companion.close();
    for (const line of [authenticated, outside]) {
      expect(await line.next()).toMatchObject({ kind: 'goodbye', why: 'ended' });
      expect(await line.next()).toBe(1001);
    }
  });
});

describe('a control connection', () => {
  it.each<readonly [string, unknown, string]>([
    ['with another token', { kind: 'hello', version: 1, token: `${TOKEN}x` }, 'token'],
    ['with half of the token', { kind: 'hello', version: 1, token: TOKEN.slice(1) }, 'token'],
    ['with an empty token', { kind: 'hello', version: 1, token: '' }, 'token'],
    ['without a token', { kind: 'hello', version: 1 }, 'token'],
    ['in another version', { kind: 'hello', version: 2, token: TOKEN }, 'version'],
    ['with an invalid token', { kind: 'hello', version: 1, token: [TOKEN] }, 'malformed'],
    ['with a question first', { kind: 'ask', id: 1, command: { kind: 'facts' } }, 'malformed'],
    ['with an invalid message', ['hello'], 'malformed'],
    ['with too many bytes', { kind: 'hello', version: 1, token: 'x'.repeat(9000) }, 'malformed'],
  ])('%s is closed with the reason', async (_, message, why) => {
    const companion = await startTestCompanion({ token: TOKEN });
    const line = await open(controlOf(companion));
    line.socket.send(JSON.stringify(message));
    line.socket.send(JSON.stringify({ kind: 'hello', version: 1, token: TOKEN }));
    const told = await line.next();
    expect(told).toMatchObject({ kind: 'goodbye', why, fact: { args: {} } });
    expect(told).not.toMatchObject({ message: '' });
    expect(JSON.stringify(told)).not.toContain(TOKEN.slice(1));
    expect(await line.next()).toBe(1008);
  });

  it.each([
    ['text that is no JSON', 'hello'],
    ['bytes', Buffer.from(JSON.stringify({ kind: 'hello', version: 1, token: TOKEN }))],
  ])('with %s is closed', async (_, data) => {
    const companion = await startTestCompanion({ token: TOKEN });
    const line = await open(controlOf(companion));
    line.socket.send(data, { binary: typeof data !== 'string' });
    expect(await line.next()).toMatchObject({ kind: 'goodbye', why: 'malformed' });
    expect(await line.next()).toBe(1008);
  });

  it('may send little before the token is checked, in any number of frames', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    const line = await open(controlOf(companion));
    const part = Buffer.alloc(1000, ' ');
    line.socket.send(part, { binary: false, fin: false });
    for (let sent = 1; sent < 10; sent += 1) line.socket.send(part, { fin: false });
    expect(await line.next()).toMatchObject({ kind: 'goodbye', why: 'malformed' });
    expect(await line.next()).toBe(1008);
  });

  it('is not buffered before the token is checked, nor after the close', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    const { port } = new URL(companion.app);
    const talkers = 100;
    const large = Buffer.concat([largeFrameHead(2_000_000), Buffer.alloc(1_900_000, ' ')]);
    large[0] = 0x81;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 5);
    onTestFinished(() => clearInterval(watch));
    const talk = async (): Promise<void> => {
      const socket = connect(Number(port), '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      socket.write(upgradeRequest(controlOf(companion)));
      await once(socket, 'data');
      socket.write(large);
      await new Promise((resolve) => socket.resume().once('close', resolve));
    };
    await Promise.all(Array.from({ length: talkers }, talk));
    // Data that the system has already delivered is read.
    expect(most).toBeLessThan((talkers * large.length) / 4);
  });

  it('may be wrong, but not often enough for guessing', async () => {
    const companion = await startTestCompanion({ token: TOKEN });
    // A token is checked after a second, and a busy machine is slower than that.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
    onTestFinished(() => clock.mockRestore());
    const attempt = async (token: string): Promise<unknown> => {
      const line = await open(controlOf(companion));
      line.socket.send(JSON.stringify({ kind: 'hello', version: 1, token }));
      return line.next();
    };
    const guesses = Array.from({ length: 10 }, (_, n) => attempt(`guess ${n}`));
    for (const told of await Promise.all(guesses)) {
      expect(told).toMatchObject({ kind: 'goodbye', why: 'token' });
    }
    for (const token of ['another guess', TOKEN]) {
      const told = await attempt(token);
      expect(told).toMatchObject({ kind: 'goodbye', why: 'ended' });
      expect(JSON.stringify(told)).toMatch(/Try again in \d+ s/);
    }
  });

  it('waits for its token while others arrive, up to a limit', async () => {
    const url = await smallListener();
    const first = await open(url);
    const second = await open(url);
    const third = await open(url);
    expect(await first.next()).toMatchObject({ kind: 'goodbye', why: 'ended' });
    for (const line of [second, third]) {
      line.socket.send(HELLO);
      expect(await line.next()).toBe('welcome');
    }
  });

  it('is rejected beyond the limit', async () => {
    const url = await smallListener();
    const lines = [await open(url), await open(url)];
    for (const line of lines) {
      line.socket.send(HELLO);
      expect(await line.next()).toBe('welcome');
    }
    expect(await refusalOf(url)).toMatchObject({ status: 503 });
    lines[0]?.socket.close();
    await lines[0]?.next();
    await open(url);
  });
});

const HELLO = JSON.stringify({ kind: 'hello', version: 1, token: TOKEN });

/** A listener without a broker, for two unauthenticated lines and two others. */
async function smallListener(): Promise<string> {
  const host = {
    control: (line: ControlLine): ControlSession => ({
      receive: () => line.packets(Buffer.from('"welcome"')),
      closed: () => undefined,
    }),
    flushLater: () => undefined,
  };
  const gate = new TokenGate(new ControlToken(TOKEN), () => undefined);
  const listener = new ControlListener(
    host,
    gate,
    () => undefined,
    () => undefined,
    {
      authenticated: 2,
      unauthenticated: 2,
      pingEvery: 30,
    },
  );
  const server = createServer();
  server.on('upgrade', (request, socket, head) => listener.upgrade(request, socket, head));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    server.close();
    await listener.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `ws://127.0.0.1:${address.port}/control`;
}

it('is pinged, so that no proxy closes a silent connection', async () => {
  const controller = new WebSocket(await smallListener());
  onTestFinished(() => controller.terminate());
  await once(controller, 'ping');
  expect(await once(controller, 'ping')).toHaveLength(1);
});

describe('a request to /control', () => {
  it.each<readonly [string, Record<string, string>, number]>([
    ['of a foreign page', { origin: 'http://evil.example' }, 403],
    ['of a page without an origin', { origin: 'null' }, 403],
    ['under a foreign name', { host: 'evil.example' }, 403],
  ])('%s is rejected', async (_, headers, status) => {
    const companion = await startTestCompanion({ token: TOKEN });
    expect(await refusalOf(controlOf(companion), headers)).toMatchObject({ status });
  });

  it.each(['?token=secret', '?x'])('with %s in its address is rejected', async (query) => {
    const companion = await startTestCompanion({ token: TOKEN });
    const { status, body } = await refusalOf(`${controlOf(companion)}${query}`);
    expect(status).toBe(400);
    expect(body).toContain('others may read addresses');
    expect(body).not.toContain('secret');
    expect((await ask(companion.app, `/control${query}`)).status).toBe(400);
  });

  it('of an own page or an allowed one may show the token', async () => {
    const companion = await startTestCompanion({
      token: TOKEN,
      allowedOrigins: ['https://app.example'],
    });
    for (const origin of [new URL(companion.app).origin, 'https://app.example']) {
      const line = await open(controlOf(companion), { origin });
      line.socket.send(JSON.stringify({ kind: 'hello', version: 1, token: 'wrong' }));
      expect(await line.next()).toMatchObject({ kind: 'goodbye', why: 'token' });
    }
  });

  it('that is not an upgrade gets an explanation', async () => {
    const { app } = await startTestCompanion();
    expect(await ask(app, '/control')).toMatchObject({
      status: 426,
      headers: { upgrade: 'websocket' },
    });
  });

  it('finds nothing without a broker or at another path', async () => {
    const bare = await startTestCompanion({ broker: false });
    expect(await refusalOf(controlOf(bare))).toMatchObject({ status: 404 });
    const companion = await startTestCompanion();
    expect(await refusalOf(`${controlOf(companion)}/`)).toMatchObject({ status: 404 });
    expect(await refusalOf(`${controlOf(companion)}/token`)).toMatchObject({ status: 404 });
  });
});
