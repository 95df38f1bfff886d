/** Causes of disconnects of the app's bridged connections, as its capture shows them. */
import { connect as connectTcp, type Socket } from 'node:net';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { connectPacket } from '../../broker/core/broker.testkit.ts';
import type { TestClient } from '../../connection/client.testkit.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import type { StreamEnd } from '../../engine/streams/streamFacts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { httpProxy, listeningWith } from '../dial/servers.testkit.ts';
import { begunBridge, bridgedTo, withBridgeRule } from './bridgedPage.testkit.ts';

// Modules that load with the first connection must be loaded before it ends.
beforeAll(async () => {
  await import('../../connection/bridge/bridgedEnd.ts');
});

const endOf = (client: TestClient): StreamEnd | undefined => client.dispatch.capture.endOf(1);

const causeOf = (client: TestClient): Promise<EndCause> =>
  eventually(() => {
    const cause = endOf(client)?.cause;
    if (cause === undefined) throw new Error('Nothing is told.');
    return cause;
  }, 5);

/** A broker that accepts every client and runs this at the first PUBLISH. */
const brokerThat = (does: (socket: Socket) => void) =>
  listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const type = (bytes[0] ?? 0) >> 4;
      if (type === 1) socket.write(Buffer.of(0x20, 3, 0, 0, 0));
      else if (type === 3) does(socket);
    });
  });

test('by us, cleanly', async () => {
  const client = bridgedTo(await begunBridge(), { clientId: 'c' });
  await client.state('connected');
  client.send({ kind: 'disconnect' });
  expect(await causeOf(client)).toMatchObject({ key: 'client-disconnect', args: { code: 0 } });
});

test.each([
  ['FIN', (socket: Socket) => socket.end(), { key: 'after-packet', args: { topic: 'secret/a' } }],
  ['a reset', (socket: Socket) => socket.resetAndDestroy(), { key: 'after-packet' }],
] as const)('by the broker, with %s after a PUBLISH', async (_how, does, cause) => {
  const port = await brokerThat(does);
  const client = bridgedTo(await begunBridge(), { clientId: 'c' }, `mqtt://127.0.0.1:${port}`);
  await client.state('connected');
  client.publish(1, { topic: 'secret/a', qos: 0 });
  expect(await causeOf(client)).toMatchObject(cause);
  expect(endOf(client)).toMatchObject({ by: 'server' });
  // Viewers are notified at once.
  await client.until((event) =>
    event.kind === 'state' &&
    'failure' in event.state &&
    event.state.failure?.kind === 'lost' &&
    event.state.failure.cause?.key === cause.key
      ? true
      : undefined,
  );
  // Only a WebSocket has a close code.
  expect(endOf(client)).not.toHaveProperty('code');
});

test('by a reset of the idle broker', async () => {
  const sockets: Socket[] = [];
  const port = await listeningWith((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(Buffer.of(0x20, 3, 0, 0, 0)));
  });
  const client = bridgedTo(await begunBridge(), { clientId: 'c' }, `mqtt://127.0.0.1:${port}`);
  await client.state('connected');
  sockets[0]?.resetAndDestroy();
  expect(await causeOf(client)).toMatchObject({ key: 'reset', args: { by: 'server' } });
});

test('by a rejection, although the sentence is loaded after the end', async () => {
  const port = await listeningWith((socket) => {
    socket.on('error', () => undefined);
    // Not authorised.
    socket.once('data', () => socket.end(Buffer.of(0x20, 3, 0, 0x87, 0)));
  });
  const client = bridgedTo(await begunBridge(), { clientId: 'c' }, `mqtt://127.0.0.1:${port}`);
  expect(await causeOf(client)).toMatchObject({ key: 'refused', args: { code: 0x87 } });
});

test('by the broker with a reason: session taken over', async () => {
  const scene = await begunBridge();
  const client = bridgedTo(scene, { clientId: 'c' });
  await client.state('connected');
  const other = connectTcp(Number(new URL(scene.companion.mqtt).port), '127.0.0.1');
  onTestFinished(() => {
    other.destroy();
  });
  other.write(encode(connectPacket('c'), 5));
  expect(await causeOf(client)).toMatchObject({ key: 'server-disconnect', args: { code: 0x8e } });
});

test('by a fault rule on the bridge, not by either side', async () => {
  const scene = await begunBridge();
  await withBridgeRule(scene, { match: { packet: ['publish'] }, do: 'cut' });
  const client = bridgedTo(scene, { clientId: 'c' });
  await client.state('connected');
  client.publish(1, { topic: 'a', qos: 0 });
  expect(await causeOf(client)).toEqual({ key: 'on-purpose', args: { rule: 'rule-1' } });
  expect(endOf(client)).not.toHaveProperty('by');
});

test('at a proxy, which may have ended it itself', async () => {
  const sockets: Socket[] = [];
  const port = await listeningWith((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(Buffer.of(0x20, 3, 0, 0, 0)));
  });
  const proxy = `http://127.0.0.1:${(await httpProxy()).port}`;
  const settings = { clientId: 'c', line: { proxy } };
  const client = bridgedTo(await begunBridge(), settings, `mqtt://127.0.0.1:${port}`);
  await client.state('connected');
  sockets[0]?.end();
  expect(await causeOf(client)).toMatchObject({ key: 'behind-proxy', args: { proxy } });
  expect(endOf(client)).not.toHaveProperty('by');
});

test('with the companion, without time to report it', async () => {
  const scene = await begunBridge();
  const pages: WebSocket[] = [];
  class PageSocket extends WebSocket {
    constructor(address: string) {
      super(address);
      pages.push(this);
    }
  }
  vi.stubGlobal('WebSocket', PageSocket);
  const client = bridgedTo(scene, { clientId: 'c' });
  await client.state('connected');
  pages[0]?.terminate();
  expect(await causeOf(client)).toEqual({ key: 'companion-gone', args: {} });
  expect(endOf(client)).not.toHaveProperty('by');
  // Viewers are notified, without a code.
  await client.until((event) =>
    event.kind === 'state' &&
    'failure' in event.state &&
    event.state.failure?.kind === 'lost' &&
    event.state.failure.cause?.key === 'companion-gone'
      ? true
      : undefined,
  );
});
