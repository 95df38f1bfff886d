import { once } from 'node:events';
import { type AddressInfo, connect, createServer, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { TlsSniffer } from './tlsSniffer.ts';

/** Connects to a server that calls this with each connection. */
async function connected(serve: (socket: Socket) => void): Promise<Socket> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const isAddress = (one: typeof address): one is AddressInfo => typeof one === 'object';
  if (!isAddress(address)) throw new Error('no port');
  return connect(address.port, '127.0.0.1');
}

async function allOf(stream: TlsSniffer): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) if (piece instanceof Buffer) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('data sent before a close is read to its end, however late', async () => {
  const said = Buffer.alloc(10_000, 7);
  const socket = await connected((from) => from.end(said));
  const sniffer = new TlsSniffer(socket);
  await once(socket, 'close');
  // Data written now is lost, as on any line, without further effects.
  sniffer.write('late');
  expect(await allOf(sniffer)).toEqual(said);
  expect(sniffer.takeBytes()).toEqual(said);
});

test('data sent before a reset is read too, followed by the reset', async () => {
  const said = Buffer.alloc(10_000, 7);
  const socket = new Socket();
  const sniffer = new TlsSniffer(socket);
  const broken = once(sniffer, 'error');
  socket.push(said);
  await once(socket, 'data');
  socket.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  await new Promise((resolve) => socket.once('close', resolve));
  const pieces: Buffer[] = [];
  sniffer.on('data', (piece: Buffer) => pieces.push(piece));
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
  expect(Buffer.concat(pieces)).toEqual(said);
});

test('joined writes are sent in one piece: a server that rejects the start is gone before the rest', async () => {
  const socket = await connected((to) => to.resume());
  const written = vi.spyOn(socket, 'write');
  const sniffer = new TlsSniffer(socket);
  onTestFinished(() => void sniffer.destroy());
  sniffer.cork();
  for (const piece of ['certificate', 'verify', 'finished']) sniffer.write(piece);
  sniffer.uncork();
  await expect.poll(() => written.mock.calls.length).toBeGreaterThan(0);
  await expect.poll(() => sniffer.writableLength).toBe(0);
  expect(written.mock.calls.map(([bytes]) => String(bytes))).toEqual(['certificateverifyfinished']);
});

test('written data and the end arrive', async () => {
  const arrived: Buffer[] = [];
  const socket = await connected((to) => {
    to.on('data', (piece: Buffer) => arrived.push(piece));
    to.on('end', () => to.end('bye'));
  });
  const sniffer = new TlsSniffer(socket);
  const said = Buffer.alloc(300_000, 1);
  sniffer.write(said);
  sniffer.end();
  expect((await allOf(sniffer)).toString()).toBe('bye');
  // `toEqual` compares the bytes one by one, which is slow here.
  expect(Buffer.concat(arrived).equals(said)).toBe(true);
});

test('reports a broken line', async () => {
  const socket = await connected((from) => from.resetAndDestroy());
  const sniffer = new TlsSniffer(socket);
  expect(await once(sniffer, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
});
