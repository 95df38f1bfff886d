/**
 * Relays bytes between a page's WebSocket and a line, in both directions. Bytes of one event loop turn share
 * one frame, because a frame for each packet would cost the page a task each.
 */
import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { LineEnd } from '../../connection/bridge/bridgeProtocol.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { failureOf } from '../dial/lineError.ts';
import { plainBytes } from '../net/plainBytes.ts';
import { UnfinishedError } from '../net/unfinishedMessages.ts';
import type { WireHost } from '../wires/wireHost.ts';

/** Unwritten bytes above which the other side is not read. Reading resumes below it. */
const STOP_READING = 4 * 1024 * 1024;
const RESUME_READING = 1024 * 1024;
/** ms for the other end to close its side after ours. */
const LINGER = 2000;

/** Far end of the line over any transport. */
interface FarEnd {
  readonly unwritten: number;
  write(bytes: Uint8Array, written: () => void): void;
  pause(): void;
  resume(): void;
  /** Ends cleanly, after pending data. */
  end(): void;
  destroy(): void;
}

export interface RelayEvents {
  /** Called with the page's bytes. */
  readonly said: (bytes: Uint8Array) => void;
  /** Called when the line or a rule has ended it, after earlier data was sent to the page. */
  readonly ended: (why: LineEnd) => void;
}

/** Events of the far end. */
interface FarEvents {
  readonly received: (bytes: Uint8Array) => void;
  readonly ended: (why: LineEnd) => void;
}

export class Relay {
  readonly #page: WebSocket;
  readonly #far: FarEnd;
  readonly #wires: WireHost;
  readonly #connection: number;
  readonly #events: RelayEvents;
  readonly #paused = new Set<Sender>();
  #gathered: Uint8Array[] = [];
  /** Cause of the line's end; undefined while open. */
  #end: LineEnd | undefined;
  /** Set if a rule or a user has ended it first. */
  #cut: { readonly rule?: string } | undefined;
  /** The page knows of the end or is gone. */
  #isOver = false;

  constructor(
    page: WebSocket,
    way: Socket | WebSocket,
    wires: WireHost,
    connection: number,
    events: RelayEvents,
  ) {
    this.#page = page;
    this.#wires = wires;
    this.#connection = connection;
    this.#events = events;
    const far = {
      received: (bytes: Uint8Array) => {
        wires.received(connection, 'server', plainBytes(bytes));
        this.#regulate();
      },
      ended: (why: LineEnd) => {
        if (this.#end !== undefined) return;
        this.#end = why;
        wires.gone(connection, 'server');
      },
    };
    this.#far = way instanceof Socket ? overSocket(way, far) : overWebSocket(way, far);
    wires.begin(connection, {
      toServer: (bytes) => this.#far.write(bytes, () => this.#regulate()),
      toClient: (bytes) => this.#gather(bytes),
      finished: () => undefined,
      end: (side, rule, isReset) => {
        if (this.#end === undefined && !this.#isOver) {
          this.#cut ??= { ...(rule !== undefined && { rule }) };
        }
        if (side === 'client') this.#finish(isReset);
        else if (isReset) this.#far.destroy();
        else this.#hangUp();
      },
    });
    page.on('message', (data, isBinary) => {
      if (!isBinary || !(data instanceof Buffer) || this.#isOver) return;
      const bytes = plainBytes(data);
      events.said(bytes);
      wires.received(connection, 'client', bytes);
      this.#regulate();
    });
    page.once('close', () => {
      this.#isOver = true;
      wires.gone(connection, 'client');
    });
  }

  /** Called after earlier data was sent to the page. */
  #finish(isReset: boolean): void {
    if (this.#isOver) return;
    this.#flush();
    this.#isOver = true;
    const kind = isReset ? 'reset' : 'closed';
    const cut = this.#cut;
    this.#events.ended(cut === undefined ? (this.#end ?? { kind }) : { kind, cut });
  }

  /** Closes the line, because the page is gone. */
  #hangUp(): void {
    this.#far.resume();
    this.#far.end();
    setTimeout(() => this.#far.destroy(), LINGER).unref();
  }

  /** Reads each side only as fast as the other accepts data and as rules pass it. */
  #regulate(): void {
    const { unwritten } = this.#far;
    this.#hold('client', this.#page, unwritten + this.#wires.waits(this.#connection, 'client'));
    const { bufferedAmount } = this.#page;
    this.#hold('server', this.#far, bufferedAmount + this.#wires.waits(this.#connection, 'server'));
  }

  #hold(side: Sender, end: { pause(): void; resume(): void }, backlog: number): void {
    const isPaused = this.#paused.has(side);
    if (!isPaused && backlog > STOP_READING) {
      this.#paused.add(side);
      end.pause();
    } else if (isPaused && backlog < RESUME_READING) {
      this.#paused.delete(side);
      end.resume();
    }
  }

  #gather(bytes: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#gathered.length === 0) setImmediate(() => this.#flush());
    this.#gathered.push(bytes);
  }

  #flush(): void {
    const [first, ...others] = this.#gathered;
    if (first === undefined) return;
    this.#gathered = [];
    const bytes = others.length === 0 ? first : Buffer.concat([first, ...others]);
    this.#page.send(bytes, { binary: true }, () => this.#regulate());
    this.#regulate();
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
  // Drops the references once it has ended, because it may have gathered much.
  let way: WebSocket | undefined = webSocket;
  let why: LineEnd | undefined;
  webSocket.on('message', (data) => {
    // MQTT has no text frames [MQTT-6.0.0-1], but their bytes are shown too.
    if (data instanceof Buffer) received(data);
  });
  webSocket.on('error', (error) => {
    if (!(error instanceof UnfinishedError)) return;
    why = { kind: 'failed', failure: { key: 'other', args: { reason: error.message } } };
  });
  webSocket.once('close', (code, reason) => {
    way = undefined;
    ended(why ?? { kind: 'websocket', code, reason: reason.toString() });
  });
  return {
    get unwritten() {
      return way?.bufferedAmount ?? 0;
    },
    write: (bytes, written) => {
      if (way === undefined) written();
      else way.send(bytes, { binary: true }, written);
    },
    pause: () => {
      way?.pause();
    },
    resume: () => {
      way?.resume();
    },
    end: () => {
      way?.close();
    },
    destroy: () => {
      way?.terminate();
    },
  };
}
