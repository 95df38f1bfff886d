/**
 * Tests device taps of a running companion: started over the control interface, which also shows their
 * streams and ends.
 */

import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { connectAsync } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { connectPacket, publishPacket } from '../../broker/core/broker.testkit.ts';
import type { TapEvent } from '../../broker/tap/commands.ts';
import { type DeviceTapsReply, tapsOfDevices } from '../../broker/tap/deviceTaps.ts';
import { readTapBatch, type TappedPacket } from '../../broker/tap/tapBatch.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { isEndCause } from '../../engine/endCauses/endCauses.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { listeningWith } from '../dial/servers.testkit.ts';
import { TLS_FILES } from '../tls.testkit.ts';
import { CompanionTaps } from './companionTaps.ts';

function scene(): CompanionTaps {
  const folder = mkdtempSync(join(tmpdir(), 'mqttscope-taps-'));
  const taps = new CompanionTaps({ allowed: undefined, report: () => undefined, folder });
  onTestFinished(async () => {
    await taps.close();
    rmSync(folder, { recursive: true });
  });
  return taps;
}

function listed(taps: CompanionTaps): DeviceTapsReply {
  const reply = taps.command({ kind: 'list-device-taps' });
  if (reply.kind === 'refused') throw new Error(reply.reason);
  return reply;
}

async function started(taps: CompanionTaps, listen: string, to: string) {
  expect(taps.command({ kind: 'start-device-tap', listen, to }).kind).toBe('device-taps');
  return eventually(() => {
    const tap = listed(taps).taps.at(-1);
    expect(tap?.state).not.toBe('starting');
    if (tap === undefined) throw new Error('no tap');
    return tap;
  });
}

/** Events of a tap on a control line. */
function watched(taps: CompanionTaps, deviceTap: number) {
  const { line, ...told } = viewer();
  taps.taps(deviceTap)?.attach(line).command(TAP_ALL);
  return told;
}

/** A control line and its events. */
function viewer() {
  const events: TapEvent[] = [];
  const packets: TappedPacket[] = [];
  const line = {
    tell: (event: TapEvent) => void events.push(event),
    packets: (batch: Uint8Array) => void packets.push(...(readTapBatch(batch) ?? [])),
    backlog: 0,
    tooSlow: () => undefined,
  };
  return { events, packets, line };
}

const TAP_ALL = { kind: 'tap', tap: 1, clients: 'all', kept: true } as const;
const PEER = {
  address: '10.0.0.7:1',
  transport: 'tcp',
  loopback: false,
  secure: false,
} as const;

/** A broker that accepts every client and closes at the first PUBLISH. */
const closingBroker = () =>
  listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (bytes[0] === 0x10) {
        // In two pieces, because packets may be split anywhere.
        socket.write(Buffer.of(0x20, 0x02));
        setImmediate(() => socket.write(Buffer.of(0x00, 0x00)));
      } else if ((bytes[0] ?? 0) >> 4 === 3) socket.end();
    });
  });

test('text frames are forwarded as binary ones, which is reported once, also to later viewers', async () => {
  const heard: Buffer[] = [];
  const broker = await listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => heard.push(bytes));
  });
  const taps = scene();
  const tap = await started(taps, 'ws://127.0.0.1:0', `mqtt://127.0.0.1:${broker}`);
  const { events } = watched(taps, tap.deviceTap);
  const device = new WebSocket(tap.listen, ['mqtt']);
  onTestFinished(() => device.terminate());
  await once(device, 'open');
  for (const text of ['GET', ' /']) device.send(text);
  await eventually(() => expect(Buffer.concat(heard).toString()).toBe('GET /'));
  const told = { kind: 'tap-text', tap: 1, connection: 1, sender: 'client' };
  const ofText = (all: readonly TapEvent[]) => all.filter(({ kind }) => kind === 'tap-text');
  await eventually(() => expect(ofText(events)).toEqual([told]));
  expect(ofText(watched(taps, tap.deviceTap).events)).toEqual([told]);
});

test('the first of many silent visits are reported singly, the others counted', async () => {
  const taps = scene();
  const tap = await started(taps, 'ws://127.0.0.1:0', 'mqtt://127.0.0.1:1');
  const { events } = watched(taps, tap.deviceTap);
  for (let came = 1; came <= 13; came += 1) {
    const device = connectTcp(Number(new URL(tap.listen).port), '127.0.0.1');
    await once(device, 'connect');
    device.destroy();
    await eventually(() => expect(listed(taps).taps[0]?.count).toBe(came));
  }
  expect(listed(taps).taps[0]).toMatchObject({ count: 13, silent: 3, connections: 0 });
  await eventually(() => {
    const ends = events.filter((event) => event.kind === 'tap-closed');
    expect(ends).toHaveLength(10);
    expect(ends[9]?.ended).toMatchObject({
      by: 'client',
      cause: { key: 'said-nothing', args: { by: 'client' } },
    });
  });
});

test('viewers receive packets of both directions, masked, and the cause of the end', async () => {
  const taps = scene();
  const tap = await started(
    taps,
    'mqtt://127.0.0.1:0',
    `mqtt://127.0.0.1:${await closingBroker()}`,
  );
  expect(tap.state).toBe('listening');
  const { events, packets } = watched(taps, tap.deviceTap);
  const client = await connectAsync(tap.listen, {
    protocolVersion: 4,
    clientId: 'oven-01',
    username: 'u',
    password: 'hunter2',
    reconnectPeriod: 0,
  });
  expect(listed(taps).taps[0]?.connections).toBe(1);
  client.publish('plant/oven', 'x', { qos: 1 });
  await eventually(() => expect(events.some(({ kind }) => kind === 'tap-closed')).toBe(true));
  expect(packets.map(({ direction, bytes }) => [direction, (bytes[0] ?? 0) >> 4])).toEqual([
    ['from-client', 1],
    ['to-client', 2],
    ['from-client', 3],
  ]);
  expect(Buffer.concat(packets.map(({ bytes }) => bytes)).includes('hunter2')).toBe(false);
  const closed = events.find((event) => event.kind === 'tap-closed');
  expect(closed?.ended).toEqual({
    by: 'server',
    cause: {
      key: 'after-packet',
      args: { type: 'publish', topic: 'plant/oven', version: '4' },
    },
  });
  expect(isEndCause(closed?.ended?.cause)).toBe(true);
  client.end(true);
  // A new viewer gets the whole history with its end.
  const later = watched(taps, tap.deviceTap);
  expect(later.events).toMatchObject([
    { kind: 'tap-opened', connection: 1, isPartial: false, client: 'oven-01' },
    closed ?? {},
  ]);
  expect(later.packets).toEqual(packets);
});

test('later viewers receive the last hundred closed connections', () => {
  const taps = tapsOfDevices(CONVENTIONS.secrets);
  const cause = { key: 'tap-stopped', args: {} };
  for (let connection = 1; connection <= 101; connection += 1) {
    taps.opened(connection, PEER, connection);
    taps.closed(connection, connection + 0.5, { cause });
  }
  const { events, line } = viewer();
  taps.attach(line).command(TAP_ALL);
  expect(events).toHaveLength(200);
  expect(events[0]).toMatchObject({ kind: 'tap-opened', connection: 2 });
  expect(events.at(-1)).toMatchObject({ kind: 'tap-closed', connection: 101, ended: { cause } });
});

test('later viewers also see that a connection ended inside a packet', () => {
  const taps = tapsOfDevices(CONVENTIONS.secrets);
  const half = encode(publishPacket('plant/press', 'hello'), 5).slice(0, -4);
  const connect = encode(connectPacket('press-07'), 5);
  taps.opened(1, PEER, 1);
  taps.fromClient(1, connect, 2);
  taps.fromClient(1, half, 3);
  taps.closed(1, 4, { cause: { key: 'tap-stopped', args: {} } });
  // A password in a cut-off CONNECT is never shown, however late.
  taps.opened(2, PEER, 4);
  const secret = { userName: 'ann', password: encodeUtf8('PLANTED-SECRET') };
  const cut = encode(connectPacket('oven-01', secret), 5).slice(0, -2);
  taps.fromClient(2, cut, 5);
  taps.closed(2, 6, { cause: { key: 'tap-stopped', args: {} } });
  for (let looks = 0; looks < 2; looks += 1) {
    const { packets, line } = viewer();
    taps.attach(line).command(TAP_ALL);
    const told = packets.map(({ connection, broken, bytes }) => [connection, broken, bytes.length]);
    expect(told).toEqual([
      [1, false, connect.length],
      [1, true, half.length],
      [2, true, cut.length],
    ]);
    const shown = packets.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('');
    expect(shown).not.toContain('PLANTED');
  }
});

test('a message dropped by a rule never reaches the broker, and viewers see it', async () => {
  const taps = scene();
  const to = `mqtt://127.0.0.1:${await closingBroker()}`;
  const { listen, deviceTap } = await started(taps, 'mqtt://127.0.0.1:0', to);
  const { events, line } = viewer();
  taps.taps(deviceTap)?.attach(line, deviceTap).command({ kind: 'watch-marks' });
  const rule = { id: 'lost', match: { topic: 'plant/#' }, do: 'drop' };
  const reply = taps.wires(deviceTap)?.command({
    kind: 'set-rules',
    rules: { version: 1, rules: [rule] },
  });
  expect(reply).toMatchObject({ kind: 'rules' });
  const client = await connectAsync(listen, { clientId: 'oven-02', reconnectPeriod: 0 });
  onTestFinished(() => {
    client.end(true);
  });
  client.publish('plant/oven', 'x', { qos: 1 });
  await eventually(() =>
    expect(events).toMatchObject([
      {
        kind: 'marks',
        at: deviceTap,
        marks: [{ rule: 'lost', action: 'drop', client: 'oven-02' }],
      },
    ]),
  );
  expect(client.connected).toBe(true);
});

test('reports a taken port, an invalid address, and an unknown tap', async () => {
  const taps = scene();
  const broker = await closingBroker();
  const failed = await started(taps, `mqtt://127.0.0.1:${broker}`, 'mqtt://127.0.0.1:1883');
  expect(failed).toMatchObject({ state: 'failed' });
  expect(failed.failure).toContain(String(broker));
  const to = 'mqtt://127.0.0.1:1883';
  expect(taps.command({ kind: 'start-device-tap', listen: 'nowhere', to })).toMatchObject({
    fact: { key: 'bad-device-tap', args: { what: 'listen' } },
  });
  expect(taps.command({ kind: 'start-device-tap', listen: '0', to: 'http://x' })).toMatchObject({
    fact: { key: 'bad-device-tap', args: { what: 'to' } },
  });
  expect(taps.command({ kind: 'stop-device-tap', deviceTap: 99 })).toMatchObject({
    fact: { key: 'no-device-tap' },
  });
  taps.command({ kind: 'stop-device-tap', deviceTap: failed.deviceTap });
  expect(listed(taps).taps).toEqual([]);
});

test('with TLS, provides its authority’s certificate in each form', async () => {
  const taps = scene();
  const tap = await started(taps, 'mqtts://127.0.0.1:0', 'mqtt://127.0.0.1:1');
  expect(tap.authority?.pem).toContain('BEGIN CERTIFICATE');
  expect(tap.authority?.c).toContain('mqttscope_ca_pem[]');
  expect(tap.authority?.hex).toMatch(/^3082[0-9a-f]+$/);
});

const taken = (port: number, listen: string, servername: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTls({
      port: Number(new URL(listen).port),
      host: '127.0.0.1',
      servername,
      rejectUnauthorized: false,
    });
    onTestFinished(() => void socket.destroy());
    socket.on('error', reject);
    socket.on('secureConnect', () => socket.write(`to ${port}`));
    const shows = () => socket.getPeerX509Certificate()?.fingerprint256 ?? '';
    socket.on('data', (bytes: Buffer) => resolve(`${bytes.toString()} ${shows()}`));
  });

const saysItsName = (name: string): Promise<number> =>
  listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(name));
  });

test('server names select brokers, and a custom certificate is shown', async () => {
  const [a, b] = [await saysItsName('a'), await saysItsName('b')];
  const taps = scene();
  const cert = readFileSync(TLS_FILES.cert, 'utf8');
  const key = readFileSync(TLS_FILES.key, 'utf8');
  const to = `mqtt://127.0.0.1:${a} b.example=mqtt://127.0.0.1:${b}`;
  const start = { kind: 'start-device-tap', listen: 'mqtts://127.0.0.1:0', to } as const;
  taps.command({ ...start, cert, key });
  const tap = await eventually(() => {
    const [found] = listed(taps).taps;
    expect(found?.state).toBe('listening');
    return found;
  });
  expect(tap).toMatchObject({
    isOwn: true,
    to: `mqtt://127.0.0.1:${a}, b.example → mqtt://127.0.0.1:${b}`,
  });
  expect(tap?.authority).toBe(undefined);
  const { fingerprint256 } = new X509Certificate(cert);
  expect(await taken(a, tap?.listen ?? '', 'a.example')).toBe(`a ${fingerprint256}`);
  expect(await taken(b, tap?.listen ?? '', 'b.example')).toBe(`b ${fingerprint256}`);

  const other = readFileSync(TLS_FILES.otherKey, 'utf8');
  for (const [wrong, what] of [
    [{ cert, key: other }, 'identity'],
    [{ cert }, 'identity'],
    [{ listen: 'mqtt://127.0.0.1:0' }, 'names'],
    [{ to: `mqtt://127.0.0.1:${a} mqtt://127.0.0.1:${b}` }, 'names'],
    [{ to: `mqtt://127.0.0.1:${a} b.example=http://x` }, 'to'],
    [{ listen: 'mqtt://127.0.0.1:0', to: `mqtt://127.0.0.1:${a}`, cert, key }, 'identity'],
  ] as const) {
    expect(taps.command({ ...start, ...wrong })).toMatchObject({
      fact: { key: 'bad-device-tap', args: { what } },
    });
  }
});
