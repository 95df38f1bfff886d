/** Splits the connections' input into packets, within limits, one time slice after the other. */

import { decode, errorAtStart } from '../../../mqtt/codec/decode.ts';
import { connectVersion, peekType } from '../../../mqtt/framing/peek.ts';
import { breachText } from '../../../mqtt/statements/breachWords.ts';
import { excessOf } from '../contract/headerLimits.ts';
import { overLimit, REASON, refuse } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import { isSteps, type Steps } from '../memory/timeSlice.ts';
import type { Link } from '../output/link.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';
import { partyOf } from '../state/events.ts';
import { type Admission, admit } from './admitting.ts';
import { refuseMalformedConnect } from './connecting.ts';
import { type Outcome, receivePacket } from './receiving.ts';

/** Most packets take far less than a step; their consequences are counted elsewhere. */
const PACKET_STEPS = 1 / 16;

/** First byte of CONNECT: type 1, flags 0. */
const CONNECT = 0x10;
/** This many bytes of an incomplete packet show that the client is alive and sends a large packet. */
const SIGN_OF_LIFE = 1000;
/**
 * Incomplete packets are checked up to this many bytes. Sending byte by byte makes the broker check them each
 * time.
 */
const JUDGED_EARLY = 512;
/** Memory of a stored piece of input, apart from its bytes. */
const PIECE_BYTES = 100;

/** The parts of the broker that act on input. */
interface Acting {
  readonly core: Core;
  readonly connections: ReadonlyMap<number, Connection>;
  drop(link: Link, refusal: Refusal): void;
  settle(connection: Connection, admission: Admission): void;
  finish(connection: Connection, sendWill: boolean): void;
  /** The transport is closed, and all its bytes are read. */
  lost(connection: Connection): void;
}

export class Intake {
  readonly #host: Acting;
  /** Connections with unread input. */
  readonly #behind = new Set<Connection>();

  constructor(host: Acting) {
    this.#host = host;
  }

  /** True if work waits for `elapse`. */
  get isBehind(): boolean {
    return this.#behind.size > 0;
  }

  /** Receives bytes from the client and keeps them until they are read. */
  receive(connection: Connection, bytes: Uint8Array, now: number): void {
    connection.unread.push(bytes);
    if (connection.asking !== undefined) {
      // The host has not decided yet.
      connection.waiting += bytes.length + PIECE_BYTES;
      this.#checkRoom(connection);
    } else if (!this.#mayRead(connection)) {
      connection.heard = now;
      this.#behind.add(connection);
    } else if (!this.#behind.has(connection)) {
      // Earlier bytes must be read first, in their turn.
      this.#readSlice(connection, now);
    }
  }

  /** Counts bytes of this connection's input that the host holds. */
  hold(connection: Connection, bytes: number): void {
    connection.held = bytes;
    this.#checkRoom(connection);
  }

  /** Reads until the time slice is used up. */
  elapse(now: number): void {
    // Connections with more input are appended to the set again, for the next time.
    for (const connection of Array.from(this.#behind)) {
      if (!this.#mayRead(connection)) continue;
      this.#readSlice(connection, now);
      if (this.#host.core.timeSlice.isOver) return;
    }
  }

  /** Continues reading after the host's decision or the end of a packet's work. */
  resume(connection: Connection): void {
    if (connection.isOver) return;
    this.#checkRoom(connection);
    if (connection.isOver) return;
    if (connection.unread.length + connection.early.length > 0) this.#behind.add(connection);
    else if (connection.isLost && !connection.isBusy) this.#host.lost(connection);
  }

  /** The transport is closed; bytes received before are still read. */
  close(connection: Connection, now: number): void {
    while (this.#isBehind(connection) && this.#mayRead(connection)) {
      this.#readSlice(connection, now);
      if (this.#host.core.timeSlice.isOver) break;
    }
    connection.link.lose();
    if (connection.isOver) return;
    connection.isLost = true;
    if (this.#isBehind(connection)) this.#behind.add(connection);
    else if (!connection.isBusy) this.#host.lost(connection);
  }

  /** Forgets a connection. */
  forget(connection: Connection): void {
    connection.isOver = true;
    this.#behind.delete(connection);
    connection.unread.length = 0;
    connection.early.length = 0;
    this.#host.core.ledger.accounts.incoming.add(-connection.incomplete);
    connection.incomplete = 0;
  }

  /** Reads the bytes received together with CONNECT. */
  readEarly(connection: Connection, now: number): void {
    while (!connection.isOver && this.#mayRead(connection)) {
      const early = connection.early.shift();
      if (early === undefined) return;
      this.#readPacket(connection, early, now);
    }
  }

  /** True if the connection has pending work before more of it may be read. */
  isBehindWith(connection: Connection): boolean {
    return connection.isBusy || this.#isBehind(connection);
  }

  #isBehind({ asking, early, unread }: Connection): boolean {
    return asking === undefined && early.length + unread.length > 0;
  }

  /** False while earlier work for its client is pending. */
  #mayRead({ isBusy, session }: Connection): boolean {
    return (
      !isBusy && (session === undefined || !this.#host.core.fairQueue.isBusy(session.clientId))
    );
  }

  #readSlice(source: Connection, now: number): void {
    // Moves the connection to the end of the order.
    this.#behind.delete(source);
    try {
      this.readEarly(source, now);
      const isLate = source.early.length > 0;
      const bytes = isLate ? undefined : source.takeUnread(this.#host.core.limits.inputSlice);
      if (bytes !== undefined) this.#read(source, bytes, now);
    } catch (error) {
      this.#host.core.failed('receive', error);
      this.#host.drop(source.link, refuse(REASON.unspecified));
    }
    if (source.isOver) return;
    if (this.#isBehind(source)) this.#behind.add(source);
    else if (source.isLost && !source.isBusy) this.#host.lost(source);
  }

  #read(connection: Connection, bytes: Uint8Array, now: number): void {
    const { framer, link } = connection;
    const { session, applicant } = connection;
    const isFirst = session === undefined && applicant === undefined;
    if (isFirst && framer.pending === 0 && bytes.length > 0) {
      // [MQTT-3.1.0-1]: any other first byte is not a CONNECT, and often not MQTT at all.
      if (bytes[0] !== CONNECT) {
        this.#host.drop(link, refuse(REASON.protocolError));
        return;
      }
    }
    const held = framer.pending;
    const error = framer.push(bytes, (packet) => {
      if (connection.isOver) return;
      if (connection.asking !== undefined) {
        connection.early.push(packet);
        connection.waiting += packet.length + PIECE_BYTES;
        return;
      }
      this.#readPacket(connection, packet, now);
      if (this.#host.core.timeSlice.spend(PACKET_STEPS) || connection.isBusy) framer.halt();
    });
    if (connection.isOver) return;
    if (framer.rest !== undefined) connection.unread.unshift(framer.rest);
    if (framer.pending > SIGN_OF_LIFE) connection.heard = now;
    if (error !== undefined) {
      const reason = error.kind === 'length' ? REASON.malformedPacket : REASON.packetTooLarge;
      const refusal = {
        ...refuse(reason, breachText(error.breach)),
        ...(error.kind !== 'length' && { limit: 'maximumPacketSize' as const }),
      };
      const isLetIn = connection.session !== undefined || connection.applicant !== undefined;
      if (!isLetIn) refuseMalformedConnect(connection, framer.remainder(), refusal);
      this.#host.drop(link, refusal);
      return;
    }
    this.#checkRoom(connection);
    // The incomplete packet has grown, or another one has begun.
    if (!connection.isOver && (framer.pending <= bytes.length || held < JUDGED_EARLY)) {
      this.#judgeStart(connection);
    }
  }

  /** Rejects an invalid packet before it is complete. */
  #judgeStart(connection: Connection): void {
    const { applicant, asking, framer, link, session, version } = connection;
    if (framer.pending === 0 || asking !== undefined || applicant !== undefined) return;
    const start = framer.beginning(JUDGED_EARLY);
    const isFirst = session === undefined;
    if (!isFirst && peekType(start) === 'connect') {
      this.#host.drop(link, secondConnect());
      return;
    }
    const error = errorAtStart(start, isFirst ? undefined : version, 'client');
    // The rest of a CONNECT decides how to refuse an unknown version.
    if (error === undefined || error.reasonCode === REASON.unsupportedVersion) return;
    const refusal = refuse(error.reasonCode, breachText(error.problem.breach));
    if (isFirst) refuseMalformedConnect(connection, start, refusal);
    this.#host.drop(link, refusal);
  }

  /**
   * Limits incomplete and unread input. A client that is not accepted yet may have only little. If all
   * together have too much, the connection with most is closed. It is one that is not accepted yet if those
   * have more than their share, so strangers never cost an accepted client its connection.
   */
  #checkRoom(connection: Connection): void {
    const { core, connections } = this.#host;
    const { incoming } = core.ledger.accounts;
    const pending = connection.framer.pending + connection.waiting + connection.held;
    incoming.add(pending - connection.incomplete);
    connection.incomplete = pending;
    const { maximumHeadSize } = core.limits;
    if (connection.session === undefined && pending > maximumHeadSize) {
      const most = `Before it is let in, a client may send ${maximumHeadSize} bytes.`;
      this.#host.drop(connection.link, overLimit('maximumHeadSize', REASON.quotaExceeded, most));
    }
    while (!incoming.fits(0)) {
      const largest = largestOf(connections.values(), core.limits.incompleteBytes);
      if (largest === undefined) return;
      const text = 'Large packets use up all memory.';
      const reason = overLimit('incompleteBytes', REASON.quotaExceeded, text);
      this.#host.drop(largest.link, reason);
    }
  }

  #readPacket(connection: Connection, bytes: Uint8Array, now: number): void {
    const { link, session } = connection;
    connection.heard = now;
    this.#host.core.counters.packetsReceived += 1;
    link.traffic.packetsIn += 1;
    const { limits } = this.#host.core;
    const excess = excessOf(bytes, connection.version, limits);
    if (excess !== undefined) {
      // No other checks are needed.
      const isFirst = session === undefined && connection.applicant === undefined;
      if (isFirst && connectVersion(bytes) === 5) refuseMalformedConnect(connection, bytes, excess);
      this.#host.drop(link, excess);
      return;
    }
    if (session === undefined) {
      const isFirst = connection.applicant === undefined;
      this.#host.settle(connection, admit(this.#host.core, connection, bytes));
      const isKept = connection.asking !== undefined || connection.applicant !== undefined;
      if (!isKept) connection.waiting = 0;
      else if (isFirst) connection.waiting += bytes.length + PIECE_BYTES;
      return;
    }
    if (peekType(bytes) === 'connect') {
      this.#host.drop(link, secondConnect());
      return;
    }
    const decoded = decode(bytes, connection.version, 'client');
    if (!decoded.ok) {
      this.#host.drop(link, refuse(decoded.reasonCode, breachText(decoded.problem.breach)));
      return;
    }
    const outcome = receivePacket(this.#host.core, connection, session, decoded.packet, now);
    if (!isSteps(outcome)) this.#conclude(connection, outcome);
    else this.work(connection, session.clientId, this.#concluding(connection, outcome));
  }

  *#concluding(connection: Connection, steps: Steps<Outcome>): Steps {
    const outcome = yield* steps;
    this.#conclude(connection, outcome);
  }

  #conclude(connection: Connection, outcome: Outcome): void {
    if (outcome === undefined) return;
    if ('sendWill' in outcome) {
      const { events } = this.#host.core;
      const { reasonCode } = outcome;
      const given = reasonCode === 0 ? {} : { reasonCode };
      events?.({ kind: 'disconnected', ...partyOf(connection), by: 'client', ...given });
      this.#host.finish(connection, outcome.sendWill);
    } else this.#host.drop(connection.link, outcome);
  }

  /** Starts the work of a packet; until it ends no other packet of the connection is read. */
  work(connection: Connection, owner: string, steps: Steps): void {
    let isLater = false;
    const done = (): void => {
      connection.isBusy = false;
      if (isLater) this.resume(connection);
    };
    connection.isBusy = true;
    this.#host.core.fairQueue.do(owner, () => this.#working(connection, steps, done));
    isLater = true;
  }

  *#working(connection: Connection, steps: Steps, done: () => void): Steps {
    const { core } = this.#host;
    try {
      yield* steps;
    } catch (error) {
      core.failed('receive', error);
      this.#host.drop(connection.link, refuse(REASON.unspecified));
    }
    connection.heard = core.timeSlice.now;
    done();
  }
}

/** [MQTT-3.1.0-2] */
const secondConnect = (): Refusal =>
  refuse(REASON.protocolError, 'CONNECT comes once in a connection.');

/** Part of the memory for incomplete input that connections may have before their CONNECT is accepted. */
const STRANGERS = 1 / 8;

/** The connection with the most incomplete input that must give way; undefined: none has any. */
function largestOf(connections: Iterable<Connection>, most: number): Connection | undefined {
  let largest: Connection | undefined;
  let stranger: Connection | undefined;
  let strange = 0;
  for (const each of connections) {
    const { incomplete, session } = each;
    if (incomplete > (largest?.incomplete ?? 0)) largest = each;
    if (session !== undefined) continue;
    strange += incomplete;
    if (incomplete > (stranger?.incomplete ?? 0)) stranger = each;
  }
  return strange > most * STRANGERS ? stranger : largest;
}
