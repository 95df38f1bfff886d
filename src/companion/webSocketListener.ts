/** MQTT over WebSocket (section 6 of the standard) at `/mqtt`. */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { BrokerHost, Transport } from './brokerHost.ts';
import { packetsOf } from './frames.ts';
import { BASE_HEADERS } from './headers.ts';
import { peerOf } from './tcpListener.ts';
import type { TlsIdentity } from './tlsIdentity.ts';

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
/** The same where it has us hold more than so many bytes. */
const SHORT_LINGER_MILLISECONDS = 200;
const LARGE = 64 * 1024;

export class WebSocketListener {
  readonly #host: BrokerHost;
  readonly #tls: TlsIdentity | undefined;
  readonly #admits: (request: IncomingMessage) => boolean;
  readonly #server: WebSocketServer;

  /** `maximumPacketSize`: the broker's, in bytes. `admits`: whether there is room for one more. */
  constructor(
    host: BrokerHost,
    tls: TlsIdentity | undefined,
    maximumPacketSize: number,
    admits: (request: IncomingMessage) => boolean,
  ) {
    this.#admits = admits;
    this.#host = host;
    this.#tls = tls;
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
    if (!this.#admits(request)) {
      refuseUpgrade(socket, 503, 'All connections are in use (--max-connections).');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) =>
      this.#serve(webSocket, socket, request),
    );
  }

  #serve(webSocket: WebSocket, socket: Duplex, request: IncomingMessage): void {
    const peer = peerOf(request.socket, 'websocket', this.#tls);
    const transport = new WebSocketTransport(webSocket, socket, wantsPacketsAlone(request));
    const link = this.#host.open(transport, peer);
    let hasEnded = false;
    webSocket.on('message', (data, isBinary) => {
      if (!isBinary) {
        transport.close(CLOSE_UNSUPPORTED_DATA, 'MQTT is sent in binary frames');
        return;
      }
      if (webSocket.readyState === WebSocket.OPEN && data instanceof Buffer) {
        transport.gathered -= data.length;
        hasEnded = true;
        link.received(data);
      }
    });
    // After the WebSocket has had it: what is left of it belongs to a message that goes on.
    socket.on('data', (chunk: Buffer) => {
      const most = hasEnded ? chunk.length : Number.POSITIVE_INFINITY;
      transport.gathered = Math.min(Math.max(0, transport.gathered + chunk.length), most);
      hasEnded = false;
      link.gathering(transport.gathered);
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

/**
 * Paho's clients for C and Python say an Origin though they are no browsers, which have a User-Agent as
 * well; the one for C reads no more than one packet of a frame until the next one comes.
 */
function wantsPacketsAlone({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers['user-agent'] === undefined;
}

class WebSocketTransport implements Transport {
  readonly isFramed = true;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  /** Each packet is a frame. */
  readonly #isSplit: boolean;
  isEndedByBroker = false;
  /** Bytes that have come of the message that is on its way, roughly: heads of frames are among them. */
  gathered = 0;
  /** It is over, and nothing more is read. */
  #isDeaf = false;

  constructor(webSocket: WebSocket, socket: Duplex, isSplit: boolean) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#isSplit = isSplit;
  }

  get backlog(): number {
    return this.#webSocket.bufferedAmount;
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

  /** Ends our side of the network connection too, for a peer that does not answer the close frame. */
  close(code: number, reason: string): void {
    const webSocket = this.#webSocket;
    webSocket.close(code, reason);
    this.#socket.end();
    // What has come of a large message is let go soon, and what would still come of it is not read.
    this.#isDeaf = this.gathered > LARGE;
    if (this.#isDeaf) webSocket.pause();
    const patience = this.#isDeaf ? SHORT_LINGER_MILLISECONDS : LINGER_MILLISECONDS;
    const linger = setTimeout(() => webSocket.terminate(), patience);
    webSocket.once('close', () => clearTimeout(linger));
  }

  destroy(): void {
    this.#webSocket.terminate();
  }

  pause(): void {
    this.#webSocket.pause();
  }

  resume(): void {
    if (!this.#isDeaf) this.#webSocket.resume();
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
