import { once } from 'node:events';
import { type AddressInfo, connect, createServer, Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Overheard } from './tlsSniffer.ts';

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

async function allOf(stream: Overheard): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) if (piece instanceof Buffer) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('what a server said before it closed is read to its end, however late', async () => {
  const said = Buffer.alloc(10_000, 7);
  const socket = await connected((from) => from.end(said));
  const overheard = new Overheard(socket);
  await once(socket, 'close');
  // Data written now is lost, as on any line, without further effects.
  overheard.write('late');
  expect(await allOf(overheard)).toEqual(said);
  expect(overheard.takeHeard()).toEqual(said);
});

test('what a server said before it reset the line is read, too, and the reset is told then', async () => {
  const said = Buffer.alloc(10_000, 7);
  const socket = new Socket();
  const overheard = new Overheard(socket);
  const broken = once(overheard, 'error');
  socket.push(said);
  await once(socket, 'data');
  socket.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
  await new Promise((resolve) => socket.once('close', resolve));
  const pieces: Buffer[] = [];
  overheard.on('data', (piece: Buffer) => pieces.push(piece));
  expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
  expect(Buffer.concat(pieces)).toEqual(said);
});

test('what is written at once leaves at once: a server that refuses its beginning is gone before the rest', async () => {
  const socket = await connected((to) => to.resume());
  const written = vi.spyOn(socket, 'write');
  const overheard = new Overheard(socket);
  onTestFinished(() => void overheard.destroy());
  overheard.cork();
  for (const piece of ['certificate', 'verify', 'finished']) overheard.write(piece);
  overheard.uncork();
  await expect.poll(() => written.mock.calls.length).toBeGreaterThan(0);
  await expect.poll(() => overheard.writableLength).toBe(0);
  expect(written.mock.calls.map(([bytes]) => String(bytes))).toEqual(['certificateverifyfinished']);
});

test('what is written arrives, and its end, too', async () => {
  const arrived: Buffer[] = [];
  const socket = await connected((to) => {
    to.on('data', (piece: Buffer) => arrived.push(piece));
    to.on('end', () => to.end('bye'));
  });
  const overheard = new Overheard(socket);
  const said = Buffer.alloc(300_000, 1);
  overheard.write(said);
  overheard.end();
  expect((await allOf(overheard)).toString()).toBe('bye');
  // `toEqual` compares so many bytes one by one, which is slow.
  expect(Buffer.concat(arrived).equals(said)).toBe(true);
});

test('a line that breaks is told', async () => {
  const socket = await connected((from) => from.resetAndDestroy());
  const overheard = new Overheard(socket);
  expect(await once(overheard, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
});
