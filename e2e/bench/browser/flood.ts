/**
 * A server that sends the same PUBLISH packets to every client, in frames of a chosen size. It does as little
 * as possible, so that the browser's side is measured.
 */
import type { WebSocket } from 'ws';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { PacketHeads } from '../../../src/mqtt/framing/packetHeads.ts';
import type { Property } from '../../../src/mqtt/tables/properties.ts';
import type { FloodOrder } from './measurement.ts';
import { openServer } from './openServer.ts';

const CONNECT = 1;
const PUBACK = 4;
const PUBREC = 5;
const PUBCOMP = 7;
const SUBSCRIBE = 8;
/** Unwritten bytes of the socket above which the flood waits. */
const HIGH_WATER = 4 * 1024 * 1024;
/** The receive maximum: messages of QoS 1 and 2 in flight. */
const IN_FLIGHT = 1000;

export interface Flood {
  /** Address of a flood. Without MQTT it starts at once and awaits no responses. */
  readonly address: (order: FloodOrder, mqtt: boolean) => string;
  readonly close: () => Promise<void>;
}

const USER_PROPERTIES: readonly Property[] = Array.from({ length: 5 }, (_, index) => ({
  name: 'userProperty',
  value: [`key-${index}`, 'a value of some length'],
}));

const digits = (number: number, count: number): string => String(number).padStart(count, '0');

function retainedName(number: number): string {
  const device = Math.floor(number / 10);
  const line = `plants/p${digits(device % 100, 2)}/line-${digits(device % 77, 2)}`;
  return `${line}/device-${digits(device, 6)}/sensor-${number % 10}`;
}

function publish(index: number, order: FloodOrder): Uint8Array {
  const { topics, size, version, qos, isRetained = false } = order;
  const number = index % topics;
  const name = isRetained
    ? retainedName(number)
    : `sensors/line-${number % 10}/device-${number}/telemetry`;
  const isNamed = version < 5 || index < topics;
  const message = {
    dup: false,
    retain: isRetained,
    topic: isNamed ? name : '',
    properties:
      version < 5 ? [] : [{ name: 'topicAlias', value: number + 1 } as const, ...USER_PROPERTIES],
    payload: Buffer.from(JSON.stringify({ n: number, text: '' }).padEnd(size, ' ')),
  };
  if (qos === 0) return encode({ type: 'publish', qos, ...message }, version);
  return encode({ type: 'publish', qos, packetId: (index % IN_FLIGHT) + 1, ...message }, version);
}

/** After the first packets of each topic and identifier, the same ones repeat. */
function packets(order: FloodOrder): (index: number) => Uint8Array {
  const period = Math.max(order.topics, order.qos > 0 ? IN_FLIGHT : 0);
  const first = Array.from({ length: period }, (_, index) => publish(index, order));
  const later =
    order.version < 5
      ? first
      : Array.from({ length: period }, (_, index) => publish(period + index, order));
  return (index) => (index < period ? first : later)[index % period] ?? Buffer.alloc(0);
}

/** Frames are reused. */
function* frames(order: FloodOrder): Generator<Uint8Array, void, undefined> {
  const { count, perFrame } = order;
  const packet = packets(order);
  const made = new Map<number, Uint8Array>();
  const period = Math.max(order.topics, order.qos > 0 ? IN_FLIGHT : 0);
  for (let at = 0; at < count; at += perFrame) {
    const size = Math.min(perFrame, count - at);
    const key = at < period || size < perFrame ? -1 : at % period;
    const frame =
      made.get(key) ?? Buffer.concat(Array.from({ length: size }, (_, i) => packet(at + i)));
    if (key >= 0) made.set(key, frame);
    yield frame;
  }
}

/** Follows responses to QoS 1 and 2, so that the receive maximum is not exceeded. */
class Window {
  #inFlight = 0;
  #wake: (() => void) | undefined;
  readonly #heads = new PacketHeads(4);

  /** @returns responses to the received packets */
  take(bytes: Uint8Array): Buffer | undefined {
    const released: number[] = [];
    this.#heads.push(bytes, (head) => {
      const type = (head[0] ?? 0) >> 4;
      if (type === PUBREC) released.push(0x62, 2, head[2] ?? 0, head[3] ?? 0);
      if (type === PUBACK || type === PUBCOMP) this.#inFlight -= 1;
    });
    if (this.#inFlight <= IN_FLIGHT / 2) this.#wake?.();
    return released.length > 0 ? Buffer.from(released) : undefined;
  }

  async room(messages: number): Promise<void> {
    while (this.#inFlight + messages > IN_FLIGHT) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.#inFlight += messages;
  }
}

async function pour(socket: WebSocket, order: FloodOrder, window?: Window): Promise<void> {
  let left = order.count;
  for (const frame of frames(order)) {
    if (socket.readyState !== socket.OPEN) return;
    const messages = Math.min(left, order.perFrame);
    left -= messages;
    if (order.qos > 0) await window?.room(messages);
    socket.send(frame);
    if (socket.bufferedAmount > HIGH_WATER) {
      await new Promise((resolve) => socket.send(Buffer.alloc(0), resolve));
    }
  }
}

function serve(socket: WebSocket, order: FloodOrder): void {
  const window = new Window();
  const end = order.version === 5 ? [0] : [];
  socket.on('message', (data: Buffer) => {
    const type = (data[0] ?? 0) >> 4;
    if (type === CONNECT) socket.send(Buffer.from([0x20, 2 + end.length, 0, 0, ...end]));
    else if (type === SUBSCRIBE) {
      const granted = [data[2] ?? 0, data[3] ?? 0, ...end, order.qos];
      socket.send(Buffer.from([0x90, granted.length, ...granted]));
      void pour(socket, order, window);
    } else {
      const answers = window.take(data);
      if (answers) socket.send(answers);
    }
  });
}

export async function startFlood(): Promise<Flood> {
  const { server, address, close } = await openServer();
  const orders: FloodOrder[] = [];
  server.on('connection', (socket, request) => {
    const [, kind, place] = (request.url ?? '').split('/');
    const order = orders[Number(place)];
    if (order === undefined) socket.close();
    else if (kind === 'bare') void pour(socket, order);
    else serve(socket, order);
  });
  return {
    address: (order, mqtt) => {
      const place = orders.push(order) - 1;
      return address(`/${mqtt ? 'mqtt' : 'bare'}/${place}`);
    },
    close,
  };
}

/** Total bytes of a flood. */
export function bytesOf(order: FloodOrder): number {
  let bytes = 0;
  for (const frame of frames(order)) bytes += frame.length;
  return bytes;
}
