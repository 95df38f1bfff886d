/** Whatever has happened to one end of a tapped connection, it can be ended. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { wireEnd } from './wireEnd.ts';

const ignore = (): void => undefined;

/** A socket of ours, and one that takes nothing and says nothing. */
async function pair(): Promise<Socket> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const accepted = new Promise<Socket>((resolve) => {
    server.once('connection', resolve);
  });
  const socket = connect(address.port, '127.0.0.1');
  await once(socket, 'connect');
  const other = await accepted;
  onTestFinished(() => {
    other.destroy();
    server.close();
  });
  return socket;
}

it('an end to which nothing more is written goes at once, also where it should be a reset', async () => {
  const socket = await pair();
  const gone = new Promise<string>((resolve) => {
    const end = wireEnd(socket, {
      received: ignore,
      textFrame: ignore,
      finished: ignore,
      drained: ignore,
      gone: ({ how }) => resolve(how),
    });
    end.finish({ how: 'closed' });
    end.destroy(true);
  });
  expect(await gone).toBe('closed');
});
