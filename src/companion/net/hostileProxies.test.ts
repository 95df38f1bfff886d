/** Clients that pretend to be a proxy or to be forwarded by one. */
import { connect as connectSocket, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { ask } from '../http/http.testkit.ts';
import type { LogTarget } from '../log/eventLog.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';
import type { CompanionOptions } from '../serve/companionSetup.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { readTlsIdentity } from './tlsIdentity.ts';
import { parseNetwork } from './trustedProxies.ts';

/** Linux assigns every address of 127.0.0.0/8 to this machine. */
const PROXY = '127.0.0.2';
const STRANGER = '127.0.0.3';
const CLIENT = '203.0.113.5';
/** CONNECT of MQTT 3.1.1 with a user name and a password. */
const signIn = (id: string, user = 'ann', password = 'x'): Buffer => {
  const texts = [id, user, password].map((text) =>
    Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]),
  );
  const body = Buffer.concat([Buffer.from('00044d51545404c2003c', 'hex'), ...texts]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
};
const ACCEPTED = '20020000';
const header = (address = CLIENT): string => `PROXY TCP4 ${address} 192.0.2.1 4711 1883\r\n`;

async function start(overrides: Partial<CompanionOptions> = {}) {
  let logged = '';
  const log: LogTarget = {
    write: async (text) => {
      logged += text;
    },
    reopen: async () => undefined,
    close: async () => undefined,
  };
  const network = parseNetwork(PROXY);
  if (network === undefined) throw new Error('no network');
  const companion = await startTestCompanion({
    users: new Map([['ann', 'x']]),
    trustedProxies: [network],
    log,
    ...overrides,
  });
  const addressOf = (kind: string): Promise<string> =>
    eventually(() => {
      const [, address] = new RegExp(`"${kind}",.*?"address":"([^"]*)"`).exec(logged) ?? [];
      if (address === undefined) throw new Error(`no ${kind} yet`);
      return address;
    });
  return { companion, logged: () => logged, addressOf };
}

/** Sends these pieces. Resolves to the answer in hexadecimal; empty if the connection was closed. */
async function answerTo(
  { mqtt }: TestCompanion,
  localAddress: string,
  ...pieces: readonly (string | Buffer)[]
): Promise<string> {
  const socket = connectSocket({
    port: Number(new URL(mqtt).port),
    host: '127.0.0.1',
    localAddress,
  });
  socket.setNoDelay(true);
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  return firstOf(socket);
}

function firstOf(socket: Socket): Promise<string> {
  onTestFinished(() => void socket.destroy());
  return new Promise((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(''));
    socket.once('data', (bytes: Buffer) => resolve(bytes.toString('hex')));
  });
}

/** The same over WebSocket. */
const overWebSocket = async (
  companion: TestCompanion,
  localAddress: string,
  forwarded: string | undefined,
  packet = signIn('web'),
): Promise<string> => (await webSocketTo(companion, localAddress, forwarded))(packet);

/** Resolves to a function that sends a packet and resolves to its answer. */
async function webSocketTo(
  { ws }: TestCompanion,
  localAddress: string,
  forwarded: string | undefined,
): Promise<(packet: Buffer) => Promise<string>> {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const socket = new WebSocket(ws, 'mqtt', { localAddress, headers });
  onTestFinished(() => socket.terminate());
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(''));
    socket.once('close', () => resolve(''));
    socket.once('message', (data) => resolve(data instanceof Buffer ? data.toString('hex') : ''));
  });
  const opened = new Promise<void>((resolve) => socket.once('open', resolve));
  await Promise.race([opened, answer]);
  return (packet) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(packet);
    return answer;
  };
}

describe('a PROXY header', () => {
  it('of a trusted proxy names the client, in one piece or in many', async () => {
    const { companion, addressOf } = await start();
    const pieces = [header().slice(0, 1), header().slice(1, 20), header().slice(20)];
    expect(await answerTo(companion, PROXY, ...pieces, signIn('a'))).toBe(ACCEPTED);
    expect(await addressOf('sign-in')).toBe(`${CLIENT}:4711`);
    const whole = Buffer.concat([Buffer.from(header()), signIn('b')]);
    expect(await answerTo(companion, PROXY, whole)).toBe(ACCEPTED);
  });

  it('is read before TLS', async () => {
    const tls = await readTlsIdentity(TLS_FILES);
    const { companion, addressOf } = await start({ tls });
    const below = connectSocket({
      port: Number(new URL(companion.mqtt).port),
      host: '127.0.0.1',
      localAddress: PROXY,
    });
    below.write(header());
    const socket = connectTls({ socket: below, rejectUnauthorized: false });
    socket.write(signIn('a'));
    expect(await firstOf(socket)).toBe(ACCEPTED);
    expect(await addressOf('sign-in')).toBe(`${CLIENT}:4711`);
  });

  it('of others is no MQTT', async () => {
    const { companion, logged } = await start();
    expect(await answerTo(companion, STRANGER, header(), signIn('a'))).toBe('');
    expect(logged()).not.toContain(CLIENT);
  });

  it('that is wrong, incomplete or repeated ends the connection', async () => {
    const { companion } = await start({ edgeLimits: { openingTimeout: 200 } });
    expect(await answerTo(companion, PROXY, 'PROXY TCP4 nobody\r\n', signIn('a'))).toBe('');
    expect(await answerTo(companion, PROXY, 'PROXY TCP4 203.')).toBe('');
    expect(await answerTo(companion, PROXY, header(), header('192.0.2.7'), signIn('a'))).toBe('');
  });

  it('does not make a client local', async () => {
    const { companion } = await start({ users: new Map() });
    expect(await answerTo(companion, PROXY, signIn('own'))).toBe(ACCEPTED);
    for (const sent of [header('127.0.0.1'), 'PROXY UNKNOWN\r\n']) {
      expect(await answerTo(companion, PROXY, sent, signIn('a'))).toBe('20020005');
    }
  });
});

describe('X-Forwarded-For', () => {
  it('names the client of a trusted proxy, whatever the client wrote earlier', async () => {
    const { companion, addressOf } = await start();
    expect(await overWebSocket(companion, PROXY, `127.0.0.1, ${CLIENT}`)).toBe(ACCEPTED);
    expect(await addressOf('sign-in')).toBe(CLIENT);
  });

  it('of others is ignored', async () => {
    const { companion, addressOf } = await start();
    expect(await overWebSocket(companion, STRANGER, CLIENT)).toBe(ACCEPTED);
    expect(await addressOf('sign-in')).toMatch(/^127\.0\.0\.3:/);
  });

  it('does not make a client local', async () => {
    const { companion } = await start({ users: new Map() });
    expect(await overWebSocket(companion, PROXY, undefined)).toBe(ACCEPTED);
    for (const sent of ['127.0.0.1', '::1', 'unknown', '']) {
      expect(await overWebSocket(companion, PROXY, sent)).toBe('20020005');
    }
    // Fetched like by a proxy that runs on this machine.
    const inside = await start({
      trustedProxies: [{ address: '127.0.0.1', family: 'ipv4', bits: 32 }],
    });
    expect((await ask(inside.companion.app, '/metrics')).status).toBe(200);
    const forwarded = await ask(inside.companion.app, '/metrics', {
      'x-forwarded-for': '127.0.0.1',
    });
    expect(forwarded.status).toBe(403);
  });
});

describe('through a proxy', () => {
  it('wrong passwords delay only the client that sent them', async () => {
    const { companion } = await start();
    // Opened before, because the delay is one second.
    const send = await webSocketTo(companion, PROXY, CLIENT);
    const attempts = Array.from({ length: 10 }, (_, count) =>
      answerTo(companion, PROXY, header(), signIn('a', 'ann', `wrong${count}`)),
    );
    await Promise.all(attempts);
    // Too many attempts: even the right password is not checked.
    const answers = await Promise.all([
      answerTo(companion, PROXY, header(), signIn('a')),
      send(signIn('web')),
      answerTo(companion, PROXY, header('203.0.113.6'), signIn('b')),
    ]);
    expect(answers).toEqual(['20020003', '20020003', ACCEPTED]);
  });

  it('connections count for their clients', async () => {
    const { companion, addressOf } = await start({ edgeLimits: { connectionsPerAddress: 2 } });
    for (const id of ['a', 'b']) {
      expect(await answerTo(companion, PROXY, header(), signIn(id))).toBe(ACCEPTED);
    }
    expect(await answerTo(companion, PROXY, header(), signIn('c'))).toBe('');
    expect(await addressOf('host-limit')).toBe(`${CLIENT}:4711`);
    expect(await overWebSocket(companion, PROXY, CLIENT)).toBe('');
    expect(await answerTo(companion, PROXY, header('203.0.113.6'), signIn('d'))).toBe(ACCEPTED);
    expect(await overWebSocket(companion, PROXY, '203.0.113.6')).toBe(ACCEPTED);
  });
});

describe('the start', () => {
  const noticesWith = async (overrides: Partial<CompanionOptions>): Promise<string> =>
    (await start(overrides)).companion.notices.join('\n');
  const allowedOrigins = ['https://tools.example'];

  it('warns if clients of a proxy need no password', async () => {
    const none = { users: new Map<string, string>() };
    expect(await noticesWith({ ...none, trustedProxies: [], allowedOrigins })).toContain(
      'https://tools.example, everybody who can reach it is an anonymous client',
    );
    expect(await noticesWith(none)).toContain(
      `Clients that the proxy ${PROXY} forwards without X-Forwarded-For or a PROXY header`,
    );
    expect(await noticesWith({ allowAnonymous: true })).toContain(
      `can reach the proxy (${PROXY}) may connect without a password`,
    );
    expect(
      await noticesWith({ allowAnonymous: true, trustedProxies: [], allowedOrigins }),
    ).toContain('because of --allow-anonymous');
  });

  it('is silent if all clients need one', async () => {
    expect(await noticesWith({ allowedOrigins })).toBe('');
  });
});
