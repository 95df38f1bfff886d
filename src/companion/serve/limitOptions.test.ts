/** Tests the options of the broker's limits over real sockets. */

import { once } from 'node:events';
import { connect } from 'node:net';
import type { IClientOptions } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../broker/core/memory/limits.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { largeFrameHead, upgradeRequest } from '../webSocketBytes.testkit.ts';
import { type Arguments, parseCommandLine } from './commandLine.ts';
import { startTestCompanion } from './companion.testkit.ts';
import { readSettings } from './settings.ts';

const V5: IClientOptions = { protocolVersion: 5 };

function parsed(argv: readonly string[]): Arguments {
  const surroundings = { version: '1', print: () => undefined };
  const asked = parseCommandLine(argv, { ...surroundings, users: undefined, token: undefined });
  if (asked === 'answered') throw new Error('help was printed');
  return asked;
}

async function startWith(
  argv: string,
  others: Partial<Limits> = {},
): Promise<{ mqtt: string; ws: string }> {
  const words = argv.split(' ').filter((word) => word !== '');
  const { limits, refusedFilters } = await readSettings(parsed(words));
  return startTestCompanion({ limits: { ...limits, ...others }, refusedFilters });
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const times = (count: number, bytes: (index: number) => Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => bytes(index + 1)));
/** At QoS 2, topic `t`, without properties and payload. */
const publish2 = (packetId: number): Buffer =>
  hex(`3406 0001 74 ${packetId.toString(16).padStart(4, '0')} 00`);

describe.each(['mqtt', 'ws'] as const)('over %s', (transport) => {
  it('announces the limits in CONNACK and enforces them', async () => {
    const companion = await startWith(
      '--server-keep-alive 60 --receive-maximum 20 --topic-alias-maximum 10 --maximum-packet-size 1000',
    );
    const url = companion[transport];
    const connect = (): ReturnType<typeof connectClient> =>
      connectClient(url, { ...V5, keepalive: 120 });
    expect((await connect()).connack.properties).toMatchObject({
      serverKeepAlive: 60,
      receiveMaximum: 20,
      topicAliasMaximum: 10,
      maximumPacketSize: 1000,
    });
    /** Reason code of the DISCONNECT that answers those bytes. */
    const answerTo = async (bytes: Buffer): Promise<number | undefined> => {
      const { client } = await connect();
      const answered = new Promise<number | undefined>((resolve, reject) => {
        client.once('disconnect', ({ reasonCode }) => resolve(reasonCode));
        client.once('close', () => reject(new Error('closed without DISCONNECT')));
      });
      client.stream.write(bytes);
      return answered;
    };
    expect(await answerTo(times(21, publish2))).toBe(0x93);
    expect(await answerTo(hex('3007 0001 74 03 23000b'))).toBe(0x94);
    expect(await answerTo(hex('30e607 0001 74 00'))).toBe(0x95);
    const { client } = await connect();
    await client.publishAsync('t', 'x', { qos: 2, properties: { topicAlias: 10 } });
    expect(client.connected).toBe(true);
  });

  it('a client that keeps sending still receives the reason of its rejection', async () => {
    const companion = await startWith('--maximum-packet-size 1000');
    const { client } = await connectClient(companion[transport], V5);
    const reason = new Promise<number | undefined>((resolve, reject) => {
      client.once('disconnect', ({ reasonCode }) => resolve(reasonCode));
      client.once('close', () => reject(new Error('closed without DISCONNECT')));
    });
    // Announces 5 MB, most of which are in transit when the response is sent.
    client.stream.write(hex('3080a0b102 0001 74 00'));
    for (let piece = 0; piece < 50; piece += 1) client.stream.write(Buffer.alloc(100_000));
    expect(await reason).toBe(0x95);
  });

  it('publishes $SYS topics by default', async () => {
    const companion = await startWith('');
    const { client, next } = await connectClient(companion[transport], V5);
    await client.subscribeAsync('$SYS/broker/version');
    expect(await next()).toMatchObject({
      payload: 'mqttscope version 1.2.3',
      packet: { retain: true },
    });
  });

  it.each([4, 5] as const)('rejects only a forbidden filter with 0x80, level %i', async (level) => {
    const companion = await startWith('--refuse-filter test/no --refuse-filter a/#');
    const { client } = await connectClient(companion[transport], { protocolVersion: level });
    const codes: unknown[] = [];
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'suback') codes.push(packet.granted);
    });
    const filters = ['test/no', 'test/+', 'a/#', 'a/b'];
    await client.subscribeAsync(filters, { qos: 1 }).catch(() => undefined);
    expect(codes).toEqual([[0x80, 1, 0x80, 1]]);
  });

  it('limits connections, subscriptions and queues with their codes', async () => {
    const companion = await startWith('--max-connections 2', {
      subscriptions: 1,
      queuedMessages: 3,
    });
    const url = companion[transport];
    const session = { ...V5, clientId: 'kept', clean: false } as const;
    const kept = await connectClient(url, {
      ...session,
      properties: { sessionExpiryInterval: 60 },
    });
    const codes: unknown[] = [];
    kept.client.on('packetreceive', (packet) => {
      if (packet.cmd === 'suback') codes.push(...packet.granted);
    });
    await kept.client.subscribeAsync('own', { qos: 1 });
    await kept.client.subscribeAsync('more', { qos: 1 }).catch(() => undefined);
    expect(codes).toEqual([1, 0x97]);

    const { client } = await connectClient(url, V5);
    await expect(connectClient(url, V5)).rejects.toMatchObject({ code: 0x97 });

    await kept.client.endAsync();
    for (let at = 1; at <= 5; at += 1) await client.publishAsync('own', String(at), { qos: 1 });
    const again = await connectClient(url, session);
    const waited = [await again.next(), await again.next(), await again.next()];
    expect(waited.map(({ payload }) => payload)).toEqual(['1', '2', '3']);
  });
});

it('ends a connection without CONNECT after a time', async () => {
  const companion = await startWith('', { connectTimeout: 1000 });
  const { hostname, port } = new URL(companion.mqtt);
  const opened = performance.now();
  const socket = connect(Number(port), hostname);
  await once(socket, 'end');
  expect(performance.now() - opened).toBeGreaterThan(900);
  socket.destroy();
});

it('divides memory proportionally', () => {
  const { limits } = parsed(['--memory', '256']);
  expect(limits.retainedBytes).toBe(2 * DEFAULT_LIMITS.retainedBytes);
  expect(limits.heldBytes).toBe(2 * DEFAULT_LIMITS.heldBytes);
});

it.each([
  ['--memory', '15', 'must be a whole number from 16 to 65536, not "15".'],
  ['--max-connections', '1s', 'must be a whole number from 1 to 1000000, not "1s".'],
])('%s %s is rejected', (name, value, reason) => {
  expect(() => parsed([name, value])).toThrow(`${name} ${reason}`);
});

it('accepts a WebSocket frame as large as the largest packet', async () => {
  const companion = await startWith('--maximum-packet-size 80000000 --memory 1024');
  const { hostname, port } = new URL(companion.ws);
  const socket = connect(Number(port), hostname);
  socket.write(upgradeRequest(companion.ws));
  await once(socket, 'data');
  // Frames with a zero mask: CONNECT, and after its acceptance a PUBLISH of 70,000,000 bytes at QoS 1.
  const connecting = hex('82 92 00000000 1010 0004 4d515454 05 02 0000 00 0003 626967');
  socket.write(connecting);
  await once(socket, 'data');
  const packets = hex('32 80bbb021 0001 74 0007 00');
  socket.write(Buffer.concat([largeFrameHead(5 + 70_000_000), packets]));
  socket.write(Buffer.alloc(5 + 70_000_000 - packets.length));
  let answer = Buffer.alloc(0);
  const puback = hex('0007 10');
  await new Promise<void>((resolve) => {
    socket.on('close', resolve);
    socket.on('data', (data: Buffer) => {
      answer = Buffer.concat([answer, data]);
      if (answer.includes(puback)) resolve();
    });
  });
  expect(answer.includes(puback)).toBe(true);
  socket.destroy();
});
