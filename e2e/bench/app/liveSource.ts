/** A server that sends messages on demand: to subscribed MQTT clients and to bare WebSockets. */
import type { WebSocket } from 'ws';
import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { type OpenServer, openServer } from '../browser/openServer.ts';

const CONNECT = 1;
const SUBSCRIBE = 8;
const PINGREQ = 12;
const CONNACK_BYTES = Buffer.from([0x20, 2, 0, 0]);
const PINGRESP_BYTES = Buffer.from([0xd0, 0]);
const PER_FRAME = 50;

/** ms, equal in all programs of this machine. */
export const wallClock = (): number => performance.timeOrigin + performance.now();

/** 100 bytes of JSON with QoS 0, to the topics in turn. */
function publish(topic: number): Buffer {
  const payload = JSON.stringify({ n: topic, temp: 15 + (topic % 23) }).padEnd(100, ' ');
  return Buffer.from(
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: `plant/line-${topic % 10}/device-${topic}/telemetry`,
        payload: encodeUtf8(payload),
        properties: [],
      },
      4,
    ),
  );
}

export class LiveSource {
  readonly #open: OpenServer;
  readonly #packets: readonly Buffer[];
  /** Subscribed clients by requested path. */
  readonly #ready = new Map<string, WebSocket>();
  readonly #wakes = new Set<() => void>();

  private constructor(open: OpenServer, topics: number) {
    this.#open = open;
    this.#packets = Array.from({ length: topics }, (_, index) => publish(index));
    open.server.on('connection', (socket, request) => {
      const path = request.url ?? '';
      if (path === '/bare') this.#isReady(path, socket);
      else socket.on('message', (data: Buffer) => this.#answer(path, socket, data));
    });
  }

  static async begin(topics: number): Promise<LiveSource> {
    return new LiveSource(await openServer(), topics);
  }

  address(path: '/bare' | '/mqtt'): string {
    return this.#open.address(path);
  }

  async ready(path: '/bare' | '/mqtt'): Promise<void> {
    while (!this.#ready.has(path)) {
      await new Promise<void>((resolve) => this.#wakes.add(resolve));
    }
  }

  /** Bytes of `count` messages in frames, starting with the first topic. */
  frames(from: number, count: number): readonly Buffer[] {
    const frames: Buffer[] = [];
    for (let at = 0; at < count; at += PER_FRAME) {
      const size = Math.min(PER_FRAME, count - at);
      const packets = Array.from({ length: size }, (_, one) => this.#packet(from + at + one));
      frames.push(Buffer.concat(packets));
    }
    return frames;
  }

  send(path: '/bare' | '/mqtt', frames: readonly Buffer[]): void {
    const socket = this.#ready.get(path);
    if (socket === undefined) throw new Error(`nobody listens at ${path}`);
    for (const frame of frames) socket.send(frame);
  }

  close(): Promise<void> {
    return this.#open.close();
  }

  #packet(index: number): Buffer {
    return this.#packets[index % this.#packets.length] ?? Buffer.alloc(0);
  }

  #isReady(path: string, socket: WebSocket): void {
    this.#ready.set(path, socket);
    for (const wake of this.#wakes) wake();
    this.#wakes.clear();
  }

  #answer(path: string, socket: WebSocket, data: Buffer): void {
    const type = (data[0] ?? 0) >> 4;
    if (type === CONNECT) socket.send(CONNACK_BYTES);
    else if (type === PINGREQ) socket.send(PINGRESP_BYTES);
    else if (type === SUBSCRIBE) {
      socket.send(Buffer.from([0x90, 3, data[2] ?? 0, data[3] ?? 0, 0]));
      this.#isReady(path, socket);
    }
  }
}
