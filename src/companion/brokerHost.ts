/**
 * The one place that owns the broker, with its control interface. Transports hand in bytes as they
 * come; what the broker wants sent is gathered until the end of the event loop's turn, or until the
 * turn has brought much, and then written once per connection, because a WebSocket frame or a system
 * call costs far more than a packet.
 */
import { performance } from 'node:perf_hooks';
import type { ControlCommand, ControlReply } from '../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../broker/control/controlSession.ts';
import { Instrument, type InstrumentOptions } from '../broker/control/instrument.ts';
import type { Hooks, Peer, Verdict } from '../broker/options.ts';
import type { Admission } from './admission.ts';
import { plainBytes } from './plainBytes.ts';
import { WakeTimer } from './wakeTimer.ts';

/** One open connection to a client, below MQTT. */
export interface Transport {
  /** Bytes taken but not yet given to the system. */
  readonly backlog: number;
  /** Writes everything in one piece; `written` is called when the system has taken it, or never. */
  write(bytes: Uint8Array, written: () => void): void;
  /** Writes what came before, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
  pause(): void;
  resume(): void;
}

/** What a transport tells of itself. */
export interface Link {
  received(bytes: Uint8Array): void;
  /** The transport is gone, whoever ended it. */
  closed(): void;
  /** Resolves when it is decided whether the client may connect; undefined: nobody thinks about it. */
  deciding(): Promise<void> | undefined;
}

/** Backlogs below this are noise and not told to the broker, unless it knows of a larger one. */
const WORTH_TELLING = 16 * 1024;
/**
 * Above this much unwritten, nothing more is read from the client: it asks and does not take the
 * answers. It lies above the backlog at which the broker drops QoS 0, so that a reader that is only
 * slow goes on being heard (PINGREQ!).
 */
const STOP_READING = 24 * 1024 * 1024;
/** After so much input, or so many ms of work on it, a turn has brought enough: others wait. */
const MUCH_INPUT = 64 * 1024;
const LONG_WORK = 5;
/** Input is read by so many bytes, and the clock is looked at between them. */
const SLICE = 4 * 1024;
/** What a transport that is behind is given at once: each piece that it holds costs much beside its bytes. */
const LARGE_PIECE = 64 * 1024;
/** So many small pieces that wait for it become one. */
const MANY_PIECES = 32;
const UNSPECIFIED_ERROR = 0x80;
/** How long connections have for a proper close when the host closes. */
const CLOSING_MILLISECONDS = 250;

interface Connection {
  readonly id: number;
  readonly transport: Transport;
  /** Waits for a transport that is behind. */
  pending: Uint8Array[];
  pendingBytes: number;
  toldBacklog: number;
  /** Came in and is not read yet. */
  unread: Uint8Array[];
  /** All is read. */
  whenRead: (() => void)[];
  paused: boolean;
  /** Until the next turn nothing is read. */
  resting: boolean;
  /** The broker has ended it: nothing is read any more. */
  ended: boolean;
  deciding: Promise<void> | undefined;
}

export interface HostOptions extends Omit<InstrumentOptions, 'hooks'> {
  readonly hooks?: Omit<Hooks, 'authenticate'> & { readonly authenticate?: Admission };
}

interface Pace {
  /** Unwritten bytes above which a client is not heard any more. */
  readonly stopReading: number;
  /** ms on the input of one turn. */
  readonly longWork: number;
}

export class BrokerHost {
  readonly #instrument: Instrument;
  readonly #pace: Pace;
  readonly #failed: Hooks['failed'];
  readonly #connections = new Map<number, Connection>();
  #flushing: NodeJS.Immediate | undefined;
  /** Bytes that have come in since the last flush. */
  #unanswered = 0;
  readonly #timer = new WakeTimer((now) => {
    this.#instrument.elapse(now);
    this.#flush();
  });
  #whenEmpty: (() => void) | undefined;
  #closing = false;

  /** @param pace for tests */
  constructor(options: HostOptions, pace: Partial<Pace> = {}) {
    const { authenticate, ...hooks } = options.hooks ?? {};
    this.#failed = hooks.failed;
    this.#instrument = new Instrument({
      ...options,
      hooks: { ...hooks, ...(authenticate && { authenticate: this.#patient(authenticate) }) },
    });
    this.#pace = { stopReading: STOP_READING, longWork: LONG_WORK, ...pace };
  }

  open(transport: Transport, peer: Peer): Link {
    if (this.#closing) {
      transport.destroy();
      return { received: () => undefined, closed: () => undefined, deciding: () => undefined };
    }
    const id = this.#instrument.open(peer, performance.now());
    const connection: Connection = {
      id,
      transport,
      pending: [],
      pendingBytes: 0,
      toldBacklog: 0,
      unread: [],
      whenRead: [],
      paused: false,
      resting: false,
      ended: false,
      deciding: undefined,
    };
    this.#connections.set(id, connection);
    this.flushLater();
    return {
      received: (bytes) => {
        if (connection.ended) return;
        connection.unread.push(plainBytes(bytes));
        if (!connection.resting) this.#read(connection);
      },
      closed: () => {
        for (const bytes of connection.unread.splice(0)) {
          this.#instrument.receive(id, bytes, performance.now());
        }
        if (!this.#connections.delete(id)) return;
        this.#instrument.close(id, performance.now());
        this.flushLater();
        if (this.#connections.size === 0) this.#whenEmpty?.();
      },
      deciding: () =>
        connection.unread.length === 0
          ? connection.deciding
          : new Promise<void>((resolve) => {
              connection.whenRead.push(resolve);
            }).then(() => connection.deciding),
    };
  }

  /** Somebody controls the broker; whether they may has been decided. */
  control(line: ControlLine): ControlSession {
    const session = this.#instrument.control(line);
    return {
      receive: (message, now) => {
        session.receive(message, now);
        this.flushLater();
      },
      closed: () => {
        session.closed();
        this.flushLater();
      },
    };
  }

  /** The companion's own command, in the place of a line. */
  command(command: ControlCommand): ControlReply {
    const reply = this.#instrument.command(command, performance.now());
    this.flushLater();
    return reply;
  }

  /** Ends all connections and lines, properly where they let themselves be ended within a moment. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#instrument.shutDown(performance.now());
    this.#flush();
    this.#timer.stop();
    if (this.#connections.size === 0) return;
    const empty = new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
    });
    const deadline = setTimeout(() => {
      for (const connection of this.#connections.values()) connection.transport.destroy();
    }, CLOSING_MILLISECONDS);
    await empty;
    clearTimeout(deadline);
  }

  /** The broker's hook, for one that may take its time. */
  #patient(authenticate: Admission): NonNullable<Hooks['authenticate']> {
    return (packet, peer, id) => {
      const connection = this.#connections.get(id);
      const isOpen = (): boolean => this.#connections.get(id)?.ended === false;
      const verdict = authenticate(packet, peer, isOpen);
      if (!(verdict instanceof Promise)) return verdict;
      const decide = (decided: Verdict): void => {
        if (connection) connection.deciding = undefined;
        this.#instrument.decide(id, decided, performance.now());
        this.flushLater();
      };
      const deciding = verdict.then(decide, (error: unknown) => {
        this.#failed?.('authenticate', error);
        decide({ reasonCode: UNSPECIFIED_ERROR });
      });
      if (connection) connection.deciding = deciding;
      return 'later';
    };
  }

  /** Writes what there is to write at the end of this turn. */
  flushLater(): void {
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  /** As much as fits into a turn; the system would hand in up to 32 pieces of one connection in a row. */
  #read(connection: Connection): void {
    const began = performance.now();
    let now = began;
    let isMuch = false;
    for (let bytes = takeSlice(connection); bytes !== undefined; bytes = takeSlice(connection)) {
      this.#instrument.receive(connection.id, bytes, now);
      this.#unanswered += bytes.length;
      now = performance.now();
      isMuch = this.#unanswered >= MUCH_INPUT;
      if (isMuch || now - began >= this.#pace.longWork) break;
    }
    if (isMuch || connection.unread.length > 0) {
      this.#flush();
      this.#rest(connection);
    } else {
      for (const tell of connection.whenRead.splice(0)) tell();
      this.flushLater();
    }
  }

  /** Others have their turn. */
  #rest(connection: Connection): void {
    connection.resting = true;
    if (!connection.paused) connection.transport.pause();
    setImmediate(() => {
      connection.resting = false;
      this.#read(connection);
      if (!connection.resting && !connection.paused) connection.transport.resume();
    });
  }

  #flush(): void {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    this.#unanswered = 0;
    const written = new Set<Connection>();
    const ended = new Set<Connection>();
    for (const output of this.#instrument.takeOutput()) {
      const connection = this.#connections.get(output.connection);
      if (connection === undefined || connection.ended) continue;
      if (output.kind === 'send') {
        connection.pending.push(output.bytes);
        connection.pendingBytes += output.bytes.length;
        written.add(connection);
      } else {
        ended.add(connection);
      }
    }
    for (const connection of written) {
      if (!ended.has(connection)) this.#write(connection);
    }
    for (const connection of ended) {
      this.#writeAll(connection);
      connection.ended = true;
      connection.transport.end();
    }
    if (!this.#closing) this.#timer.set(this.#instrument.wakeAt);
  }

  /** A transport that is behind gets what is pending when it has caught up, or when that is much. */
  #write(connection: Connection): void {
    const { pending, pendingBytes, transport } = connection;
    if (transport.backlog === 0 || pendingBytes >= LARGE_PIECE) this.#writeAll(connection);
    else if (pending.length >= MANY_PIECES) connection.pending = [Buffer.concat(pending)];
    this.#tellBacklog(connection);
  }

  #writeAll(connection: Connection): void {
    const { pending, transport } = connection;
    const [first] = pending;
    if (first === undefined) return;
    connection.pending = [];
    connection.pendingBytes = 0;
    transport.write(pending.length === 1 ? first : Buffer.concat(pending), () => {
      if (!connection.ended) this.#write(connection);
    });
  }

  #tellBacklog(connection: Connection): void {
    const backlog = connection.transport.backlog + connection.pendingBytes;
    if (backlog < WORTH_TELLING && connection.toldBacklog === 0) return;
    if (connection.ended || !this.#connections.has(connection.id)) return;
    connection.toldBacklog = backlog < WORTH_TELLING ? 0 : backlog;
    this.#instrument.backlog(connection.id, connection.toldBacklog, performance.now());
    this.flushLater();
    if (!connection.paused && backlog > this.#pace.stopReading) {
      connection.paused = true;
      connection.transport.pause();
    } else if (connection.paused && backlog < this.#pace.stopReading / 2) {
      connection.paused = false;
      if (!connection.resting) connection.transport.resume();
    }
  }
}

/** The next of what is not read; undefined: nothing, for one where the broker has ended the connection. */
function takeSlice(connection: Connection): Uint8Array | undefined {
  const { unread } = connection;
  if (connection.ended) unread.length = 0;
  const [first] = unread;
  if (first === undefined) return undefined;
  if (first.length <= SLICE) return unread.shift();
  unread[0] = first.subarray(SLICE);
  return first.subarray(0, SLICE);
}
