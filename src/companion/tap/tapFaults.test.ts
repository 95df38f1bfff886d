/** Tests rules and breakpoints on a tap over real sockets, at the device and the broker. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import type { Mark } from '../../broker/faults/marks.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet, Sender } from '../../mqtt/tables/packet.ts';
import { WireHost } from '../wires/wireHost.ts';
import { tapTo } from './deviceTap.testkit.ts';

/** An end of the connection, with its received and sent data. */
class End {
  readonly #framer = new Framer();
  readonly heard: string[] = [];
  readonly socket: Socket;
  isEnded = false;
  /** Sent bytes. */
  said = 0;

  constructor(socket: Socket, hears: Sender) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('end', () => {
      this.isEnded = true;
    });
    socket.on('close', () => {
      this.isEnded = true;
    });
    socket.on('data', (bytes: Buffer) =>
      this.#framer.push(bytes, (packet) => {
        const read = decode(packet, 5, hears);
        if (!read.ok) this.heard.push(`broken ${read.problem.breach.key}`);
        else this.heard.push(told(read.packet));
      }),
    );
    onTestFinished(() => {
      socket.destroy();
    });
  }

  say(packet: Packet): void {
    const bytes = encode(packet, 5);
    this.said += bytes.length;
    this.socket.write(bytes);
  }

  async hears(...packets: string[]): Promise<void> {
    await eventually(() => {
      if (this.heard.join() !== packets.join()) throw new Error(`heard ${this.heard.join()}`);
    });
    this.heard.length = 0;
  }
}

function told(packet: Packet): string {
  const id = 'packetId' in packet && packet.packetId !== undefined ? ` ${packet.packetId}` : '';
  return `${packet.type}${id}${'topic' in packet ? ` ${packet.topic}` : ''}`;
}

const CONNECT: Packet = {
  type: 'connect',
  protocolLevel: 5,
  protocolName: 'MQTT',
  cleanStart: true,
  keepAlive: 60,
  clientId: 'probe',
  properties: [],
} as const;

const publish = (topic: string, packetId: number, size = 3): Packet => ({
  type: 'publish',
  topic,
  payload: new Uint8Array(size),
  qos: 1,
  packetId,
  dup: false,
  retain: false,
  properties: [],
});
const puback = (packetId: number): Packet => ({
  type: 'puback',
  packetId,
  reasonCode: 0,
  properties: [],
});

class Wires extends WireHost {
  readonly left: Sender[] = [];

  override gone(connection: number, sender: Sender): void {
    super.gone(connection, sender);
    this.left.push(sender);
  }
}

/** A device and its broker with a tap between them. */
async function scene() {
  const brokers: End[] = [];
  const server = createServer((socket) => brokers.push(new End(socket, 'client')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const marks: Mark[] = [];
  const wires = new Wires({ marked: (mark) => marks.push(mark), placed: () => undefined });
  const { port, heard } = await tapTo([`mqtt://127.0.0.1:${address.port}`], { wires });
  const device = new End(connect(port, '127.0.0.1'), 'server');
  device.say(CONNECT);
  await eventually(() => expect(brokers).toHaveLength(1));
  const [broker] = brokers;
  if (broker === undefined) throw new Error('no broker');
  await broker.hears('connect');
  broker.say({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
  await device.hears('connack');
  const rules = (...list: readonly object[]): void => {
    const named = list.map((rule, at) => ({ id: `r${at}`, ...rule }));
    const reply = wires.command({ kind: 'set-rules', rules: { version: 1, rules: named } });
    expect(reply.kind).toBe('rules');
  };
  return { device, broker, wires, heard, marks, rules };
}

/** Number of waiting packets. */
const waiting = (wires: WireHost): number => {
  const reply = wires.command({ kind: 'list-waiting' });
  return reply.kind === 'waiting' ? reply.total : 0;
};

function firstWaiting(wires: WireHost): number {
  const reply = wires.command({ kind: 'list-waiting' });
  if (reply.kind !== 'waiting' || reply.packets[0] === undefined) throw new Error('nothing waits');
  return reply.packets[0].packet;
}

test('a PUBLISH is stopped by a display filter and forwarded changed; device and broker stay in step', async () => {
  const { device, broker, wires, rules, heard } = await scene();
  rules({
    match: { filter: 'type == publish and topic ~ "plant/#"' },
    do: { action: 'hold', keepAlive: true },
  });
  device.say(publish('plant/a', 5));
  await eventually(() => expect(firstWaiting(wires)).toBeGreaterThan(0));
  expect(broker.heard).toEqual([]);
  const forward = [Buffer.from(encode(publish('plant/changed', 5), 5)).toString('base64')];
  wires.command({ kind: 'decide', packet: firstWaiting(wires), forward, back: [] });
  await broker.hears('publish 5 plant/changed');
  broker.say(puback(5));
  await device.hears('puback 5');
  device.say(publish('office', 6));
  await broker.hears('publish 6 office');
  broker.say(puback(6));
  await device.hears('puback 6');
  // Recorded packets are those on the device's own wire.
  const framer = new Framer();
  const sent: string[] = [];
  framer.push(heard.bytes('client'), (packet) => {
    const read = decode(packet, 5, 'client');
    if (read.ok) sent.push(told(read.packet));
  });
  expect(sent).toEqual(['connect', 'publish 5 plant/a', 'publish 6 office']);
});

test('a connection that a rule cuts ends for both, with the rule as its cause', async () => {
  const { device, broker, rules, heard } = await scene();
  rules({ match: { packet: 'PUBACK' }, do: 'cut' });
  device.say(publish('a', 1));
  await broker.hears('publish 1 a');
  broker.say(puback(1));
  await eventually(() => expect(device.isEnded && broker.isEnded).toBe(true));
  expect(device.heard).toEqual([]);
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]).toMatchObject({
    by: undefined,
    cause: { key: 'on-purpose', args: { rule: 'r0' } },
  });
});

test('megabytes of waiting data stop the reading, and all of it arrives after release', async () => {
  const { device, broker, wires, rules } = await scene();
  rules({ match: { packet: 'PUBLISH' }, do: 'hold' });
  const count = 40;
  for (let id = 1; id <= count; id++) {
    device.say(publish('much', id, 256 * 1024));
  }
  await eventually(() => expect(waiting(wires)).toBeGreaterThan(3));
  // Reading has stopped: far less than everything has arrived, however long the device sends.
  await eventually(() => expect(device.socket.writableLength).toBeGreaterThan(0));
  expect(waiting(wires)).toBeLessThan(20);
  rules();
  await eventually(() => {
    wires.command({ kind: 'release', packet: 'all' });
    expect(broker.heard).toHaveLength(count);
  });
});

test('a network that resets after some bytes resets both ends, and the cause is the simulation', async () => {
  const { device, broker, wires, heard } = await scene();
  let code = '';
  device.socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? '';
  });
  wires.command({
    kind: 'set-rules',
    rules: { version: 1, rules: [], network: { resetAfter: 300 } },
  });
  device.say(publish('small', 1));
  await broker.hears('publish 1 small');
  device.say(publish('large', 2, 1000));
  await eventually(() => expect(device.isEnded && broker.isEnded).toBe(true));
  expect(code).toBe('ECONNRESET');
  expect(broker.heard).toEqual([]);
  await eventually(() => expect(heard.endings).toHaveLength(1));
  expect(heard.endings[0]?.cause).toEqual({ key: 'on-purpose', args: { rule: 'network' } });
});

test('a slow network delivers packets in late pieces, and they are complete', async () => {
  const { device, broker, wires } = await scene();
  wires.command({
    kind: 'set-rules',
    rules: {
      version: 1,
      rules: [],
      network: { slice: [1, 9], latency: [1, 20], up: 20_000, seed: 4 },
    },
  });
  for (let id = 1; id <= 5; id += 1) device.say(publish('t', id, 100));
  await broker.hears(...[1, 2, 3, 4, 5].map((id) => `publish ${id} t`));
  broker.say(puback(1));
  await device.hears('puback 1');
  expect(wires.waits(1, 'client')).toBe(0);
});

/** Disconnects the device after a long wait, so that the cause is the tap's earlier action. */
async function leaves({ device, broker, wires, heard }: Awaited<ReturnType<typeof scene>>) {
  const since = performance.now();
  await eventually(() => expect(performance.now() - since).toBeGreaterThan(950));
  device.socket.resetAndDestroy();
  await eventually(() => expect(wires.left).toContain('client'));
  // Held or silenced packets would make the broker wait too.
  wires.command({ kind: 'release', packet: 'all' });
  broker.socket.resetAndDestroy();
  await eventually(() => expect(heard.endings).toHaveLength(1));
  return heard.endings[0];
}

test('a device leaves because a rule dropped its PUBACK: the rule is the cause, not the broker', async () => {
  const all = await scene();
  const { device, broker, marks, rules } = all;
  rules({ match: { packet: 'PUBACK' }, do: 'drop' });
  device.say(publish('a', 1));
  await broker.hears('publish 1 a');
  broker.say(puback(1));
  await eventually(() => expect(marks).toHaveLength(1));
  const args = { did: 'dropped', sender: 'server', type: 'puback', packetId: 1, rule: 'r0' };
  expect(await leaves(all)).toMatchObject({ by: 'client', cause: { key: 'treated', args } });
});

test('a device leaves while a breakpoint holds its PINGREQ: the breakpoint is the cause', async () => {
  const all = await scene();
  const { device, wires, rules } = all;
  rules({ match: { packet: 'PINGREQ' }, do: 'hold' });
  device.say({ type: 'pingreq' });
  await eventually(() => expect(waiting(wires)).toBe(1));
  const args = { did: 'held', sender: 'client', type: 'pingreq', rule: 'r0' };
  expect(await leaves(all)).toMatchObject({ by: 'client', cause: { key: 'treated', args } });
});

test('packets after a held one are held too: PINGRESP after a PUBLISH to the device', async () => {
  const all = await scene();
  const { device, broker, wires, rules } = all;
  rules({ match: { packet: 'PUBLISH' }, do: 'hold' });
  broker.say(publish('to-device', 4));
  device.say({ type: 'pingreq' });
  await broker.hears('pingreq');
  broker.say({ type: 'pingresp' });
  await eventually(() => expect(waiting(wires)).toBe(2));
  const args = { did: 'held', sender: 'server', type: 'pingresp', rule: 'r0' };
  expect(await leaves(all)).toMatchObject({ by: 'client', cause: { key: 'treated', args } });
});

test('a simulated silent network is the cause of the device’s leaving', async () => {
  const all = await scene();
  const { device, wires, heard } = all;
  const network = { silentAfter: 5 };
  wires.command({ kind: 'set-rules', rules: { version: 1, rules: [], network } });
  device.say(publish('a', 1));
  await eventually(() => expect(heard.counts.client).toBe(device.said));
  const args = { did: 'silenced', type: undefined, rule: 'network' };
  expect(await leaves(all)).toMatchObject({ cause: { key: 'treated', args } });
});
