/**
 * The one place that owns the broker, with its control interface. Transports hand in bytes as they
 * come; what the broker wants sent is gathered until the end of the event loop's turn, or until the
 * turn has brought much, and then written once per connection, because a WebSocket frame or a system
 * call costs far more than a packet.
 */

import { performance } from 'node:perf_hooks';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { Instrument } from '../../broker/control/instrument.ts';
import type { InstrumentOptions } from '../../broker/control/instrumentOptions.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import type { Client, Peer } from '../../broker/core/contract/parties.ts';
import type { Refusal, Verdict } from '../../broker/core/contract/verdicts.ts';
import { paceByClock } from '../../broker/core/memory/timeSlice.ts';
import { restore } from '../../broker/core/state/restoring.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import type { Admission } from '../access/admission.ts';
import { WakeTimer } from '../clock/wakeTimer.ts';
import type { DataFolder } from '../data/dataFolder.ts';
import { Newcomers } from '../net/connectBudget.ts';
import { plainBytes } from '../net/plainBytes.ts';
import { Connection, LARGE_PIECE, type Link, type Transport } from './hostConnection.ts';

/** Bytes of a client on a bad network, above which no more of it is read. */
const MOST_UNDER_WAY = 256 * 1024;
/** Backlogs below this are noise and not told to the broker, unless it knows of a larger one. */
const WORTH_TELLING = 16 * 1024;
/**
 * Above this much unwritten, or less where all have much, nothing more is read from the client: it asks
 * and does not take the answers. It lies above the backlog at which the broker drops QoS 0, so that a reader that is only
 * slow goes on being heard (PINGREQ!).
 */
const STOP_READING = 24 * 1024 * 1024;
/** After so much input, or so many ms of work on it, a turn has brought enough: others wait. */
const MUCH_INPUT = 64 * 1024;
const LONG_WORK = 10;
/** ms in which a turn writes: to ten thousand connections takes far longer. */
const LONG_WRITING = 3;
/**
 * Input is read by so many bytes, and the clock is looked at between them. They are two thousand packets at
 * worst, and whoever brings more than a turn's worth has them in each round: with many, they are fewer.
 */
const SLICE = 4 * 1024;
const LEAST_SLICE = 256;
/** With so many that wait for their next turn, they are half. */
const MANY_RESTING = 8;
/** So many small pieces that wait for it become one. */
const MANY_PIECES = 32;
const UNSPECIFIED_ERROR = 0x80;
/** How long connections have for a proper close when the host closes. */
const CLOSING_MILLISECONDS = 250;

export interface HostOptions extends Omit<InstrumentOptions, 'hooks' | 'keeper'> {
  /** Where the broker's state outlasts the process. */
  readonly data?: DataFolder;
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
  /** Those that have brought them. */
  readonly #asked = new Set<Connection>();
  /** Connections that wait for their next turn to be read. */
  #resting = 0;
  /** Those that have not signed in, and those that go. */
  readonly #passing = new Newcomers();
  /** Connections with something to write, or to be ended. */
  readonly #due = new Set<Connection>();
  /** Connections that are not read, since what they said has not arrived yet. */
  readonly #held = new Set<Connection>();
  readonly #timer = new WakeTimer((now) => this.#turn(now));
  #goingOn: NodeJS.Immediate | undefined;
  #whenEmpty: (() => void) | undefined;
  #closing = false;
  readonly #data: DataFolder | undefined;

  /** @param pace for tests */
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
      hooks: { ...hooks, ...(authenticate && { authenticate: this.#patient(authenticate) }) },
    });
    if (data !== undefined) this.#takeOver(data);
  }

  /** What a process before this one has left. */
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

  /** What `$SYS` tells. */
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
        if (connection.resting) this.#tellHeld(connection);
        else if (this.#instrument.isStranger(id)) this.#meet(connection);
        else this.#read(connection);
        this.#hold(connection);
      },
      // A network that breaks takes thousands at once.
      closed: () => void this.#passing.take(() => this.#closed(connection)),
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

  /** Somebody controls the broker; whether they may has been decided. */
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

  /** Whether a handshake of TLS that begins now is to be cut. */
  failsTls(): boolean {
    return this.#instrument.failsTls();
  }

  /** The companion's own command, in the place of a line. */
  command(command: ControlCommand): ControlReply {
    const reply = this.#instrument.command(command, performance.now());
    this.flushLater();
    return reply;
  }

  /** Ends the connection of each client for which there is a reason to; how many these were. */
  review(reasonFor: (client: Client) => Refusal | undefined): number {
    const ended = this.#instrument.review(reasonFor, performance.now());
    this.flushLater();
    return ended;
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

  /** Whoever is in goes before those who are not: of these, many may come at once. */
  #meet(connection: Connection): void {
    connection.resting = true;
    let isPaused = false;
    const isRead = this.#passing.take(() => {
      connection.resting = false;
      if (this.#connections.has(connection.id)) this.#read(connection);
      if (isPaused) this.#readOn(connection);
    });
    if (isRead) return;
    isPaused = true;
    this.#tellHeld(connection);
    if (!connection.paused) connection.transport.pause();
  }

  /** As much as fits into a turn; the system would hand in up to 32 pieces of one connection in a row. */
  #read(connection: Connection): void {
    const began = performance.now();
    let now = began;
    let isMuch = false;
    // Those that have more than a turn's worth share one: a round of all of them is no longer.
    const share = this.#pace.longWork / (1 + this.#resting);
    const size = Math.max(LEAST_SLICE, Math.floor(SLICE / (1 + this.#resting / MANY_RESTING)));
    this.#asked.add(connection);
    while (!isMuch) {
      // It keeps what it does not read yet: no more than a slice.
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
      this.#tellHeld(connection);
      this.#flush();
      this.#rest(connection);
    } else {
      this.#tellHeld(connection);
      for (const tell of connection.whenRead.splice(0)) tell();
      this.flushLater();
    }
  }

  /** What of its input is here. */
  #tellHeld(connection: Connection): void {
    const all = connection.heldBytes();
    const held = all < WORTH_TELLING ? 0 : all;
    if (held === connection.toldHeld || connection.ended) return;
    connection.toldHeld = held;
    this.#instrument.inputBacklog(connection.id, held, performance.now());
    this.flushLater();
  }

  /** Others have their turn. */
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
    this.#goOn();
  }

  /** Reports that the client has signed in, with its CONNACK at the latest. */
  #noteAdmission(connection: Connection): void {
    if (connection.admitted === undefined || this.#instrument.isStranger(connection.id)) return;
    connection.admitted();
    connection.admitted = undefined;
  }

  /** A slow network is not filled by whoever sends fast. */
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

  /** Who has asked is answered first; the others as far as the turn reaches. */
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
    this.#tellBacklog(connection);
  }

  /** What it has not read is let go now. */
  #destroy(connection: Connection, isReset: boolean): void {
    connection.drop();
    connection.ended = true;
    this.#due.delete(connection);
    if (isReset && connection.transport.reset !== undefined) connection.transport.reset();
    else connection.transport.destroy();
  }

  /** In the next turn of the event loop, after what has come in, where there is more to do now. */
  #goOn(): void {
    if (this.#closing) return;
    const { wakeAt } = this.#instrument;
    const isDue = wakeAt !== undefined && wakeAt <= performance.now();
    this.#timer.set(isDue ? undefined : wakeAt);
    if (isDue || this.#due.size > 0)
      this.#goingOn ??= setImmediate(() => this.#turn(performance.now()));
  }

  #turn(now: number): void {
    if (this.#goingOn !== undefined) clearImmediate(this.#goingOn);
    this.#goingOn = undefined;
    if (this.#closing) return;
    // What is not written comes first: more of it would pile up.
    if (this.#due.size === 0) this.#instrument.elapse(now);
    this.#flush();
  }

  /** A transport that is behind gets what is pending when it has caught up, or when that is much. */
  #write(connection: Connection): void {
    const { pending, pendingBytes, transport } = connection;
    if (transport.backlog === 0 || pendingBytes >= LARGE_PIECE) this.#writeAll(connection);
    else if (pending.length >= MANY_PIECES) connection.join();
    this.#tellBacklog(connection);
  }

  #writeAll(connection: Connection): void {
    const pieces = connection.takePending();
    const written = (): void => {
      if (connection.ended) this.#tellBacklog(connection);
      else this.#write(connection);
    };
    for (const piece of pieces) connection.transport.write(piece, written);
  }

  #tellBacklog(connection: Connection): void {
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
