import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { WakeTimer } from './wakeTimer.ts';

test('reads sockets before checking a deadline after the process was stopped', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const clients = Array.from({ length: 50 }, () => connect(address.port, '127.0.0.1'));
  onTestFinished(() => {
    for (const client of clients) client.destroy();
  });
  const accepted = new Set<Socket>();
  let heard = 0;
  server.on('connection', (socket) => {
    accepted.add(socket);
    socket.on('data', ({ length }) => {
      heard += length;
    });
  });
  while (accepted.size < clients.length) await once(server, 'connection');
  await new Promise(setImmediate);

  const heardWhenDue = new Promise<number>((resolve) => {
    new WakeTimer(() => resolve(heard)).set(performance.now() + 10);
  });
  for (const client of clients) client.write('p');
  // Blocks the process for longer than the timer.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  expect(await heardWhenDue).toBe(clients.length);
});
