/** A tap passes all bytes in both directions over every transport. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { CERT, echo, listeningWith, silent, tlsEcho, webEcho } from '../dial/servers.testkit.ts';
import { newAuthority, Signer } from './authority.ts';
import type { KeyAndCertificate } from './certificateForms.ts';
import { tapTo } from './deviceTap.testkit.ts';

let authority: KeyAndCertificate;
let signer: Signer;
beforeAll(async () => {
  authority = await newAuthority('test');
  signer = await Signer.of(authority);
});

const identity = (name: string | undefined) => signer.for([name ?? 'localhost', '127.0.0.1']);

function closesWithTest<S extends Socket>(socket: S): S {
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

async function tcp(port: number): Promise<Socket> {
  const socket = closesWithTest(connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true }));
  await once(socket, 'connect');
  return socket;
}

async function tls(port: number, servername = 'localhost', ca = authority.cert): Promise<Socket> {
  const options = { port, host: '127.0.0.1', ca, servername, allowHalfOpen: true };
  const socket = closesWithTest(connectTls(options));
  await once(socket, 'secureConnect');
  return socket;
}

/** Resolves to all bytes up to the end. */
function everything(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => pieces.push(bytes));
  return once(socket, 'end').then(() => Buffer.concat(pieces));
}

/** Counts half-open connections. @param answer reaction to the other side's end */
async function countingBroker(answer: (socket: Socket) => unknown = () => undefined) {
  const counted = { port: 0, open: 0 };
  counted.port = await listeningWith((socket) => {
    counted.open += 1;
    closesWithTest(socket).resume();
    let isOpen = true;
    const ended = (): void => {
      if (!isOpen) return;
      isOpen = false;
      counted.open -= 1;
      answer(socket);
    };
    socket.once('end', ended);
    // Without an end, it was reset.
    socket.once('close', ended);
  });
  return counted;
}

const CONNACK = Buffer.of(0x20, 2, 0, 0);
const PIECE = Buffer.from('10 0c 00 04 4d 51 54 54 04 02 00 3c 00 00'.replaceAll(' ', ''), 'hex');

test('relays bytes unchanged in both directions, over TCP and TLS on either side, with independent halves', async () => {
  const kinds = [
    ['mqtt', `mqtt://127.0.0.1:${await echo()}`],
    ['mqtts', `mqtt://127.0.0.1:${await echo()}`],
    ['mqtt', `mqtts://localhost:${await tlsEcho({ allowHalfOpen: true })}`],
    ['mqtts', `mqtts://localhost:${await tlsEcho({ allowHalfOpen: true })}`],
  ] as const;
  const much = Buffer.concat([PIECE, Buffer.alloc(1_000_000, 'abcdefg')]);
  for (const [scheme, to] of kinds) {
    const { port, heard } = await tapTo([to], {
      listen: `${scheme}://127.0.0.1:0`,
      ...(scheme === 'mqtts' && { identity }),
      ca: CERT,
    });
    const device = scheme === 'mqtts' ? await tls(port) : await tcp(port);
    const back = everything(device);
    device.write(much.subarray(0, 5));
    device.end(much.subarray(5));
    // The echo arrives after the device has closed its half.
    expect((await back).equals(much), `${scheme} to ${to}`).toBe(true);
    await eventually(() => expect(heard.endings).toHaveLength(1));
    expect(heard.bytes('client').equals(much)).toBe(true);
    expect(heard.bytes('server').equals(much)).toBe(true);
  }
});

test('WebSocket to WebSocket and to TCP: forwards subprotocol, path and bytes', async () => {
  let headers: NodeJS.Dict<string | string[]> = {};
  const web = await webEcho((seen) => {
    headers = seen;
  });
  for (const to of [`ws://127.0.0.1:${web}`, `mqtt://127.0.0.1:${await echo()}`]) {
    const { port, heard } = await tapTo([to], { listen: 'ws://127.0.0.1:0' });
    const device = new WebSocket(`ws://127.0.0.1:${port}/mqtt?x=1`, ['mqtt']);
    onTestFinished(() => device.terminate());
    await once(device, 'open');
    expect(device.protocol).toBe('mqtt');
    const back = once(device, 'message');
    device.send(PIECE);
    const messages: unknown[] = await back;
    expect(messages[0]).toEqual(PIECE);
    device.close(1000);
    await eventually(() => expect(heard.endings).toHaveLength(1));
  }
  expect(headers['sec-websocket-protocol']).toBe('mqtt');
});

test('names the violated rule of a WebSocket frame, not only a code', async () => {
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${await echo()}`], {
    listen: 'ws://127.0.0.1:0',
  });
  const device = await tcp(port);
  device.on('error', () => undefined);
  device.write(asked(port, {}));
  await once(device, 'data');
  // Only CONNECT, in a frame without a mask.
  device.write(Uint8Array.of(0x82, 2, 0x10, 0));
  // The device stays and does not answer the close: it receives the close frame and is cut off.
  const close: unknown[] = await once(device, 'data');
  // 1002, a protocol error.
  expect(close[0]).toEqual(Buffer.of(0x88, 2, 0x03, 0xea));
  await eventually(() => expect(heard.endings).toHaveLength(1));
  // The broker has left: further data is answered with a reset.
  await eventually(() => {
    if (!device.destroyed) device.write('x');
    expect(device.destroyed).toBe(true);
  });
  const args = { by: 'client', fault: 'unmasked' };
  expect(heard.endings[0]).toMatchObject({ by: 'client', cause: { key: 'bad-websocket', args } });
});

test('a page of another origin cannot use a WebSocket tap', async () => {
  const taken: Socket[] = [];
  const broker = await listeningWith((socket) => taken.push(socket));
  const { port } = await tapTo([`mqtt://127.0.0.1:${broker}`], { listen: 'ws://127.0.0.1:0' });
  const page = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, ['mqtt'], {
    origin: 'https://evil.example',
  });
  page.on('error', () => undefined);
  const refused: unknown[] = await once(page, 'unexpected-response');
  expect(refused[1]).toMatchObject({ statusCode: 403 });
  expect(taken).toEqual([]);
});

/** A device's WebSocket request with these lines instead of the usual ones. */
function asked(port: number, lines: Readonly<Record<string, string>>, start = 'GET /mqtt'): string {
  const headers = {
    host: `127.0.0.1:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
    'sec-websocket-protocol': 'mqtt',
    ...lines,
  };
  const written = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${start} HTTP/1.1\r\n${written.join('')}\r\n`;
}

test.each([
  ['another protocol', { upgrade: 'h2c' }, 'GET /mqtt'],
  ['no key', { 'sec-websocket-key': '' }, 'GET /mqtt'],
  ['an old version', { 'sec-websocket-version': '7' }, 'GET /mqtt'],
  ['another method', {}, 'POST /mqtt'],
  ['the same subprotocol twice', { 'sec-websocket-protocol': 'mqtt, mqtt' }, 'GET /mqtt'],
  ['a subprotocol that is no token', { 'sec-websocket-protocol': 'a"b' }, 'GET /mqtt'],
])(
  'answers a request with %s before the broker is dialled, and keeps nothing',
  async (_what, lines, start) => {
    const dialled: Socket[] = [];
    const broker = await listeningWith((socket) => dialled.push(socket));
    const { port, heard, tap } = await tapTo([`mqtt://127.0.0.1:${broker}`], {
      listen: 'ws://127.0.0.1:0',
    });
    const device = await tcp(port);
    const back = everything(device);
    device.write(asked(port, lines, start));
    expect((await back).toString()).toMatch(/^HTTP\/1.1 400 /);
    await eventually(() => expect(heard.endings).toHaveLength(1));
    expect(heard.endings[0]?.cause).toEqual({ key: 'no-websocket', args: {} });
    expect(heard.endings[0]?.lasted).toBeGreaterThan(0);
    expect(tap.connections).toBe(0);
    expect(dialled).toEqual([]);
  },
);

test('a device that closes its half during the dialling keeps neither its place nor a connection', async () => {
  const broker = await countingBroker();
  const { port, heard, tap } = await tapTo([`mqtt://127.0.0.1:${broker.port}`], {
    listen: 'ws://127.0.0.1:0',
  });
  const device = await tcp(port);
  device.end(asked(port, {}));
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(tap.connections).toBe(0);
  await eventually(() => expect(broker.open).toBe(0));
});

test('reports whether a device that disconnected during the dialling had sent data', async () => {
  // Accepts the connection and never answers in TLS.
  const { port, heard } = await tapTo([`mqtts://127.0.0.1:${await silent()}`]);
  const talker = await tcp(port);
  talker.write(PIECE);
  await eventually(() => expect(heard.peers).toHaveLength(1));
  // When another connection is here, the first one's data is, too.
  const quiet = await tcp(port);
  await eventually(() => expect(heard.peers).toHaveLength(2));
  talker.resetAndDestroy();
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]).toMatchObject({ by: 'client', cause: { key: 'left-early' } });
  quiet.resetAndDestroy();
  await eventually(() => expect(heard.endings).toHaveLength(2));
  expect(heard.endings[1]?.cause).toMatchObject({ key: 'said-nothing', args: { by: 'client' } });
});

test('a silent device that closes its half before the broker is connected is closed', async () => {
  const broker = await countingBroker((socket) => socket.end());
  const { port, heard, tap } = await tapTo([`mqtt://127.0.0.1:${broker.port}`]);
  closesWithTest(connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true }))
    .resume()
    .end();
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]?.cause).toMatchObject({ key: 'said-nothing', args: { by: 'client' } });
  expect(tap.connections).toBe(0);
  await eventually(() => expect(broker.open).toBe(0));
});

test('a device may use another name for the tap; a page may not, and is reported', async () => {
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${await echo()}`], {
    listen: 'ws://127.0.0.1:0',
  });
  const host = 'tap.lan:1234';
  const device = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, ['mqtt'], { headers: { host } });
  onTestFinished(() => device.terminate());
  await once(device, 'open');
  const page = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, ['mqtt'], {
    headers: { host },
    origin: `http://${host}`,
  });
  page.on('error', () => undefined);
  await once(page, 'unexpected-response');
  expect(heard.endings.map(({ cause }) => cause)).toEqual([
    { key: 'foreign-page', args: { origin: `http://${host}` } },
  ]);
});

test('the requested name selects the target and is on the shown certificate', async () => {
  const said = (text: string) => listeningWith((socket) => socket.end(text));
  const { port, heard } = await tapTo(
    [
      `a.example=mqtt://127.0.0.1:${await said('A')}`,
      `*.b.example=mqtt://127.0.0.1:${await said('B')}`,
    ],
    { listen: 'tls://127.0.0.1:0', identity },
  );
  expect((await everything(await tls(port, 'a.example'))).toString()).toBe('A');
  expect((await everything(await tls(port, 'x.b.example'))).toString()).toBe('B');
  await everything(await tls(port, 'c.example'));
  await eventually(() =>
    expect(heard.endings.at(-1)?.cause).toEqual({
      key: 'unknown-name',
      args: { name: 'c.example' },
    }),
  );
});

test('a slow reader is not written to, and delays only its own connection', async () => {
  let sent = 0;
  const broker = await listeningWith((socket) => {
    const piece = Buffer.alloc(64 * 1024);
    const more = (): void => {
      while (sent < 200_000_000) {
        sent += piece.length;
        if (!socket.write(piece)) return;
      }
    };
    socket.on('drain', more);
    socket.on('error', () => undefined);
    more();
  });
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${broker}`]);
  const device = await tcp(port);
  device.pause();
  // Sending stops once all buffers on the way are full.
  let before = -1;
  await eventually(() => {
    const now = heard.counts.server;
    const isStill = now === before && now > 0;
    before = now;
    expect(isStill).toBe(true);
  }, 200);
  expect(heard.counts.server).toBeLessThan(40_000_000);
});

test('names a device that does not trust the tap, has no TLS, or finds no broker', async () => {
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${await echo()}`], {
    listen: 'tls://127.0.0.1:0',
    identity,
  });
  await expect(tls(port, 'localhost', CERT)).rejects.toThrow(/certificate/);
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]?.cause).toMatchObject({ key: 'tls-failed' });
  const plain = await tcp(port);
  plain.write(PIECE);
  await eventually(() => expect(heard.endings).toHaveLength(2));
  expect(heard.endings[1]?.cause).toMatchObject({ key: 'tls-failed', args: { why: 'not-tls' } });

  const closed = await tapTo(['mqtt://127.0.0.1:1']);
  await everything(await tcp(closed.port));
  await eventually(() => expect(closed.heard.endings).toHaveLength(1));
  expect(closed.heard.endings[0]?.cause).toMatchObject({
    key: 'no-line',
    args: { failure: { key: 'refused' } },
  });

  const guarded = await tlsEcho({ requestCert: true });
  const refused = await tapTo([`mqtts://localhost:${guarded}`], { ca: CERT });
  (await tcp(refused.port)).write(PIECE);
  await eventually(() => expect(refused.heard.endings).toHaveLength(1));
  expect(refused.heard.endings[0]?.cause).toEqual({
    key: 'no-line',
    args: { failure: { key: 'tls-alert', args: { alert: 'certificate_required' } } },
  });
});

test('forwards a reset as a reset', async () => {
  const { port, heard } = await tapTo([
    `mqtt://127.0.0.1:${await listeningWith((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    })}`,
  ]);
  const device = await tcp(port);
  const failed = once(device, 'error');
  device.write(PIECE);
  const errors: unknown[] = await failed;
  expect(errors[0]).toMatchObject({ code: 'ECONNRESET' });
  await eventually(() =>
    expect(heard.endings[0]).toMatchObject({
      by: 'server',
      cause: { key: 'no-connack', args: { by: 'server', isReset: true } },
    }),
  );
});

test('reports a closed broker while the device is connected, and the device may continue', async () => {
  let broker: Socket | undefined;
  const { port, heard } = await tapTo(
    [
      `mqtt://127.0.0.1:${await listeningWith((socket) => {
        broker = socket.resume();
        socket.once('data', () => socket.end(CONNACK));
      })}`,
    ],
    { halfClosedAfter: 20 },
  );
  const device = await tcp(port);
  device.resume().write(PIECE);
  await eventually(() => expect(heard.halves).toHaveLength(1));
  expect(heard.halves[0]).toMatchObject({
    by: 'server',
    cause: { key: 'closed', args: { by: 'server', last: 'connack' } },
  });
  expect(heard.endings).toEqual([]);
  const before = broker?.bytesRead ?? 0;
  device.write(PIECE);
  await eventually(() => expect(broker?.bytesRead).toBe(before + PIECE.length));
  device.end();
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]?.cause).toEqual(heard.halves[0]?.cause);
  expect(heard.halves).toHaveLength(1);
});

test('a broker that has closed its WebSocket ends the connection, also for a half-open device', async () => {
  const web = await webEcho(
    () => undefined,
    (webSocket) => webSocket.close(),
  );
  const { port, heard } = await tapTo([`ws://127.0.0.1:${web}/mqtt`]);
  const device = await tcp(port);
  const back = everything(device);
  device.write(PIECE);
  // All of the broker's data arrives first.
  expect(await back).toEqual(PIECE);
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]).toMatchObject({ by: 'server', cause: { key: 'no-connack' } });
});

test('a reset before the tap accepted counts as the device’s, and does not keep the broker connected', async () => {
  const broker = await countingBroker();
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${broker.port}`]);
  // Blocks the tap's event loop meanwhile.
  const { status } = spawnSync(process.execPath, [
    '-e',
    `const s = require('net').connect(${port}, '127.0.0.1', () =>
      s.write(Buffer.from('${PIECE.toString('hex')}', 'hex'), () => s.resetAndDestroy()));`,
  ]);
  expect(status).toBe(0);
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]).toMatchObject({ by: 'client', address: '?' });
  await eventually(() => expect(broker.open).toBe(0));
});
