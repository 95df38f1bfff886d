/**
 * Owns the broker with its control interface. Transports pass in bytes as they arrive. The broker's output is
 * gathered until the end of the event loop's turn, or until the turn has done much, and then written once per
 * connection, because a WebSocket frame or a system call costs far more than a packet.
 */

import { performance } from 'node:perf_hooks';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { Instrument } from '../../broker/control/instrument.ts';
import type { InstrumentOptions } from '../../broker/control/instrumentOptions.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import type { Verdict } from '../../broker/core/contract/verdicts.ts';
import { paceByClock } from '../../broker/core/memory/timeSlice.ts';
import { restore } from '../../broker/core/state/restoring.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import type { Admission } from '../access/admission.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';
import type { DataFolder } from '../data/dataFolder.ts';
import { plainBytes } from '../net/plainBytes.ts';
import { Connection, LARGE_PIECE, type Link, type Transport } from './hostConnection.ts';

/** Bytes of a client on a simulated bad network, above which reading stops. */
const MOST_UNDER_WAY = 256 * 1024;
/** Smaller backlogs are noise and are not reported to the broker, unless it knows of a larger one. */
const WORTH_TELLING = 16 * 1024;
/**
 * Above this many unwritten bytes, or fewer if all connections have many, reading stops: the client sends
 * requests and does not read the responses. It exceeds the backlog at which the broker drops QoS 0, so that a
 * merely slow reader is still read (PINGREQ!).
 */
const STOP_READING = 24 * 1024 * 1024;
/** Limits of a turn: bytes of input, and ms of work on it. Then other connections continue. */
const MUCH_INPUT = 64 * 1024;
const LONG_WORK = 10;
/** ms for writing in one turn: ten thousand connections take far longer. */
const LONG_WRITING = 3;
/**
 * Bytes of input processed between readings of the clock. That is at most two thousand packets. Connections
 * with more than a turn's input get one slice per round, and smaller ones if there are many.
 */
const SLICE = 4 * 1024;
const LEAST_SLICE = 256;
/** With this many connections waiting for their next turn, slices are halved. */
const MANY_RESTING = 8;
/** This many small waiting pieces are joined into one. */
const MANY_PIECES = 32;
const UNSPECIFIED_ERROR = 0x80;
/** ms for connections to close properly when the host closes. */
const CLOSING_MILLISECONDS = 250;

export interface HostOptions extends Omit<InstrumentOptions, 'hooks' | 'keeper'> {
  /** Folder with the broker's durable state. */
  readonly data?: DataFolder;
  readonly hooks?: Omit<Hooks, 'authenticate'> & { readonly authenticate?: Admission };
}

interface Pace {
  /** Unwritten bytes above which a client is not read. */
  readonly stopReading: number;
  /** ms for the input of one turn. */
  readonly longWork: number;
}

export class BrokerHost {
  readonly #instrument: Instrument;
  readonly #pace: Pace;
  readonly #failed: Hooks['failed'];
  readonly #connections = new Map<number, Connection>();
  #flushing: NodeJS.Immediate | undefined;
  /** Bytes received since the last flush. */
  #unanswered = 0;
  /** Connections that have sent them. */
  readonly #asked = new Set<Connection>();
  /** Connections whose reading waits for their next turn. */
  #resting = 0;
  /** Connections to write to or to end. */
  readonly #due = new Set<Connection>();
  /** Connections that are not read, because their data is delayed on a simulated network. */
  readonly #held = new Set<Connection>();
  readonly #timer = new WakeTimer((now) => this.#turn(now));
  #nextTurn: NodeJS.Immediate | undefined;
  #whenEmpty: (() => void) | undefined;
  #closing = false;
  readonly #data: DataFolder | undefined;

  /** @param pace overrides for tests */
  constructor(options: HostOptions, pace: Partial<Pace> = {}) {
    const { authenticate, ...hooks } = options.hooks ?? {};
    const { data } = options;
    this.#data = data;
    this.#failed = hooks.failed;
    this.#pace = { stopReading: STOP_READING, longWork: LONG_WORK, ...pace };
    this.#instrument = new Instrument({
      pace: paceByClock(() => performance.now(), this.#pace.longWork),
      ...options,
      ...(data && { keeper: data.keeper }),
      faults: { rules: [], filters: packetFilters, ...options.faults },
      hooks: {
        ...hooks,
        ...(authenticate && { authenticate: this.#asyncAuthenticate(authenticate) }),
      },
    });
    if (data !== undefined) this.#takeOver(data);
  }

  /** Takes over the state of a previous process. */
  #takeOver(data: DataFolder): void {
    const instrument = this.#instrument;
    restore(instrument.broker.core, data.takeLeft(), performance.now());
    data.begin({
      get broker() {
        return instrument.broker;
      },
      kept: () => {
        instrument.broker.kept(performance.now());
        this.flushLater();
      },
    });
    this.flushLater();
  }

  /** Values of `$SYS`. */
  sysValues(): ReturnType<Instrument['broker']['sysValues']> {
    return this.#instrument.broker.sysValues(performance.now());
  }

  /** @param admitted called when the client has signed in */
  open(transport: Transport, peer: Peer, admitted?: () => void): Link {
    if (this.#closing) {
      transport.destroy();
      return {
        received: () => undefined,
        closed: () => undefined,
        deciding: () => undefined,
      };
    }
    const id = this.#instrument.open(peer, performance.now());
    const connection = new Connection(id, transport, admitted);
    this.#connections.set(id, connection);
    this.flushLater();
    return {
      received: (bytes) => {
        if (connection.ended) return;
        connection.unread.push(plainBytes(bytes));
        if (connection.resting) this.#reportHeld(connection);
        else this.#read(connection);
        this.#hold(connection);
      },
      closed: () => this.#closed(connection),
      deciding: () =>
        connection.unread.length === 0
          ? connection.deciding
          : new Promise<void>((resolve) => {
              connection.whenRead.push(resolve);
            }).then(() => connection.deciding),
    };
  }

  #closed(connection: Connection): void {
    const { id } = connection;
    for (const bytes of connection.unread.splice(0)) {
      this.#instrument.receive(id, connection.unwrap(bytes), performance.now());
    }
    if (!this.#connections.delete(id)) return;
    this.#asked.delete(connection);
    this.#due.delete(connection);
    this.#held.delete(connection);
    this.#instrument.close(id, performance.now());
    this.flushLater();
    if (this.#connections.size === 0) this.#whenEmpty?.();
  }

  /** Opens a control session; the controller is already authorised. */
  control(line: ControlLine, from?: string): ControlSession {
    const session = this.#instrument.control(line, from);
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

  /** Runs a command of the companion itself, without a line. */
  command(command: ControlCommand): ControlReply {
    const reply = this.#instrument.command(command, performance.now());
    this.flushLater();
    return reply;
  }

  /** Ends all connections and lines, properly if they close within a moment. */
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

  /** The broker's hook for a check that may take time. */
  #asyncAuthenticate(authenticate: Admission): NonNullable<Hooks['authenticate']> {
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

  /** Writes pending data at the end of this turn. */
  flushLater(): void {
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  /**
   * Reads as much as fits into a turn. The system could deliver up to 32 chunks of one connection in a row.
   */
  #read(connection: Connection): void {
    const began = performance.now();
    let now = began;
    let isMuch = false;
    // Connections with more than a turn's input share one turn, so a round of all of them is no longer.
    const share = this.#pace.longWork / (1 + this.#resting);
    const size = Math.max(LEAST_SLICE, Math.floor(SLICE / (1 + this.#resting / MANY_RESTING)));
    this.#asked.add(connection);
    while (!isMuch) {
      // The broker keeps its unread input: at most a slice.
      isMuch = this.#instrument.isBehind(connection.id);
      const bytes = isMuch ? undefined : connection.takeSlice(size);
      if (bytes === undefined) break;
      const packets = connection.unwrap(bytes);
      if (packets.length > 0) this.#instrument.receive(connection.id, packets, now);
      this.#unanswered += bytes.length;
      now = performance.now();
      isMuch = this.#unanswered >= MUCH_INPUT;
      if (now - began >= share) break;
    }
    if (isMuch || connection.unread.length > 0) {
      this.#reportHeld(connection);
      this.#flush();
      this.#rest(connection);
    } else {
      this.#reportHeld(connection);
      for (const tell of connection.whenRead.splice(0)) tell();
      this.flushLater();
    }
  }

  /** Reports the input that is held here. */
  #reportHeld(connection: Connection): void {
    const all = connection.heldBytes();
    const held = all < WORTH_TELLING ? 0 : all;
    if (held === connection.toldHeld || connection.ended) return;
    connection.toldHeld = held;
    this.#instrument.inputBacklog(connection.id, held, performance.now());
    this.flushLater();
  }

  /** Continues reading in the next turn. */
  #rest(connection: Connection): void {
    connection.resting = true;
    this.#resting += 1;
    if (!connection.paused) connection.transport.pause();
    setImmediate(() => {
      connection.resting = false;
      this.#resting -= 1;
      this.#read(connection);
      this.#readOn(connection);
    });
  }

  #readOn({ resting, paused, isHeld, transport }: Connection): void {
    if (!resting && !paused && !isHeld) transport.resume();
  }

  #flush(): void {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    this.#unanswered = 0;
    this.#data?.write();
    for (const output of this.#instrument.takeOutput()) {
      const connection = this.#connections.get(output.connection);
      if (output.kind === 'end' && output.atOnce && connection !== undefined) {
        this.#destroy(connection, output.isReset === true);
        continue;
      }
      if (connection === undefined || connection.ended) continue;
      this.#noteAdmission(connection);
      if (output.kind === 'send') {
        connection.add(output.bytes);
      } else {
        connection.ending = true;
      }
      this.#due.add(connection);
    }
    for (const connection of this.#held) this.#hold(connection);
    this.#serveDue();
    this.#continue();
  }

  /** Reports that the client has signed in, at its CONNACK at the latest. */
  #noteAdmission(connection: Connection): void {
    if (connection.admitted === undefined || this.#instrument.isStranger(connection.id)) return;
    connection.admitted();
    connection.admitted = undefined;
  }

  /** Stops reading, so that a fast sender does not fill a slow network. */
  #hold(connection: Connection): void {
    const waits = this.#instrument.inputWaits(connection.id);
    if (!connection.isHeld && waits > MOST_UNDER_WAY) {
      connection.isHeld = true;
      this.#held.add(connection);
      connection.transport.pause();
    } else if (connection.isHeld && waits < MOST_UNDER_WAY / 2) {
      connection.isHeld = false;
      this.#held.delete(connection);
      this.#readOn(connection);
    }
  }

  /** Connections with requests are answered first; others follow while the turn's time lasts. */
  #serveDue(): void {
    const began = performance.now();
    for (const connection of this.#asked) this.#serve(connection);
    this.#asked.clear();
    for (const connection of this.#due) {
      this.#serve(connection);
      if (!this.#closing && performance.now() - began >= LONG_WRITING) return;
    }
  }

  #serve(connection: Connection): void {
    if (!this.#due.delete(connection)) return;
    if (!connection.ending) {
      this.#write(connection);
      return;
    }
    this.#writeAll(connection);
    connection.ended = true;
    connection.transport.end();
    this.#reportBacklog(connection);
  }

  /** Releases unread input at once. */
  #destroy(connection: Connection, isReset: boolean): void {
    connection.drop();
    connection.ended = true;
    this.#due.delete(connection);
    if (isReset && connection.transport.reset !== undefined) connection.transport.reset();
    else connection.transport.destroy();
  }

  /** Continues in the next turn of the event loop, after new input, if more is to do. */
  #continue(): void {
    if (this.#closing) return;
    const { wakeAt } = this.#instrument;
    const isDue = wakeAt !== undefined && wakeAt <= performance.now();
    this.#timer.set(isDue ? undefined : wakeAt);
    if (isDue || this.#due.size > 0)
      this.#nextTurn ??= setImmediate(() => this.#turn(performance.now()));
  }

  #turn(now: number): void {
    if (this.#nextTurn !== undefined) clearImmediate(this.#nextTurn);
    this.#nextTurn = undefined;
    if (this.#closing) return;
    // Pending output is written first, because it would pile up.
    if (this.#due.size === 0) this.#instrument.elapse(now);
    this.#flush();
  }

  /** A transport with a backlog receives pending data when it has caught up, or when the data is large. */
  #write(connection: Connection): void {
    const { pending, pendingBytes, transport } = connection;
    if (transport.backlog === 0 || pendingBytes >= LARGE_PIECE) this.#writeAll(connection);
    else if (pending.length >= MANY_PIECES) connection.join();
    this.#reportBacklog(connection);
  }

  #writeAll(connection: Connection): void {
    const pieces = connection.takePending();
    const written = (): void => {
      if (connection.ended) this.#reportBacklog(connection);
      else this.#write(connection);
    };
    for (const piece of pieces) connection.transport.write(piece, written);
  }

  #reportBacklog(connection: Connection): void {
    const backlog = connection.transport.backlog + connection.pendingBytes;
    if (backlog < WORTH_TELLING && connection.toldBacklog === 0) return;
    if (!this.#connections.has(connection.id)) return;
    connection.toldBacklog = backlog < WORTH_TELLING ? 0 : backlog;
    this.#instrument.backlog(connection.id, connection.toldBacklog, performance.now());
    this.flushLater();
    if (connection.ended) return;
    const room = Math.min(this.#pace.stopReading, this.#instrument.answerRoom(connection.id));
    if (!connection.paused && backlog > room) {
      connection.paused = true;
      connection.transport.pause();
    } else if (connection.paused && backlog < room / 2) {
      connection.paused = false;
      this.#readOn(connection);
    }
  }
}
