/**
 * A process that attacks the broker at a port: `assault.ts PORT`. Its parent sends the name of an assault,
 * and receives the name back when it is fully active. The next name ends it.
 */
import { on, once } from 'node:events';
import net from 'node:net';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet, PublishPacket, SubscribePacket } from '../../../src/mqtt/tables/packet.ts';

const VERSION = 5;

const CONNECT = (clientId: string): Packet => ({
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 0,
  clientId,
  properties: [],
});
const SUBSCRIBE = (filter: string, qos: 0 | 1 | 2): SubscribePacket => ({
  type: 'subscribe',
  packetId: 1,
  properties: [],
  subscriptions: [{ filter, qos, noLocal: false, retainAsPublished: false, retainHandling: 0 }],
});
const PUBLISH = (topic: string, size: number, retain = false): PublishPacket => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain,
  topic,
  properties: [],
  payload: new Uint8Array(size),
});

/** Sockets of the active assault. */
const sockets = new Set<net.Socket>();
const timers = new Set<NodeJS.Timeout>();

async function open(port: number): Promise<net.Socket> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  sockets.add(socket);
  // Disconnection is expected.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return socket;
}

/** Repeats an action at an interval in ms. */
function every(ms: number, act: () => void): void {
  timers.add(setInterval(act, ms));
}

/** Runs an action after a delay in ms. */
function later(ms: number, act: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    act();
  }, ms);
  timers.add(timer);
}

/** Ends the active assault and its timers. */
function stop(): void {
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  for (const timer of timers) clearTimeout(timer);
  sockets.clear();
  timers.clear();
}

/** Writes repeatedly as fast as the other side reads. */
function pour(socket: net.Socket, next: () => Uint8Array): void {
  const more = (): void => {
    let room = !socket.destroyed;
    for (let count = 0; room && count < 64; count += 1)
      room = socket.write(next()) && !socket.destroyed;
    if (room) setImmediate(more);
  };
  socket.on('drain', more);
  more();
}

const send = (socket: net.Socket, ...packets: readonly Packet[]): boolean =>
  socket.write(Buffer.concat(packets.map((packet) => encode(packet, VERSION))));

/** Resolves when all earlier packets are answered, as PINGRESP shows. */
async function answered(socket: net.Socket): Promise<void> {
  const pingResp = encode({ type: 'pingresp' }, VERSION);
  send(socket, { type: 'pingreq' });
  for await (const [bytes] of on(socket, 'data', { close: ['close'] })) {
    if (bytes instanceof Uint8Array && pingResp.every((byte, at) => bytes.at(at - 2) === byte))
      return;
  }
}

/** All filters with a number of levels, each `a` or `+`. They all match one topic. */
const overlapping = (levels: number): string[] =>
  Array.from({ length: 2 ** levels }, (_, number) =>
    Array.from({ length: levels }, (_level, at) => ((number >> at) & 1 ? '+' : 'a')).join('/'),
  );

/** Assaults by name; each resolves when it is fully active. */
const ASSAULTS: Readonly<Record<string, (port: number) => Promise<void>>> = {
  'stopped readers': async (port) => {
    for (let at = 0; at < 20; at += 1) {
      const reader = await open(port);
      reader.pause();
      send(reader, CONNECT(`stopped ${at}`), SUBSCRIBE('flood/#', at % 2 === 0 ? 0 : 1));
    }
    const flood = await open(port);
    send(flood, CONNECT('flood'));
    const message = encode(PUBLISH('flood/a', 4000), VERSION);
    const numbered = encode({ ...PUBLISH('flood/b', 4000), qos: 1, packetId: 1 }, VERSION);
    flood.resume();
    let count = 0;
    pour(flood, () => ((count += 1) % 4 === 0 ? numbered : message));
  },
  'a thousand stopped readers': async (port) => {
    for (let at = 0; at < 1000; at += 1) {
      const reader = await open(port);
      reader.pause();
      send(reader, CONNECT(`stopped ${at}`), SUBSCRIBE('flood/#', 0));
    }
    const flood = await open(port);
    send(flood, CONNECT('flood'));
    const message = encode(PUBLISH('flood/a', 200), VERSION);
    pour(flood, () => message);
  },
  'a slow reader': async (port) => {
    const reader = await open(port);
    send(reader, CONNECT('slow'), SUBSCRIBE('flood/#', 0));
    reader.pause();
    every(20, () => void reader.read(2000));
    const flood = await open(port);
    send(flood, CONNECT('flood'));
    const message = encode(PUBLISH('flood/a', 1000), VERSION);
    pour(flood, () => message);
  },
  'half-open connections': async (port) => {
    const half = encode(CONNECT('half'), VERSION).subarray(0, 9);
    for (let at = 0; at < 200; at += 1) (await open(port)).write(half);
    // New connections replace those that end.
    every(20, () => void open(port).then((socket) => socket.write(half)));
  },
  'a thousand clients': async (port) => {
    const clients: net.Socket[] = [];
    for (let at = 0; at < 1000; at += 1) {
      const socket = await open(port);
      socket.resume();
      send(socket, CONNECT(`client ${at}`), SUBSCRIBE(`own/${at % 100}`, 1));
      clients.push(socket);
    }
    let at = 0;
    every(20, () => {
      for (let count = 0; count < 10; count += 1) {
        const socket = clients[(at += 1) % clients.length];
        if (socket) send(socket, PUBLISH(`own/${at % 100}`, 100));
      }
    });
  },
  'topics of 300 levels': async (port) => {
    const socket = await open(port);
    socket.resume();
    send(socket, CONNECT('deep'), SUBSCRIBE(`${'+/'.repeat(299)}#`, 0));
    let count = 0;
    const levels = (): string =>
      Array.from({ length: 300 }, (_, at) => (at === 150 ? String(count) : 'level')).join('/');
    pour(socket, () => {
      count += 1;
      return count % 3 === 0
        ? encode(SUBSCRIBE(levels(), 0), VERSION)
        : encode(PUBLISH(levels(), 10, true), VERSION);
    });
  },
  'announced packets of 256 MB': async (port) => {
    const announce = Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x01, 0x61, 0x00);
    const more = new Uint8Array(64 * 1024);
    const again = async (): Promise<void> => {
      const socket = await open(port);
      socket.resume();
      send(socket, CONNECT(''));
      socket.write(announce);
      socket.on('close', () => later(10, () => void again()));
      pour(socket, () => more);
    };
    await Promise.all(Array.from({ length: 20 }, again));
  },
  'large packets that do not end': async (port) => {
    // Below the largest accepted packet: 15 MiB of 16 arrive.
    const announce = Uint8Array.of(0x30, 0x80, 0x80, 0xc0, 0x07, 0x00, 0x01, 0x61, 0x00);
    const large = new Uint8Array(15 * 1024 * 1024);
    const again = async (): Promise<void> => {
      const socket = await open(port);
      socket.resume();
      send(socket, CONNECT(''));
      socket.write(announce);
      socket.on('close', () => later(10, () => void again()));
      // Active once everything is taken or the connection has ended.
      await new Promise((resolve) => {
        socket.write(large, resolve);
      });
    };
    await Promise.all(Array.from({ length: 30 }, again));
  },
  // The two packets that once blocked all clients for a minute each.
  'a message with 65,536 identifiers': async (port) => {
    const levels = 16;
    const perPacket = 16;
    const filters = overlapping(levels);
    const socket = await open(port);
    send(socket, CONNECT('overlapping'));
    for (let at = 0; at < filters.length; at += perPacket) {
      const some = filters.slice(at, at + perPacket);
      send(socket, {
        type: 'subscribe',
        packetId: at / perPacket + 1,
        properties: [{ name: 'subscriptionIdentifier', value: at + 1 }],
        subscriptions: some.flatMap((filter) => SUBSCRIBE(filter, 0).subscriptions),
      });
    }
    await answered(socket);
    const topic = Array.from({ length: levels }, () => 'a').join('/');
    const again = async (): Promise<void> => {
      send(socket, PUBLISH(topic, 8));
      await answered(socket);
      later(10, () => void again());
    };
    void again();
  },
  'a filter named 20,000 times': async (port) => {
    const times = 20_000;
    const socket = await open(port);
    send(socket, CONNECT('again and again'));
    for (let at = 0; at < times; at += 1) send(socket, PUBLISH(`kept/${at}`, 1, true));
    await answered(socket);
    const [one] = SUBSCRIBE('#', 0).subscriptions;
    if (one === undefined) throw new Error('a SUBSCRIBE names a filter');
    const subscribe: SubscribePacket = {
      ...SUBSCRIBE('#', 0),
      subscriptions: Array.from({ length: times }, () => one),
    };
    const again = async (): Promise<void> => {
      send(socket, subscribe);
      await answered(socket);
      later(10, () => void again());
    };
    void again();
  },
  'malformed packets': async (port) => {
    let at = 0;
    const again = async (): Promise<void> => {
      const socket = await open(port);
      socket.resume();
      send(socket, CONNECT(''));
      socket.write(Uint8Array.from({ length: 50 }, () => (at = (at * 31 + 7) % 256)));
      socket.on('close', () => void again());
    };
    await Promise.all(Array.from({ length: 20 }, again));
  },
};

process.once('disconnect', () => process.exit());
const port = Number(process.argv[2]);
for await (const [kind] of on(process, 'message')) {
  stop();
  const assault = ASSAULTS[String(kind)];
  if (assault === undefined) throw new Error(`there is no assault called ${kind}`);
  await assault(port);
  process.send?.(kind);
}
