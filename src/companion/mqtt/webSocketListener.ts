/** MQTT over WebSocket (section 6 of the standard) at `/mqtt`. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { BASE_HEADERS } from '../http/headers.ts';
import type { UserNameFrom } from '../net/certificates.ts';
import type { BrokerHost } from './brokerHost.ts';
import { packetsOf } from './frames.ts';
import type { Transport } from './hostConnection.ts';
import { peerOf } from './tcpListener.ts';
import { type Sign, WebSocketInput } from './webSocketInput.ts';

export const WEBSOCKET_PATH = '/mqtt';
/** Clients of MQTT 3.1 offer `mqttv3.1`. */
const SUBPROTOCOLS: readonly string[] = ['mqtt', 'mqttv3.1'];
const CLOSE_NORMAL = 1000;
/** ms after which a peer that does not close its side is cut off. */
const LINGER_MILLISECONDS = 5_000;
/** Unwritten pongs; further ones are dropped for a client that does not read. */
const MOST_PONGS = 64;

/** Limits of HTTP connections that upgrade to MQTT. */
export interface MqttPlaces {
  /** Whether one more is allowed. */
  becomesMqtt(socket: Socket): boolean;
  /** Called when the client has signed in. */
  admitted(socket: Socket): void;
}

export class WebSocketListener {
  readonly #host: BrokerHost;
  readonly #userNameFrom: UserNameFrom | undefined;
  readonly #places: MqttPlaces;
  readonly #server: WebSocketServer;

  constructor(host: BrokerHost, userNameFrom: UserNameFrom | undefined, places: MqttPlaces) {
    this.#places = places;
    this.#host = host;
    this.#userNameFrom = userNameFrom;
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      clientTracking: false,
      handleProtocols: (offered) =>
        [...offered].find((name) => SUBPROTOCOLS.includes(name)) ?? false,
    });
  }

  /** Takes over an upgrade request whose path, Host and Origin are accepted. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
    if (!offered.some((name) => SUBPROTOCOLS.includes(name.trim()))) {
      refuseUpgrade(
        socket,
        400,
        'MQTT over WebSocket needs the subprotocol mqtt (or mqttv3.1); none of them was offered.',
      );
      return;
    }
    if (!this.#places.becomesMqtt(request.socket)) {
      refuseUpgrade(socket, 503, 'All connections are in use (--max-connections).');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve(webSocket, socket, request),
    );
  }

  #serve(webSocket: WebSocket, socket: Duplex, request: IncomingMessage): void {
    const peer = peerOf(request.socket, 'websocket', this.#userNameFrom);
    const transport = new WebSocketTransport(webSocket, socket, needsSeparatePackets(request));
    const admitted = (): void => this.#places.admitted(request.socket);
    const link = this.#host.open(transport, peer, admitted);
    // `ws` would gather complete messages, in memory that is not counted.
    socket.removeAllListeners('data');
    socket.on('data', (chunk: Buffer) => link.received(chunk));
    webSocket.on('close', () => link.closed());
    // After the close frames the client is gone, although its network connection may stay open for a while.
    // Its will must not wait for that. A client that the broker has ended has time to read.
    socket.once('finish', () => {
      if (!transport.isEndedByBroker) link.closed();
    });
    // 'close' follows.
    webSocket.on('error', () => undefined);
  }
}

/**
 * Paho's clients for C and Python send an Origin but, unlike browsers, no User-Agent. The C client reads only
 * one packet of a frame until the next frame arrives.
 */
function needsSeparatePackets({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers['user-agent'] === undefined;
}

class WebSocketTransport implements Transport {
  readonly isFramed = true;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  /** True if each packet has its own frame. */
  readonly #isSplit: boolean;
  readonly #input = new WebSocketInput();
  isEndedByBroker = false;
  #isClosing = false;
  /** Unwritten pongs. */
  #pongs = 0;

  constructor(webSocket: WebSocket, socket: Duplex, isSplit: boolean) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#isSplit = isSplit;
  }

  get backlog(): number {
    return this.#webSocket.bufferedAmount;
  }

  unwrap(chunk: Uint8Array): Uint8Array {
    const { bytes, signs } = this.#input.push(chunk);
    for (const sign of signs) this.#handle(sign);
    return bytes;
  }

  write(bytes: Uint8Array, written: () => void): void {
    const frames = this.#isSplit ? packetsOf(bytes) : [bytes];
    const last = frames.pop();
    for (const frame of frames) this.#webSocket.send(frame, { binary: true });
    this.#webSocket.send(last ?? bytes, { binary: true }, (error) => {
      if (error === undefined || error === null) written();
    });
  }

  end(): void {
    this.isEndedByBroker = true;
    this.close(CLOSE_NORMAL, '');
  }

  /** Also ends our side of the network connection, for a peer that does not answer the close frame. */
  close(code?: number, reason?: string): void {
    const webSocket = this.#webSocket;
    if (this.#isClosing || webSocket.readyState === webSocket.CLOSED) return;
    this.#isClosing = true;
    webSocket.close(code, reason);
    this.#socket.end();
    const linger = setTimeout(() => webSocket.terminate(), LINGER_MILLISECONDS);
    webSocket.once('close', () => clearTimeout(linger));
  }

  /** Handles a client's control frames and errors. */
  #handle(sign: Sign): void {
    if (sign.kind === 'close') {
      this.close(sign.code, sign.reason);
    } else if (this.#pongs < MOST_PONGS) {
      this.#pongs += 1;
      this.#webSocket.pong(sign.data, false, () => {
        this.#pongs -= 1;
      });
    }
  }

  destroy(): void {
    this.#webSocket.terminate();
  }

  pause(): void {
    this.#webSocket.pause();
  }

  resume(): void {
    this.#webSocket.resume();
  }
}

/** Answers an upgrade request with a final HTTP response. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  const body = Buffer.from(`${reason}\n`);
  const headers = {
    ...BASE_HEADERS,
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(body.length),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n`);
  socket.end(body);
}
