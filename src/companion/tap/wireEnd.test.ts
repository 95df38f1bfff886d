/** Tests that an end of a tapped connection can be closed in every state. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type EndedHow, webSocketError, wireEnd } from './wireEnd.ts';

const ignore = (): void => undefined;

/** Our socket, connected to a peer that does not read or write. */
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

it('an end without further output closes at once, also by a reset', async () => {
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

it('a TLS alert with the other end’s reason', async () => {
  const socket = await pair();
  const gone = new Promise<EndedHow>((resolve) => {
    const deaf = { received: ignore, textFrame: ignore, finished: ignore, drained: ignore };
    wireEnd(socket, { ...deaf, gone: resolve });
  });
  const code = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED';
  const message =
    '0:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:';
  socket.destroy(Object.assign(new Error(message), { code }));
  expect(await gone).toEqual({ how: 'failed', reason: code, alert: 'certificate_required' });
});

it('knows each error code of `ws`', () => {
  const library = new URL('../../../node_modules/ws/lib/', import.meta.url);
  const source = ['receiver.js', 'permessage-deflate.js', 'sender.js', 'websocket.js']
    .map((file) => readFileSync(new URL(file, library), 'utf8'))
    .join('');
  const codes = new Set(source.match(/WS_ERR_[A-Z0-9_]+/g));
  expect(codes.size).toBeGreaterThan(8);
  for (const code of codes) {
    const error = webSocketError(Object.assign(new Error('Invalid WebSocket frame'), { code }));
    expect([code, error]).not.toEqual([code, undefined]);
    expect([code, error]).not.toEqual([code, 'other']);
  }
  expect(webSocketError(new Error('socket hang up'))).toBeUndefined();
});
