/**
 * Bytes between a page's WebSocket and a line, in both directions. What comes in one turn of the event loop
 * goes on in one frame: a broker that sends each packet by itself would cost the page a task for each.
 */
import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { LineEnd } from '../../connection/bridge/bridgeProtocol.ts';
import { failureOf } from '../dial/lineError.ts';

/** Unwritten bytes above which the other side is not read, and below which it is again. */
const STOP_READING = 4 * 1024 * 1024;
const GO_ON = 1024 * 1024;
/** ms for the other end to close its side when ours is closed. */
const LINGER = 2000;

/** The line's end, whatever carries it. */
interface FarEnd {
  readonly unwritten: number;
  write(bytes: Uint8Array, written: () => void): void;
  pause(): void;
  resume(): void;
  /** In peace: what was written leaves first. */
  end(): void;
  destroy(): void;
}

/** What reaches us from the line. */
interface FarEvents {
  readonly received: (bytes: Uint8Array) => void;
  readonly ended: (why: LineEnd) => void;
}

export class Relay {
  readonly #page: WebSocket;
  readonly #far: FarEnd;
  #gathered: Uint8Array[] = [];
  #hasEnded = false;

  /** `ended`: the line has ended by itself, and what came before has been sent to the page. */
  constructor(page: WebSocket, way: Socket | WebSocket, ended: (why: LineEnd) => void) {
    this.#page = page;
    const far = {
      received: (bytes: Uint8Array) => this.#gather(bytes),
      ended: (why: LineEnd) => {
        if (this.#hasEnded) return;
        this.#hasEnded = true;
        this.#flush();
        ended(why);
      },
    };
    this.#far = way instanceof Socket ? overSocket(way, far) : overWebSocket(way, far);
    page.on('message', (data, isBinary) => {
      if (!isBinary || !(data instanceof Buffer) || this.#hasEnded) return;
      this.#far.write(data, () => {
        if (this.#far.unwritten < GO_ON) page.resume();
      });
      if (this.#far.unwritten > STOP_READING) page.pause();
    });
    page.once('close', () => this.#hangUp());
  }

  /** Nobody is there any more for whom it was opened. */
  #hangUp(): void {
    this.#hasEnded = true;
    this.#far.resume();
    this.#far.end();
    setTimeout(() => this.#far.destroy(), LINGER).unref();
  }

  #gather(bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    if (this.#gathered.length === 0) setImmediate(() => this.#flush());
    this.#gathered.push(bytes);
  }

  #flush(): void {
    const [first, ...others] = this.#gathered;
    if (first === undefined) return;
    this.#gathered = [];
    const bytes = others.length === 0 ? first : Buffer.concat([first, ...others]);
    this.#page.send(bytes, { binary: true }, () => {
      if (this.#page.bufferedAmount < GO_ON) this.#far.resume();
    });
    if (this.#page.bufferedAmount > STOP_READING) this.#far.pause();
  }
}

function overSocket(socket: Socket, { received, ended }: FarEvents): FarEnd {
  let why: LineEnd = { kind: 'closed' };
  socket.on('data', received);
  socket.on('error', (error) => {
    const failure = failureOf(error, 'connect', '', '');
    why = failure.key === 'closed' ? { kind: 'reset' } : { kind: 'failed', failure };
  });
  socket.once('end', () => ended(why));
  socket.once('close', () => ended(why));
  return {
    get unwritten() {
      return socket.writableLength;
    },
    write: (bytes, written) => {
      socket.write(bytes, written);
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    end: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

function overWebSocket(webSocket: WebSocket, { received, ended }: FarEvents): FarEnd {
  webSocket.on('message', (data) => {
    // MQTT has no text frames [MQTT-6.0.0-1]: the bytes show what came all the same.
    if (data instanceof Buffer) received(data);
  });
  webSocket.on('error', () => undefined);
  webSocket.once('close', (code, reason) => {
    ended({ kind: 'websocket', code, reason: reason.toString() });
  });
  return {
    get unwritten() {
      return webSocket.bufferedAmount;
    },
    write: (bytes, written) => {
      webSocket.send(bytes, { binary: true }, written);
    },
    pause: () => {
      webSocket.pause();
    },
    resume: () => {
      webSocket.resume();
    },
    end: () => {
      webSocket.close();
    },
    destroy: () => {
      webSocket.terminate();
    },
  };
}
