/**
 * Clients that make the broker store as much as possible. Each is rejected in time, with a reason and a line
 * in the log, and the process stays within `--memory` and 128 MiB above its start.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { decode } from '../../src/mqtt/codec/decode.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import { Framer } from '../../src/mqtt/framing/framer.ts';
import type { ConnectPacket, Packet } from '../../src/mqtt/tables/packet.ts';
import type { Property } from '../../src/mqtt/tables/properties.ts';
import { busyTime } from '../kit/cpuTime.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import { frame, OPCODE, RawWebSocket } from '../kit/peers/rawWebSocket.ts';
import { residentMemory } from '../kit/processMemory.ts';
import { expect, test } from '../kit/test.ts';
import { isThorough } from '../kit/thorough.ts';

const MEBIBYTE = 1024 * 1024;
/** MiB. */
const MEMORY = 32;
const BESIDE = 128;
const QUOTA = 0x97;
const LONG = 'x'.repeat(65_000);
/** 393 kB, the maximum of a packet's header. */
const USER: readonly Property[] = Array.from({ length: 6 }, () => ({
  name: 'userProperty',
  value: ['name', LONG],
}));
const FOREVER: Property = { name: 'sessionExpiryInterval', value: 0xffff_ffff };

const CONNECT: ConnectPacket = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 0,
  clientId: '',
  properties: [],
};

class Hoarder {
  readonly #socket: net.Socket;
  readonly #framer = new Framer();
  readonly #came: Packet[] = [];
  isOver = false;

  private constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.isOver = true;
    });
    socket.on('data', (bytes: Buffer) => {
      this.#framer.push(new Uint8Array(bytes), (packet) => {
        const decoded = decode(packet, 5, 'server');
        if (decoded.ok) this.#came.push(decoded.packet);
      });
    });
  }

  static async open(port: number): Promise<Hoarder> {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Hoarder(socket);
  }

  /** Connected, with its CONNACK received. */
  static async connect(port: number, options: Partial<ConnectPacket>): Promise<Hoarder> {
    const hoarder = await Hoarder.open(port);
    await hoarder.ask({ ...CONNECT, ...options });
    return hoarder;
  }

  send(bytes: Uint8Array): void {
    if (!this.isOver) this.#socket.write(bytes);
  }

  /** Sends a packet. Returns whether the next packet is a rejection for lack of memory. */
  async ask(packet: Packet): Promise<boolean> {
    const before = this.#came.length;
    this.send(encode(packet, 5));
    while (this.#came.length === before && !this.isOver) await after(1);
    return this.isRefused;
  }

  get isRefused(): boolean {
    return this.#came.some(
      (packet) =>
        ('reasonCode' in packet && packet.reasonCode === QUOTA) ||
        ('reasonCodes' in packet && packet.reasonCodes?.includes(QUOTA)),
    );
  }

  /** Stops reading. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Resumes reading. */
  listen(): void {
    this.#socket.resume();
  }

  /** Bytes that neither the companion nor the system has taken. */
  get unsent(): number {
    return this.#socket.writableLength;
  }

  /** Bytes that the companion or the system has taken. */
  get taken(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  cut(): void {
    this.#socket.destroy();
  }
}

const publish = (topic: string, options: Partial<Extract<Packet, { type: 'publish' }>>) => ({
  type: 'publish' as const,
  dup: false,
  qos: 1 as const,
  packetId: 1,
  retain: false,
  topic,
  properties: USER,
  payload: Uint8Array.of(0x78),
  ...options,
});

const subscribe = (filter: string, qos: 0 | 1 = 1): Packet => ({
  type: 'subscribe',
  packetId: 1,
  properties: [],
  subscriptions: [{ filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 2 }],
});

/** Copies of it, a mebibyte in total. */
const many = (packet: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(MEBIBYTE / packet.length) }, () => packet);

/** Checks without a change, in ms each, after which none is expected. */
const STILL = 20;
const STEP = 25;
/** MiB that exceed all system buffers (up to 32 MiB at each end). */
const FILLING = 80;
/**
 * Most bytes taken from a client once its responses find the system's buffers full: system buffers for its
 * requests (up to 32 MiB at each end), and the companion's memory for responses of 5 bytes to requests of 12.
 */
const HELD_BACK = 128 * MEBIBYTE;
/** In hexadecimal digits. */
const PINGRESP = 'd000';
/** Bytes. */
const FRAGMENT = 60_000;

/** Repeats until it is rejected. Returns the number of accepted attempts. */
async function again(act: (count: number) => Promise<boolean>, most: number): Promise<number> {
  for (let count = 0; count < most; count += 1) if (await act(count)) return count;
  return most;
}

/** Each sends some messages, and then one in fragments without an end. */
async function withoutEnd(
  { ws }: Companion,
  count: number,
  messages: readonly Uint8Array[],
  unfinished: Uint8Array,
  size: number,
): Promise<readonly RawWebSocket[]> {
  const pieces = messages.map((message) => frame(OPCODE.binary, message));
  for (let at = 0; at < unfinished.length - size; at += size) {
    const opcode = at === 0 ? OPCODE.binary : OPCODE.continuation;
    pieces.push(frame(opcode, unfinished.subarray(at, at + size), { isLast: false }));
  }
  const all = Buffer.concat(pieces);
  const clients = await Promise.all(Array.from({ length: count }, () => RawWebSocket.ask(ws)));
  for (const client of clients) client.write(all);
  return clients;
}

async function oneIsThrownOut(clients: readonly RawWebSocket[]): Promise<boolean> {
  await until(() => clients.some(({ isEnded }) => isEnded), 'the end of one of them');
  await after(STILL * STEP);
  for (const client of clients) client.destroy();
  return true;
}

interface Assault {
  readonly name: string;
  /** Only in `npm run thorough`: takes seconds, and stores nothing. */
  readonly isLong?: boolean;
  /** Limits in the log when nothing else is stored. `|` separates alternatives. */
  readonly limits: readonly string[];
  /** Resolves to whether it was rejected. @param isAlone nothing else runs meanwhile */
  run(companion: Companion, port: number, isAlone: boolean): Promise<boolean>;
}

const ASSAULTS: readonly Assault[] = [
  {
    // Nothing is rejected: the companion stops reading from a client that does not read, and the rest waits at the
    // client.
    name: 'answers that nobody reads',
    isLong: true,
    limits: [],
    run: async ({ child }, port, isAlone) => {
      const requests = [
        { type: 'pingreq' } as const,
        publish('none', { properties: [] }),
        subscribe('a'),
      ].map((packet) => Buffer.concat(many(encode(packet, 5))));
      const clients = await Promise.all(
        requests.map(async (request) => {
          const client = await Hoarder.connect(port, {});
          await client.ask(subscribe('filling', 0));
          client.stopReading();
          return { client, request };
        }),
      );
      // Large messages fill the memory, because millions of responses would be needed.
      const filler = await Hoarder.connect(port, {});
      const filling = publish('filling', { properties: [], payload: new Uint8Array(MEBIBYTE) });
      for (let count = 0; count < FILLING; count += 1) await filler.ask(filling);
      filler.cut();
      const isHeldBack = ({ client }: { client: Hoarder }) =>
        !client.isOver && client.taken < HELD_BACK;
      // Until the companion is idle, although all of them have more to send.
      for (let still = 0, before = 0; still < STILL; still += 1) {
        for (const { client, request } of clients.filter(isHeldBack)) {
          if (client.unsent < request.length) client.send(request);
        }
        await after(STEP);
        const busy = busyTime(child.pid);
        if (busy - before > STEP / 5) still = 0;
        before = busy;
      }
      // If other clients use all memory, these may be disconnected: their remaining data is read and dropped.
      const cutOff = isAlone ? [] : clients.filter((one) => !isHeldBack(one));
      for (const { client } of cutOff) client.listen();
      await until(
        () => cutOff.every(({ client }) => client.isOver),
        'the end of who is not held back',
      );
      const areHeldBack = clients.every((one) => cutOff.includes(one) || isHeldBack(one));
      for (const { client } of clients) client.cut();
      return areHeldBack;
    },
  },
  {
    name: 'messages of WebSockets that never end',
    limits: ['incompleteBytes'],
    run: async (companion) => {
      const message = publish('a', { properties: [], payload: new Uint8Array(15 * MEBIBYTE) });
      const before = [encode(CONNECT, 5)];
      return oneIsThrownOut(await withoutEnd(companion, 8, before, encode(message, 5), FRAGMENT));
    },
  },
  {
    // Nothing is rejected, because it takes little memory.
    name: 'messages of WebSockets in fragments of a byte',
    isLong: true,
    limits: [],
    run: async (companion) => {
      const message = publish('a', { properties: [], payload: new Uint8Array(9000) });
      const before = [encode(CONNECT, 5), encode({ type: 'pingreq' }, 5)];
      const clients = await withoutEnd(companion, 200, before, encode(message, 5), 1);
      // Others may have left no memory for their sessions.
      const isAnswered = ({ frames, isEnded }: RawWebSocket) =>
        isEnded || frames.endsWith(PINGRESP);
      await until(() => clients.every(isAnswered), 'the answers to all of them');
      await after(STILL * STEP);
      for (const client of clients) client.destroy();
      return true;
    },
  },
  {
    name: 'retained messages with long properties',
    limits: ['retainedBytes'],
    run: async (_companion, port) => {
      const client = await Hoarder.connect(port, {});
      const most = 100;
      const count = await again(
        (at) => client.ask(publish(`retained/${at}`, { retain: true })),
        most,
      );
      return count < most;
    },
  },
  {
    name: 'queued messages with long properties',
    limits: ['heldBytes'],
    run: async (_companion, port) => {
      const away = await Hoarder.connect(port, { clientId: 'away', properties: [FOREVER] });
      await away.ask(subscribe('queued'));
      away.cut();
      const client = await Hoarder.connect(port, {});
      for (let at = 0; at < 30; at += 1) await client.ask(publish('queued', {}));
      return true;
    },
  },
  {
    name: 'delayed wills',
    limits: ['sessionBytes'],
    run: async (_companion, port) => {
      const payload = Uint8Array.of(0x78);
      const delay: Property = { name: 'willDelayInterval', value: 0xffff };
      const properties = [...USER, delay];
      const will = { topic: 'will', payload, qos: 1, retain: false, properties } as const;
      const most = 60;
      const count = await again(async () => {
        const client = await Hoarder.connect(port, { will, properties: [FOREVER] });
        client.cut();
        return client.isRefused;
      }, most);
      return count < most;
    },
  },
  {
    name: 'share names',
    limits: ['subscriptionBytes'],
    run: async (_companion, port) => {
      const client = await Hoarder.connect(port, {});
      const most = 600;
      const count = await again((at) => client.ask(subscribe(`$share/${at}${LONG}/a`)), most);
      return count < most;
    },
  },
  {
    name: 'topic aliases',
    limits: ['connectionBytes'],
    run: async (_companion, port) => {
      const clients: Hoarder[] = [];
      const most = 20;
      const count = await again(async () => {
        const client = await Hoarder.connect(port, {});
        clients.push(client);
        for (let value = 1; value <= 32 && !client.isOver; value += 1) {
          const properties = [{ name: 'topicAlias', value } as const];
          await client.ask(publish(`${value}${LONG}`, { properties }));
        }
        return client.isRefused;
      }, most);
      for (const client of clients) client.cut();
      return count < most;
    },
  },
  {
    name: 'names of sessions',
    limits: ['sessionBytes'],
    run: async (_companion, port) => {
      const most = 300;
      const count = await again(async (at) => {
        const clientId = `${at}${LONG}`;
        const client = await Hoarder.connect(port, { clientId, properties: [FOREVER] });
        client.cut();
        return client.isRefused;
      }, most);
      return count < most;
    },
  },
  {
    name: 'WebSockets that never say who they are',
    // The first limit depends on how their pieces arrive.
    limits: ['maximumHeadSize|incompleteBytes'],
    run: async (companion) => {
      const properties = Array.from({ length: 4 }, () => USER).flat();
      const connect = encode({ ...CONNECT, properties }, 5);
      return oneIsThrownOut(await withoutEnd(companion, 60, [], connect, FRAGMENT));
    },
  },
];

const RUN = ASSAULTS.filter(({ isLong }) => isThorough || !isLong);

/** Names of the limits in the log. */
function limitsIn(file: string): ReadonlySet<string | undefined> {
  const told = readFileSync(file, 'utf8').matchAll(/"event":"limit".*?"limit":"(\w+)"/g);
  return new Set([...told].map(([, limit]) => limit));
}

/** Sequential runs log the limit of each; parallel runs test the sum of all. */
const ORDERS = isThorough
  ? (['one after another', 'all at once'] as const)
  : (['one after another'] as const);

for (const order of ORDERS) {
  test(`memory stays within its limit, whatever clients store, ${order}`, async () => {
    const log = test.info().outputPath('events.log');
    const companion = await startCompanion(['--no-demo', '--memory', `${MEMORY}`, '--log', log]);
    const { pid } = companion.child;
    if (pid === undefined) throw new Error('the companion has no process');
    const start = residentMemory(pid).now;
    const port = Number(new URL(companion.mqtt).port);
    const other = await Hoarder.connect(port, {});
    const began = performance.now();
    const one = async (assault: Assault) => {
      const isRefused = await assault.run(companion, port, order === 'one after another');
      const grown = Math.round((residentMemory(pid).peak - start) / MEBIBYTE);
      const time = Math.round(performance.now() - began);
      console.log(`${order}, ${assault.name}: ${grown} MiB more, ${time} ms`);
      expect.soft(isRefused, assault.name).toBe(true);
    };
    if (order === 'all at once') await Promise.all(RUN.map(one));
    else for (const assault of RUN) await one(assault);

    // Earlier clients are still served.
    await other.ask({ type: 'pingreq' });
    expect(other.isOver).toBe(false);
    other.cut();
    const grown = residentMemory(pid).peak - start;
    const code = await companion.stop();
    expect(grown).toBeLessThan((MEMORY + BESIDE) * MEBIBYTE);
    expect(code).toBe(0);
    expect(companion.stderr()).not.toMatch(/internal error in the companion/i);
    const told = limitsIn(log);
    // With other clients, the limit that rejects one depends on their order.
    expect(told.size).toBeGreaterThan(0);
    if (order === 'all at once') return;
    for (const { name, limits } of RUN) {
      for (const limit of limits) {
        const isTold = limit.split('|').some((one) => told.has(one));
        expect.soft(isTold, `${name}: ${limit}`).toBe(true);
      }
    }
  });
}
