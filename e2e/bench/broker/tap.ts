/** Measures the overhead of a tap, next to a bare TCP relay in Node and, if installed, socat. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/connection/ports.testkit.ts';
import { ranOnCpu } from '../../kit/cpuTime.ts';
import { runBin } from '../../kit/peers/companion.ts';
import { type Running, start, untilUp } from '../../kit/peers/processes.ts';
import freshBuild from '../../run/freshBuild.ts';
import { median } from '../figures.ts';
import { record } from '../results.ts';

const TRIPS = 2000;
const WARM_UP = 200;
const BYTES = 200_000_000;

/** CONNECT of MQTT 3.1.1, so that the following bytes are framed as packets; then PUBLISH of 141 bytes. */
const CONNECT = Buffer.from('100c00044d5154540402003c0000', 'hex');
const CONNACK = Buffer.of(0x20, 2, 0, 0);
const PUBLISH = Buffer.concat([
  // A remaining length of 138 (2.2.3).
  Buffer.of(0x30, 0x8a, 0x01),
  Buffer.of(0, 11),
  Buffer.from('plant/press'),
  Buffer.alloc(125, 'x'),
]);

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function opened(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Median round trip in ms. */
async function tripTime(port: number): Promise<number> {
  const socket = await opened(port);
  const times: number[] = [];
  const trip = async (bytes: Buffer, wanted = bytes.length): Promise<number> => {
    const began = performance.now();
    let back = 0;
    const whole = new Promise<void>((resolve) => {
      const heard = (piece: Buffer): void => {
        back += piece.length;
        if (back < wanted) return;
        socket.off('data', heard);
        resolve();
      };
      socket.on('data', heard);
    });
    socket.write(bytes);
    await whole;
    return performance.now() - began;
  };
  await trip(CONNECT, CONNACK.length);
  for (let count = 0; count < TRIPS + WARM_UP; count += 1) {
    const ms = await trip(PUBLISH);
    if (count >= WARM_UP) times.push(ms);
  }
  socket.destroy();
  return median(times);
}

interface OneWay {
  /** Bytes per second. */
  readonly rate: number;
  /** Processor time of the relay per packet in µs; undefined: not a separate process. */
  readonly cost: number | undefined;
}

async function throughput(
  { port, pid }: Place,
  sink: { bytes: number },
  bytes: number,
): Promise<OneWay> {
  const spent = (): number | undefined => (pid === undefined ? undefined : ranOnCpu(pid));
  const socket = await opened(port);
  socket.on('error', () => undefined);
  const piece = Buffer.concat(Array.from({ length: 400 }, () => PUBLISH));
  const before = sink.bytes;
  const [began, spentBefore] = [performance.now(), spent()];
  socket.write(CONNECT);
  let sent = CONNECT.length;
  while (sent < bytes) {
    sent += piece.length;
    if (!socket.write(piece)) await once(socket, 'drain');
  }
  while (sink.bytes - before < sent) await new Promise((resolve) => setTimeout(resolve, 1));
  const rate = sent / ((performance.now() - began) / 1000);
  const spentAfter = spent();
  socket.destroy();
  const cost =
    spentBefore === undefined || spentAfter === undefined
      ? undefined
      : ((spentAfter - spentBefore) * 1000) / (sent / PUBLISH.length);
  return { rate, cost };
}

interface Place {
  readonly port: number;
  /** Process id of the relay. */
  readonly pid?: number | undefined;
}

interface Relay {
  readonly name: string;
  readonly to: (target: number) => Promise<Place>;
}

const running: Running[] = [];
const servers: Server[] = [];

const RELAYS: readonly Relay[] = [
  { name: 'direct', to: (port) => Promise.resolve({ port }) },
  {
    name: 'bare relay',
    to: async (target) => {
      // In a separate process, like the others.
      const port = await freePort();
      const code = `require('net').createServer({noDelay:true},(a)=>{const b=require('net').connect({port:${target},host:'127.0.0.1',noDelay:true});a.on('error',()=>b.destroy());b.on('error',()=>a.destroy());a.pipe(b).pipe(a)}).listen(${port},'127.0.0.1',()=>console.error('up'))`;
      const relay = start(process.execPath, ['-e', code]);
      running.push(await untilUp(relay, () => relay.stderr().includes('up'), 'the relay'));
      return { port, pid: relay.child.pid };
    },
  },
  {
    name: 'socat',
    to: async (target) => {
      const port = await freePort();
      const relay = start('socat', [
        '-d',
        '-d',
        `TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr,nodelay`,
        `TCP:127.0.0.1:${target},nodelay`,
      ]);
      running.push(await untilUp(relay, () => /listening on/.test(relay.stderr()), 'socat'));
      // It forks another process that does the work.
      return { port };
    },
  },
  { name: 'mqttscope tap', to: (target) => tapTo(target) },
  {
    name: 'tap with rules',
    to: (target) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
      const file = path.join(folder, 'rules.json');
      writeFileSync(file, JSON.stringify({ version: 1, rules: RULES }));
      return tapTo(target, ['--faults', file]).finally(() => rmSync(folder, { recursive: true }));
    },
  },
];

/** Every rule is checked for every packet, and none applies. */
const RULES = [
  { id: 'topic', match: { topic: 'plant/oven/#' }, do: 'drop' },
  { id: 'client', match: { client: 'oven-*', packet: ['publish'] }, do: 'duplicate' },
  { id: 'filter', match: { filter: 'payload contains "y"' }, do: 'hold' },
];

async function tapTo(target: number, more: readonly string[] = []): Promise<Place> {
  const port = await freePort();
  const to = `mqtt://127.0.0.1:${target}`;
  const tap = runBin(['tap', '--listen', String(port), '--to', to, ...more]);
  running.push(await untilUp(tap, () => /Devices connect to/.test(tap.stderr()), 'the tap'));
  return { port, pid: tap.child.pid };
}

export async function benchTap(): Promise<void> {
  freshBuild();
  console.log('\nOne connection through a relay on this machine (PUBLISH of 140 bytes)');
  const sink = { bytes: 0 };
  const echo = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    // Rules follow the broker's packets, which begin with CONNACK.
    socket.once('data', (first: Buffer) => {
      socket.write(Buffer.concat([CONNACK, first.subarray(CONNECT.length)]));
      socket.pipe(socket);
    });
  });
  const drain = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', ({ length }: Buffer) => {
      sink.bytes += length;
    });
  });
  servers.push(echo, drain);
  const [echoing, draining] = [await listening(echo), await listening(drain)];
  const trips = new Map<string, number>();
  for (const { name, to } of RELAYS) {
    if (name === 'socat' && spawnSync('socat', ['-V']).status !== 0) {
      console.log(`  ${name.padEnd(15)}is not installed`);
      continue;
    }
    const trip = await tripTime((await to(echoing)).port);
    const { rate, cost } = await throughput(await to(draining), sink, BYTES);
    trips.set(name, trip);
    console.log(
      `  ${name.padEnd(15)}${(trip * 1000).toFixed(0).padStart(6)} µs there and back, ${(rate / 1e6).toFixed(0).padStart(6)} MB/s${cost === undefined ? '' : `, ${cost.toFixed(1).padStart(5)} µs of processor time a packet`}`,
    );
  }
  for (const one of running) await one.stop();
  for (const server of servers) server.close();
  const added = (name: string): number =>
    (((trips.get(name) ?? Number.NaN) - (trips.get('direct') ?? Number.NaN)) / 2) * 1000;
  record('tap', added('mqttscope tap'));
  record('tapWithRules', added('tap with rules'));
}
