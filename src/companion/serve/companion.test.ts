/** Tests the companion with real sockets and a third-party client. */
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { IClientOptions } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { signIn } from '../../alibaba/sign.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { transportExamples, VERSIONS } from '../mqtt/transportExamples.testkit.ts';
import { readTlsIdentity } from '../net/tlsIdentity.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { startTestCompanion } from './companion.testkit.ts';

describe.each(['mqtt', 'ws'] as const)('over %s', (transport) => {
  transportExamples(async () => {
    const url = (await startTestCompanion())[transport];
    return (options) => connectClient(url, options);
  });

  describe.each(VERSIONS)('in MQTT $name', ({ options }) => {
    it('users need their password, and receive the reason', async () => {
      const companion = await startTestCompanion({ users: new Map([['ann', 'a:b']]) });
      const url = companion[transport];
      const { client } = await connectClient(url, { ...options, username: 'ann', password: 'a:b' });
      expect(client.connected).toBe(true);
      const v5 = options.protocolVersion === 5;
      expect(await refusalOf(url, { ...options, username: 'ann', password: 'x' })).toMatchObject({
        code: v5 ? 0x86 : 4,
      });
      expect(await refusalOf(url, options)).toMatchObject({ code: v5 ? 0x87 : 5 });
    });

    it('devices are recognised by their signature', async () => {
      const companion = await startTestCompanion({
        platform: { file: undefined, settings: {} },
        seed: 7,
      });
      const [device] = companion.madeDevices;
      if (device === undefined) throw new Error('no device was made');
      const signed = (secret: string): IClientOptions => {
        const { clientId, username, password } = signIn({
          ...device,
          deviceSecret: secret,
          clientIdBase: 'base',
          signMethod: 'hmacsha256',
          secureMode: 3,
        });
        return { ...options, clientId, username, password };
      };
      const { client } = await connectClient(companion[transport], signed(device.deviceSecret));
      expect(client.connected).toBe(true);
      expect(await refusalOf(companion[transport], signed('other'))).toMatchObject({
        code: options.protocolVersion === 5 ? 0x86 : 4,
      });
    });
  });
});

describe('the two transports', () => {
  it('share one broker', async () => {
    const companion = await startTestCompanion();
    const overTcp = await connectClient(companion.mqtt, { protocolVersion: 4 });
    const overWebSocket = await connectClient(companion.ws, { protocolVersion: 5 });
    await overWebSocket.client.subscribeAsync('a/#', { qos: 1 });
    await overTcp.client.publishAsync('a/b', 'x', { qos: 1 });
    expect(await overWebSocket.next()).toMatchObject({ topic: 'a/b', payload: 'x' });
  });
});

describe('with a certificate', () => {
  it('encrypts both transports and rejects plain clients', async () => {
    const tls = await readTlsIdentity({ cert: TLS_FILES.cert, key: TLS_FILES.key });
    const companion = await startTestCompanion({ tls });
    expect(companion.app).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/$/);
    expect(companion.mqtt).toMatch(/^mqtts:\/\/127\.0\.0\.1:\d+$/);
    expect(companion.ws).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\/mqtt$/);
    const overTcp = await connectClient(companion.mqtt, { ca: tls.cert });
    const overWebSocket = await connectClient(companion.ws, { wsOptions: { ca: tls.cert } });
    await overTcp.client.subscribeAsync('t', { qos: 1 });
    await overWebSocket.client.publishAsync('t', 'x', { qos: 1 });
    expect(await overTcp.next()).toMatchObject({ payload: 'x' });
    await refusalOf(companion.mqtt.replace('mqtts', 'mqtt'), {});
    await refusalOf(companion.ws.replace('wss', 'ws'), {});
    expect((await connectClient(companion.mqtt, { ca: tls.cert })).client.connected).toBe(true);
  });
});

describe('on IPv6', () => {
  it('addresses have brackets', async () => {
    const companion = await startTestCompanion({ host: '::1' });
    expect(companion.ws).toMatch(/^ws:\/\/\[::1\]:\d+\/mqtt$/);
    expect((await connectClient(companion.mqtt)).client.connected).toBe(true);
    expect((await fetch(companion.app)).status).toBe(200);
  });
});

describe('the demo fleet', () => {
  it.each([
    ['plain', undefined],
    ['encrypted', TLS_FILES],
  ])('%s publishes with a credential of its own', async (_, files) => {
    const tls = files && (await readTlsIdentity({ cert: files.cert, key: files.key }));
    const users = new Map([['ann', 'a']]);
    const companion = await startTestCompanion({ demo: true, users, tls });
    const { client, next } = await connectClient(companion.mqtt, {
      username: 'ann',
      password: 'a',
      ...(tls && { ca: tls.cert }),
    });
    await client.subscribeAsync('#', { qos: 2 });
    const topics = new Set<string>();
    while (topics.size < 10) topics.add((await next()).topic);
    expect(topics.size).toBe(10);
  });
});

describe('over TCP', () => {
  it('data other than MQTT closes the connection, and the companion continues', async () => {
    const companion = await startTestCompanion();
    const socket = new Socket();
    socket.connect(Number(new URL(companion.mqtt).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect((await connectClient(companion.mqtt)).client.connected).toBe(true);
  });
});

describe('a client that closes its own side', () => {
  it('receives the responses to its earlier packets', async () => {
    const companion = await startTestCompanion();
    const socket = new Socket({ allowHalfOpen: true });
    socket.connect(Number(new URL(companion.mqtt).port), '127.0.0.1');
    const answers: Buffer[] = [];
    socket.on('data', (bytes) => answers.push(bytes));
    // CONNECT of a client x and a PUBLISH of QoS 1.
    socket.end(Buffer.from('100d00044d515454040200000001783206000174000178', 'hex'));
    await once(socket, 'close');
    expect(Buffer.concat(answers).toString('hex')).toBe('2002000040020001');
  });
});

describe('closing', () => {
  it('notifies all clients, and cuts off those that do not answer', async () => {
    const companion = await startTestCompanion({ demo: true });
    const v5 = { protocolVersion: 5 } as const;
    const clients = [
      await connectClient(companion.mqtt, v5),
      await connectClient(companion.ws, v5),
    ];
    const reasons: unknown[] = [];
    for (const { client } of clients) {
      client.on('disconnect', ({ reasonCode }) => reasons.push(reasonCode));
    }
    const silent = new Socket({ allowHalfOpen: true });
    silent.connect(Number(new URL(companion.mqtt).port), '127.0.0.1');
    await once(silent, 'connect');
    const closed = clients.map(
      ({ client }) => new Promise<void>((resolve) => client.once('close', () => resolve())),
    );
    await companion.close();
    await Promise.all(closed);
    silent.destroy();
    expect(reasons).toEqual([0x8b, 0x8b]);
    await expect(connectClient(companion.mqtt)).rejects.toThrow(/ECONNREFUSED|closed/);
  });
});
