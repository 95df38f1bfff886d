/** Runs our broker in a real WebSocket server that records every byte, like a proxy in between. */
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import { Broker } from '../broker/core/broker.ts';
import type { BrokerOptions } from '../broker/core/state/options.ts';

export interface Recording {
  readonly toBroker: Uint8Array[];
  readonly toClient: Uint8Array[];
}

export interface BrokerServerOptions {
  readonly broker?: Partial<BrokerOptions>;
  /** Splits data for clients into WebSocket messages of this many bytes. */
  readonly cutEvery?: number;
}

export class BrokerServer {
  /** A recording for each connection, in opening order. */
  readonly recordings: Recording[] = [];
  readonly #broker: Broker;
  readonly #server: WebSocketServer;
  readonly #sockets = new Map<
    number,
    { readonly socket: WebSocket; readonly recording: Recording }
  >();
  readonly #cutEvery: number;
  readonly #ticking: NodeJS.Timeout;

  private constructor(server: WebSocketServer, { broker, cutEvery }: BrokerServerOptions) {
    this.#server = server;
    this.#broker = new Broker({ seed: 1, ...broker });
    this.#cutEvery = cutEvery ?? Number.POSITIVE_INFINITY;
    this.#ticking = setInterval(() => {
      this.#do(() => {
        this.#broker.elapse(performance.now());
      });
    }, 50);
    server.on('connection', (socket) => {
      this.#open(socket);
    });
  }

  static async listen(options: BrokerServerOptions = {}): Promise<BrokerServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    return new BrokerServer(server, options);
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('It does not listen.');
    return `ws://127.0.0.1:${address.port.toString()}/mqtt`;
  }

  /** Cuts every connection without a close frame. */
  cut(): void {
    for (const { socket } of this.#sockets.values()) socket.terminate();
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #open(socket: WebSocket): void {
    socket.binaryType = 'nodebuffer';
    const peer = {
      transport: 'websocket',
      address: 'test',
      loopback: true,
      secure: false,
    } as const;
    const recording: Recording = { toBroker: [], toClient: [] };
    this.recordings.push(recording);
    const connection = this.#broker.open(peer, performance.now());
    this.#sockets.set(connection, { socket, recording });
    socket.on('message', (data: Buffer) => {
      const bytes = new Uint8Array(data);
      recording.toBroker.push(bytes);
      this.#do(() => {
        this.#broker.receive(connection, bytes, performance.now());
      });
    });
    socket.on('close', () => {
      this.#sockets.delete(connection);
      this.#do(() => {
        this.#broker.close(connection, performance.now());
      });
    });
  }

  #do(work: () => void): void {
    work();
    for (const output of this.#broker.takeOutput()) {
      const end = this.#sockets.get(output.connection);
      if (!end) continue;
      if (output.kind === 'end') {
        end.socket.close();
        continue;
      }
      for (let from = 0; from < output.bytes.length; from += this.#cutEvery) {
        const part = output.bytes.slice(from, from + this.#cutEvery);
        end.recording.toClient.push(part);
        end.socket.send(part);
      }
    }
  }
}
