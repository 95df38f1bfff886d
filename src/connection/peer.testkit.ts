/** A scripted peer: a WebSocket server that reads whole packets and writes the test's packets. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { decode } from '../mqtt/codec/decode.ts';
import { encode } from '../mqtt/codec/encode.ts';
import { Framer } from '../mqtt/framing/framer.ts';
import type { Packet, PacketType, ProtocolVersion } from '../mqtt/tables/packet.ts';
import { ACCEPTED } from './accepted.testkit.ts';

type PacketOf<T extends PacketType> = Packet & { readonly type: T };

/** A client's connection to the peer. */
export class PeerConnection {
  /** Every byte received and sent, like in a recording proxy. */
  readonly received: Uint8Array[] = [];
  readonly sent: Uint8Array[] = [];
  /** Bytes of each received WebSocket frame. */
  readonly frames: number[] = [];
  readonly packets: { readonly packet: Packet; readonly bytes: Uint8Array; readonly at: number }[] =
    [];
  readonly #socket: WebSocket;
  readonly #version: ProtocolVersion;
  readonly #framer = new Framer();
  #read = 0;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(socket: WebSocket, version: ProtocolVersion) {
    this.#socket = socket;
    this.#version = version;
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data: Buffer) => {
      const bytes = new Uint8Array(data);
      this.frames.push(bytes.length);
      this.received.push(bytes);
      this.#framer.push(bytes, (whole) => {
        const copy = whole.slice();
        const decoded = decode(copy, this.#version, 'client');
        if (!decoded.ok)
          throw new Error(`The client sent something wrong: ${decoded.problem.breach.key}`);
        this.packets.push({ packet: decoded.packet, bytes: copy, at: performance.now() });
      });
      this.#wake();
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  get subprotocol(): string {
    return this.#socket.protocol;
  }

  send(...packets: readonly Packet[]): void {
    this.raw(...packets.map((packet) => encode(packet, this.#version)));
  }

  /** Sends all parts in one frame. */
  raw(...parts: readonly Uint8Array[]): void {
    const frame = Buffer.concat(parts);
    this.sent.push(new Uint8Array(frame));
    this.#socket.send(frame);
  }

  text(text: string): void {
    this.#socket.send(text);
  }

  /** Takes the next packet, which must have this type. */
  async next<T extends PacketType>(type: T): Promise<PacketOf<T>> {
    await this.until(() => this.packets.length > this.#read);
    const packet = this.packets[this.#read]?.packet;
    this.#read += 1;
    if (packet === undefined || !isOf(packet, type)) {
      throw new Error(`Awaited ${type}, got ${packet?.type ?? 'the end'}.`);
    }
    return packet;
  }

  /** Accepts the next CONNECT. */
  async accept(connack: Partial<PacketOf<'connack'>> = {}): Promise<PacketOf<'connect'>> {
    const connect = await this.next('connect');
    this.send({ ...ACCEPTED, ...connack });
    return connect;
  }

  /** Number of packets not taken yet. */
  get waiting(): number {
    return this.packets.length - this.#read;
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#closed) throw new Error('The client closed the connection.');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async closed(): Promise<void> {
    while (!this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Closes the WebSocket without an MQTT packet. */
  close(): void {
    this.#socket.close(1000);
  }

  /** Cuts the connection without a close frame. */
  cut(): void {
    this.#socket.terminate();
  }
}

export class Peer {
  readonly #server: WebSocketServer;
  readonly #version: ProtocolVersion;
  readonly #waiting: PeerConnection[] = [];
  #wake: () => void = () => undefined;

  private constructor(server: WebSocketServer, version: ProtocolVersion) {
    this.#server = server;
    this.#version = version;
    server.on('connection', (socket) => {
      this.#waiting.push(new PeerConnection(socket, this.#version));
      this.#wake();
    });
  }

  static async listen(version: ProtocolVersion): Promise<Peer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    return new Peer(server, version);
  }

  get url(): string {
    return `ws://127.0.0.1:${addressOf(this.#server).port.toString()}/mqtt`;
  }

  /** The next connection of a client. */
  async connection(): Promise<PeerConnection> {
    for (;;) {
      const connection = this.#waiting.shift();
      if (connection) return connection;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise<void>((resolve, reject) => {
      this.#server.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}

function addressOf(server: WebSocketServer): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The peer does not listen.');
  return address;
}

function isOf<T extends PacketType>(packet: Packet, type: T): packet is PacketOf<T> {
  return packet.type === type;
}
