/** A WebSocket client that sends arbitrary, also invalid, frames (RFC 6455), and answers none. */
import { once } from 'node:events';
import net from 'node:net';

export const OPCODE = {
  continuation: 0,
  text: 1,
  binary: 2,
  reserved: 3,
  close: 8,
  ping: 9,
} as const;

interface FrameOptions {
  readonly isLast?: boolean;
  readonly isMasked?: boolean;
  readonly reservedBits?: number;
}

const KEY = Uint8Array.of(0x12, 0x34, 0x56, 0x78);

export function frame(opcode: number, payload: Uint8Array, options: FrameOptions = {}): Buffer {
  const { isLast = true, isMasked = true, reservedBits = 0 } = options;
  const first = (isLast ? 0x80 : 0) | (reservedBits << 4) | opcode;
  const { length } = payload;
  const maskBit = isMasked ? 0x80 : 0;
  const size = length < 126 ? [length | maskBit] : [126 | maskBit, length >> 8, length & 0xff];
  const body = isMasked ? payload.map((byte, at) => byte ^ (KEY[at % 4] ?? 0)) : payload;
  return Buffer.concat(
    [Uint8Array.from([first, ...size]), isMasked ? KEY : [], body].map((part) => Buffer.from(part)),
  );
}

interface Handshake {
  readonly path?: string;
  readonly subprotocol?: string | undefined;
  readonly origin?: string;
  /** Sent in one piece with the request. */
  readonly early?: Uint8Array;
}

export class RawWebSocket {
  readonly #socket: net.Socket;
  #received = Buffer.alloc(0);
  #isEnded = false;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
    });
    socket.on('end', () => {
      this.#isEnded = true;
    });
    socket.on('error', () => undefined);
  }

  /** Opens a TCP connection and requests the upgrade. */
  static async ask(url: string, handshake: Handshake = {}): Promise<RawWebSocket> {
    const { hostname, port, host, pathname } = new URL(url);
    const { path = pathname, origin, early } = handshake;
    const subprotocol = 'subprotocol' in handshake ? handshake.subprotocol : 'mqtt';
    // Half-open: it stays until it is closed explicitly, so that closing is the server's action.
    const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    await once(socket, 'connect');
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
      ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ];
    const webSocket = new RawWebSocket(socket);
    webSocket.write(
      Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), early ?? Buffer.alloc(0)]),
    );
    return webSocket;
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Status and headers of the handshake's response. */
  get answer(): string {
    return this.#received.toString('latin1').split('\r\n\r\n')[0] ?? '';
  }

  /** Everything received after it, in hexadecimal digits. */
  get frames(): string {
    const at = this.#received.indexOf('\r\n\r\n');
    return at < 0 ? '' : this.#received.subarray(at + 4).toString('hex');
  }

  /** True once the server has ended its side. */
  get isEnded(): boolean {
    return this.#isEnded;
  }
}
