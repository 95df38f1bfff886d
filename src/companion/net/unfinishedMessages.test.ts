/** Only connections that begin long WebSocket messages without completing them are closed. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { Account } from '../../broker/core/memory/ledger.ts';
import { UnfinishedError, UnfinishedMessages } from './unfinishedMessages.ts';

interface Line {
  readonly socket: Socket;
  readonly received: number[];
  readonly errors: Error[];
  readonly webSocket: WebSocket;
  /** Received bytes. */
  readonly taken: () => number;
  /** Stops watching. */
  readonly leave: () => void;
}

/** Opens connections that share a limit. */
async function watched(most: number, account?: Account): Promise<() => Promise<Line>> {
  const messages = new UnfinishedMessages(most, account);
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  let opened: (line: Omit<Line, 'socket'>) => void = () => undefined;
  http.on('upgrade', (request, socket, head) =>
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const received: number[] = [];
      const errors: Error[] = [];
      const line = { webSocket, received, errors, taken: () => request.socket.bytesRead };
      webSocket.on('message', (data: Buffer) => line.received.push(data.length));
      webSocket.on('error', (error) => line.errors.push(error));
      const leave = messages.watch(webSocket, socket, true);
      opened({ ...line, leave });
    }),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return async () => {
    const socket = connect(Number(Reflect.get(Object(http.address()), 'port')), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    onTestFinished(() => {
      socket.destroy();
    });
    const line = new Promise<Omit<Line, 'socket'>>((resolve) => {
      opened = resolve;
    });
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
    socket.write(
      `GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${key}\r\n\r\n`,
    );
    return { socket, ...(await line) };
  };
}

/** Header of a masked frame with a 32-bit length. */
function head(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length, 0, 0, 0, 0]);
  const bytes = Buffer.alloc(14);
  bytes.set([0x80 | opcode, 0xff]);
  bytes.writeUInt32BE(length, 6);
  return bytes;
}

test('closes the connection with the most incomplete bytes at the common limit', async () => {
  const open = await watched(100_000);
  const [long, short] = [await open(), await open()];
  long.socket.write(Buffer.concat([head(2, 1_000_000), Buffer.alloc(80_000)]));
  await eventually(() => expect(long.taken()).toBeGreaterThan(80_000));
  short.socket.write(Buffer.concat([head(2, 40_000), Buffer.alloc(30_000)]));
  await eventually(() => expect(long.errors[0]).toBeInstanceOf(UnfinishedError));
  await eventually(() => expect(long.socket.destroyed).toBe(true));
  short.socket.write(Buffer.alloc(10_000));
  await eventually(() => expect(short.received).toEqual([40_000]));
  // Memory is available again.
  short.socket.write(Buffer.concat([head(2, 90_000), Buffer.alloc(90_000)]));
  await eventually(() => expect(short.received).toEqual([40_000, 90_000]));
  expect(short.errors).toEqual([]);
});

test('complete messages and pings do not count', async () => {
  const account = new Account(20_000);
  const open = await watched(20_000, account);
  const line = await open();
  let pings = 0;
  for (const kind of ['ping', 'pong']) {
    line.webSocket.on(kind, () => {
      pings += 1;
    });
  }
  // More fragments at once exceed the limit of `ws`.
  const some = Buffer.concat([
    ...Array<Buffer>(25).fill(Buffer.concat([head(9, 100), Buffer.alloc(100)])),
    ...Array<Buffer>(25).fill(Buffer.concat([head(10, 100), Buffer.alloc(100)])),
  ]);
  for (let at = 1; at <= 5; at += 1) {
    line.socket.write(some);
    await eventually(() => expect(pings).toBe(at * 50));
  }
  // Neither are frame headers without data.
  expect(account.bytes).toBe(0);
  for (let at = 1; at <= 5; at += 1) {
    line.socket.write(Buffer.concat([head(2, 9_000), Buffer.alloc(9_000)]));
    await eventually(() => expect(line.received).toHaveLength(at));
  }
  expect(line.errors).toEqual([]);
});

test('memory is charged until messages are complete, closed or unwatched, and closes the largest if exhausted', async () => {
  const account = new Account(50_000);
  const open = await watched(100_000, account);
  const [one, other] = [await open(), await open()];
  one.socket.write(Buffer.concat([head(2, 30_000), Buffer.alloc(20_000)]));
  await eventually(() => expect(account.bytes).toBe(20_014));
  one.socket.write(Buffer.alloc(10_000));
  await eventually(() => expect(one.received).toEqual([30_000]));
  expect(account.bytes).toBe(0);
  one.socket.write(Buffer.concat([head(2, 1_000_000), Buffer.alloc(40_000)]));
  await eventually(() => expect(account.bytes).toBeGreaterThan(40_000));
  other.socket.write(Buffer.concat([head(2, 40_000), Buffer.alloc(20_000)]));
  await eventually(() => expect(one.errors[0]).toBeInstanceOf(UnfinishedError));
  await eventually(() => expect(account.bytes).toBe(20_014));
  const gone = await open();
  gone.socket.write(Buffer.concat([head(2, 40_000), Buffer.alloc(10_000)]));
  await eventually(() => expect(account.bytes).toBe(30_028));
  gone.socket.destroy();
  await eventually(() => expect(account.bytes).toBe(20_014));
  other.leave();
  expect(account.bytes).toBe(0);
  other.socket.write(Buffer.alloc(20_000));
  await eventually(() => expect(other.received).toEqual([40_000]));
  expect(account.bytes).toBe(0);
});
