import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Overheard } from './overheard.ts';

/** A connection to a server that does this with each. */
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
  // What is written now is lost, as on any line, and takes nothing with it.
  overheard.write('late');
  expect(await allOf(overheard)).toEqual(said);
  expect(overheard.takeHeard()).toEqual(said);
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
  expect(Buffer.concat(arrived)).toEqual(said);
});

test('a line that breaks is told', async () => {
  const socket = await connected((from) => from.resetAndDestroy());
  const overheard = new Overheard(socket);
  expect(await once(overheard, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
});
