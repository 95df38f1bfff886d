/**
 * A server that receives messages at full speed, responds to all, and verifies each: its bytes, and the
 * number in flight.
 */
import type { WebSocket } from 'ws';
import { packetSizeAt } from '../../../src/mqtt/tables/packetSize.ts';
import { openServer } from './openServer.ts';
import { type Published, type PublishOrder, topicOf } from './publishOrder.ts';

const CONNECT = 1;
const PUBLISH = 3;
const PUBREL = 6;
const CONNACK = 0x20;
const PUBACK = 0x40;
const PUBREC = 0x50;
const PUBCOMP = 0x70;
/** Property of a CONNACK (3.2.2.3.3). */
const RECEIVE_MAXIMUM = 0x21;

export interface Sink {
  /** Address for a client that publishes so, and the result after all responses. */
  readonly expect: (order: PublishOrder) => {
    readonly url: string;
    readonly published: Promise<Published>;
  };
  readonly close: () => Promise<void>;
}

interface Run {
  readonly begin: (socket: WebSocket) => void;
}

/** Messages of one client. */
class Arrivals {
  readonly #order: PublishOrder;
  readonly #socket: WebSocket;
  readonly #expected: readonly Buffer[];
  readonly #done: (published: Published) => void;
  /** By packet identifier: QoS of a message in flight, or 0. */
  readonly #open = new Uint8Array(65_536);
  #inFlight = 0;
  #rest: Buffer = Buffer.alloc(0);
  #answers: Buffer = Buffer.alloc(0);
  #answered = 0;
  #count = 0;
  #complete = 0;
  #frames = 0;
  #most = 0;
  #started = 0;

  constructor(
    socket: WebSocket,
    order: PublishOrder,
    done: (published: Published) => void,
    failed: (error: Error) => void,
  ) {
    this.#socket = socket;
    this.#order = order;
    this.#done = done;
    this.#expected = Array.from({ length: order.topics }, (_, index) =>
      Buffer.concat([Buffer.from(topicOf(index)), Buffer.alloc(order.size, 'x')]),
    );
    socket.on('message', (frame: Buffer) => {
      try {
        this.#take(frame);
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)));
        socket.terminate();
      }
    });
    socket.on('close', () =>
      failed(new Error(`the client has gone after ${this.#count} messages`)),
    );
  }

  #take(frame: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, frame]) : frame;
    if (this.#started > 0) this.#frames += 1;
    let at = 0;
    for (;;) {
      const size = packetSizeAt(bytes, at, bytes.length);
      if (size < 0) throw new Error('what came is not MQTT');
      if (size === 0 || at + size > bytes.length) break;
      this.#packet(bytes, at, at + size);
      at += size;
    }
    this.#rest = bytes.subarray(at);
  }

  #packet(bytes: Buffer, at: number, end: number): void {
    const first = bytes[at] ?? 0;
    if (first >> 4 === PUBLISH) this.#publish(bytes, at, end);
    else if (first >> 4 === PUBREL) this.#released(bytes.readUInt16BE(at + 2));
    else if (first >> 4 === CONNECT) {
      const { receiveMaximum } = this.#order;
      const properties = [RECEIVE_MAXIMUM, receiveMaximum >> 8, receiveMaximum & 0xff];
      this.#socket.send(Buffer.from([CONNACK, 6, 0, 0, properties.length, ...properties]));
    }
  }

  #publish(bytes: Buffer, at: number, end: number): void {
    if (this.#started === 0) this.#started = performance.now();
    const { qos, receiveMaximum, topics } = this.#order;
    if (((bytes[at] ?? 0) & 0xf) !== qos << 1) throw new Error('a message of another kind came');
    // Short packets, so their length takes one byte.
    const name = at + 4;
    const expected = this.#expected[this.#count % topics] ?? Buffer.alloc(0);
    const nameEnd = name + bytes.readUInt16BE(at + 2);
    const payload = nameEnd + (qos > 0 ? 2 : 0) + 1;
    const nameLength = nameEnd - name;
    if (
      expected.compare(bytes, name, nameEnd, 0, nameLength) !== 0 ||
      expected.compare(bytes, payload, end, nameLength) !== 0
    ) {
      throw new Error(`message ${this.#count} is not the one that was due`);
    }
    this.#count += 1;
    if (qos === 0) {
      this.#completed();
      return;
    }
    const id = bytes.readUInt16BE(nameEnd);
    if (id === 0 || this.#open[id] !== 0) throw new Error(`packet identifier ${id} is in use`);
    this.#open[id] = qos;
    this.#inFlight += 1;
    this.#most = Math.max(this.#most, this.#inFlight);
    if (this.#inFlight > receiveMaximum) throw new Error('more in flight than may be');
    this.#answer(qos === 1 ? PUBACK : PUBREC, id);
  }

  #released(id: number): void {
    if (this.#open[id] !== 2) throw new Error(`PUBREL for ${id}, which nobody awaits`);
    this.#answer(PUBCOMP, id);
  }

  /** Responses of one turn share a frame. */
  #answer(first: number, id: number): void {
    if (this.#answered === 0) {
      // At most two responses to each message in flight.
      this.#answers = Buffer.allocUnsafe(8 * this.#order.receiveMaximum);
      setImmediate(() => this.#sendAnswers());
    }
    const at = this.#answered;
    this.#answers[at] = first;
    this.#answers[at + 1] = 2;
    this.#answers[at + 2] = id >> 8;
    this.#answers[at + 3] = id & 0xff;
    this.#answered += 4;
  }

  #sendAnswers(): void {
    const answers = this.#answers.subarray(0, this.#answered);
    this.#answered = 0;
    this.#socket.send(answers);
    for (let at = 0; at < answers.length; at += 4) {
      if (answers[at] === PUBREC) continue;
      this.#open[answers.readUInt16BE(at + 2)] = 0;
      this.#inFlight -= 1;
      this.#completed();
    }
  }

  #completed(): void {
    this.#complete += 1;
    if (this.#complete !== this.#order.count) return;
    const ms = performance.now() - this.#started;
    this.#done({ ms, count: this.#complete, frames: this.#frames + 1, mostInFlight: this.#most });
  }
}

export async function startSink(): Promise<Sink> {
  const { server, address, close } = await openServer();
  const runs: Run[] = [];
  server.on('connection', (socket, request) => {
    const run = runs[Number((request.url ?? '').slice(1))];
    if (run === undefined) socket.close();
    else run.begin(socket);
  });
  return {
    expect: (order) => {
      const url = address(`/${runs.length}`);
      const published = new Promise<Published>((resolve, reject) => {
        runs.push({ begin: (socket) => new Arrivals(socket, order, resolve, reject) });
      });
      // It may fail before anything awaits it.
      published.catch(() => undefined);
      return { url, published };
    },
    close,
  };
}
