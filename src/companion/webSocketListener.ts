/** MQTT over WebSocket (section 6 of the standard) at `/mqtt`. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { BrokerHost, Transport } from './brokerHost.ts';
import { BASE_HEADERS } from './headers.ts';
import { peerOf } from './tcpListener.ts';

export const WEBSOCKET_PATH = '/mqtt';
/** `mqttv3.1` is what clients of MQTT 3.1 offer. */
const SUBPROTOCOLS: readonly string[] = ['mqtt', 'mqttv3.1'];
const MEBIBYTE = 1024 * 1024;
/** Bytes of a frame, which may hold several packets. */
const LARGEST_FRAME = 64 * MEBIBYTE;
const CLOSE_NORMAL = 1000;
const CLOSE_UNSUPPORTED_DATA = 1003;
/** A peer that does not close its side after we have closed ours is cut off after this. */
const LINGER_MILLISECONDS = 5_000;

export class WebSocketListener {
  readonly #host: BrokerHost;
  readonly #secure: boolean;
  readonly #server: WebSocketServer;

  /** `maximumPacketSize`: the broker's, in bytes. */
  constructor(host: BrokerHost, secure: boolean, maximumPacketSize: number) {
    this.#host = host;
    this.#secure = secure;
    this.#server = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      // Whatever the broker takes must come through, with what else is in the same frame.
      maxPayload: Math.max(LARGEST_FRAME, maximumPacketSize + MEBIBYTE),
      handleProtocols: (offered) =>
        [...offered].find((name) => SUBPROTOCOLS.includes(name)) ?? false,
    });
  }

  /** Takes over a request to upgrade whose path, Host and Origin are in order. */
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
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve(webSocket, socket, request),
    );
  }

  #serve(webSocket: WebSocket, socket: Duplex, request: IncomingMessage): void {
    const peer = peerOf(request.socket, 'websocket', this.#secure);
    const transport = new WebSocketTransport(webSocket, socket);
    const link = this.#host.open(transport, peer);
    webSocket.on('message', (data, isBinary) => {
      if (!isBinary) {
        transport.close(CLOSE_UNSUPPORTED_DATA, 'MQTT is sent in binary frames');
        return;
      }
      if (webSocket.readyState === WebSocket.OPEN && data instanceof Buffer) {
        link.received(data);
      }
    });
    webSocket.on('close', () => link.closed());
    // After the closing frames the client is gone, though its network connection may stay open for a
    // while: its will must not wait for that. One that the broker has ended has its time to read.
    socket.once('finish', () => {
      if (!transport.isEndedByBroker) link.closed();
    });
    // 'close' follows, with the code that ws has chosen for the peer (1002, 1009 …).
    webSocket.on('error', () => undefined);
  }
}

class WebSocketTransport implements Transport {
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  isEndedByBroker = false;

  constructor(webSocket: WebSocket, socket: Duplex) {
    this.#webSocket = webSocket;
    this.#socket = socket;
  }

  get backlog(): number {
    return this.#webSocket.bufferedAmount;
  }

  write(bytes: Uint8Array, written: () => void): void {
    this.#webSocket.send(bytes, { binary: true }, (error) => {
      if (error === undefined || error === null) written();
    });
  }

  end(): void {
    this.isEndedByBroker = true;
    this.close(CLOSE_NORMAL, '');
  }

  /** Ends our side of the network connection too, for a peer that does not answer the close frame. */
  close(code: number, reason: string): void {
    const webSocket = this.#webSocket;
    webSocket.close(code, reason);
    this.#socket.end();
    const linger = setTimeout(() => webSocket.terminate(), LINGER_MILLISECONDS);
    webSocket.once('close', () => clearTimeout(linger));
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

/** Answers a request to upgrade with an ordinary, final HTTP response. */
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
