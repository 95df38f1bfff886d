import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { dial } from './line.ts';
import { webEcho } from './servers.testkit.ts';

async function dialled(target: LineTarget) {
  const { signal } = new AbortController();
  const found = await dial(target, { allowed: undefined, signal });
  if (found.ok)
    onTestFinished(() => void (found.way instanceof WebSocket && found.way.terminate()));
  return found;
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test('user and password of an address become an HTTP header unless one is given', async () => {
  const seen: unknown[] = [];
  const at = `127.0.0.1:${await webEcho(({ authorization }) => seen.push(authorization))}/mqtt`;
  const own = [['authorization', 'Bearer t0ken']] as const;
  await dialled({ url: `ws://${at}` });
  await dialled({ url: `ws://ann:pass%20w%C3%B6rd@${at}` });
  await dialled({ url: `ws://ann@${at}` });
  await dialled({ url: `ws://ann:secret@${at}`, headers: own });
  expect(seen).toEqual([undefined, basic('ann:pass wörd'), basic('ann:'), 'Bearer t0ken']);
});

test('an undecodable user makes an address invalid', async () => {
  expect(await dialled({ url: 'ws://%ff@127.0.0.1:1/mqtt' })).toMatchObject({
    failure: { key: 'bad-address' },
  });
});

/** @param lines headers of the answer to an upgrade with this key */
async function answering(lines: (key: string) => string): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  server.on('upgrade', ({ headers }, socket) => {
    const more = lines(String(headers['sec-websocket-key']));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n${more}\r\n`);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `ws://127.0.0.1:${address.port}/mqtt`;
}

/** RFC 6455, 4.2.2. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

test('p4-23: names another subprotocol than the offered one', async () => {
  const url = await answering(
    (key) =>
      `Upgrade: websocket\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\nSec-WebSocket-Protocol: mqttv3.1\r\n`,
  );
  expect(await dialled({ url })).toMatchObject({
    failure: { key: 'no-subprotocol', args: { offered: 'mqtt', selected: 'mqttv3.1' } },
  });
});

test('p4-22: has the status and the server of a refused upgrade', async () => {
  const server = createServer((_request, answer) => {
    answer.writeHead(502, { server: 'Caddy' }).end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  expect(await dialled({ url: `ws://127.0.0.1:${address.port}/mqtt` })).toMatchObject({
    failure: { key: 'no-websocket', args: { status: 502, server: 'Caddy' } },
  });
});

test.each([
  ['Sec-WebSocket-Accept', 'Upgrade: websocket\r\nSec-WebSocket-Accept: of-another\r\n'],
  ['Upgrade', 'Upgrade: h2c\r\n'],
])('names the invalid %s of a response', async (header, lines) => {
  const url = await answering(() => lines);
  expect(await dialled({ url })).toMatchObject({
    failure: { key: 'bad-upgrade', args: { header } },
  });
});
