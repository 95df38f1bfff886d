/**
 * A server that floods: the same PUBLISH packets, in frames of a chosen size, to whoever asks. It
 * does as little as it can, so that the browser's side is what is measured.
 */
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';

const CONNECT = 1;
const SUBSCRIBE = 8;
const TOPICS = 1000;
/** Bytes the socket may hold back before the flood waits. */
const HIGH_WATER = 4 * 1024 * 1024;

export interface Flood {
  /** Address of a flood of `count` packets, `perFrame` in each frame. Without MQTT it starts at once. */
  readonly address: (count: number, perFrame: number, mqtt: boolean) => string;
  readonly close: () => Promise<void>;
}

/** A QoS 0 PUBLISH with a payload of 100 bytes of JSON. */
function publish(index: number): Buffer {
  const topic = Buffer.from(`sensors/line-${index % 10}/device-${index % TOPICS}/telemetry`);
  const payload = Buffer.from(JSON.stringify({ n: index, text: '' }).padEnd(100, ' '));
  const length = 2 + topic.length + payload.length;
  const header = Buffer.from([0x30, (length & 0x7f) | 0x80, length >> 7, 0, topic.length]);
  return Buffer.concat([header, topic, payload]);
}

function frames(count: number, perFrame: number): Buffer[] {
  const packets = Array.from({ length: TOPICS }, (_, index) => publish(index));
  const packet = (index: number) => packets[index % TOPICS] ?? Buffer.alloc(0);
  const all: Buffer[] = [];
  for (let at = 0; at < count; at += perFrame) {
    const size = Math.min(perFrame, count - at);
    all.push(Buffer.concat(Array.from({ length: size }, (_, i) => packet(at + i))));
  }
  return all;
}

async function pour(socket: WebSocket, count: number, perFrame: number): Promise<void> {
  for (const frame of frames(count, perFrame)) {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(frame);
    if (socket.bufferedAmount > HIGH_WATER) {
      await new Promise((resolve) => socket.send(Buffer.alloc(0), resolve));
    }
  }
}

export async function startFlood(): Promise<Flood> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  await once(server, 'listening');
  server.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const count = Number(url.searchParams.get('count'));
    const perFrame = Number(url.searchParams.get('frame'));
    if (url.pathname === '/bare') void pour(socket, count, perFrame);
    socket.on('message', (data: Buffer) => {
      const type = (data[0] ?? 0) >> 4;
      if (type === CONNECT) socket.send(Buffer.from([0x20, 2, 0, 0]));
      if (type !== SUBSCRIBE) return;
      socket.send(Buffer.from([0x90, 3, data[2] ?? 0, data[3] ?? 0, 0]));
      void pour(socket, count, perFrame);
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    address: (count, perFrame, mqtt) =>
      `ws://127.0.0.1:${port}/${mqtt ? 'mqtt' : 'bare'}?count=${count}&frame=${perFrame}`,
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes of a flood of that many packets. */
export function bytesOf(count: number): number {
  return frames(count, count).reduce((sum, frame) => sum + frame.length, 0);
}
