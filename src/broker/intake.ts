/** What comes in over the broker's connections: cut into packets, within limits, one turn after the other. */
import { decode, faultAtStart } from '../mqtt/decode.ts';
import type { ProtocolVersion } from '../mqtt/packet.ts';
import { payloadOffset, peekPublish, peekType } from '../mqtt/peek.ts';
import { type Admission, admit } from './admitting.ts';
import { refuseFaultyConnect } from './connecting.ts';
import type { Connection } from './connection.ts';
import type { Core } from './core.ts';
import type { Link } from './link.ts';
import type { Refusal } from './options.ts';
import { REASON, refuse } from './reasons.ts';
import { receivePacket } from './receiving.ts';

/** First byte of CONNECT: type 1, flags 0. */
const CONNECT = 0x10;
/** So many bytes of an incomplete packet show that the client is alive: it is sending a large one. */
const SIGN_OF_LIFE = 1000;
/**
 * So many bytes of a packet that is not whole yet are judged: whoever sends them one by one has them
 * read again each time.
 */
const JUDGED_EARLY = 512;
/** What it costs to keep a piece of input, beside its bytes. */
const PIECE_BYTES = 100;

/** The broker, as far as it acts on what comes in. */
interface Acting {
  readonly core: Core;
  readonly connections: ReadonlyMap<number, Connection>;
  drop(link: Link, refusal: Refusal, now: number): void;
  settle(connection: Connection, admission: Admission, now: number): void;
  finish(connection: Connection, sendWill: boolean, now: number): void;
}

export class Intake {
  readonly #host: Acting;
  /** Connections that have brought in more than was read yet. */
  readonly #behind = new Set<Connection>();
  /** Bytes of incomplete packets, over all connections. */
  #incomplete = 0;

  constructor(host: Acting) {
    this.#host = host;
  }

  /** Something waits for its turn at `elapse`. */
  get isBehind(): boolean {
    return this.#behind.size > 0;
  }

  /** Bytes from the client; kept until they are read. */
  receive(connection: Connection, bytes: Uint8Array, now: number): void {
    connection.unread.push(bytes);
    if (connection.asking !== undefined) {
      // The host has not decided yet.
      connection.waiting += bytes.length + PIECE_BYTES;
      this.#checkRoom(connection, now);
    } else if (!this.#behind.has(connection)) {
      // What came before it must be read first, and that has its turn.
      this.#readSlice(connection, now);
    }
  }

  elapse(now: number): void {
    for (const connection of this.#behind) this.#readSlice(connection, now);
  }

  /** Once the host has decided: what came behind CONNECT in one piece with it. */
  readEarly(connection: Connection, now: number): void {
    for (const early of connection.early.splice(0)) {
      if (connection.link.isOpen) this.#readPacket(connection, early, now);
    }
    if (connection.link.isOpen) this.#checkRoom(connection, now);
  }

  /** What is not read yet has its turn again. */
  goOnLater(connection: Connection): void {
    if (connection.unread.length > 0) this.#behind.add(connection);
  }

  /** All at once: the transport is gone. */
  readRest(connection: Connection, now: number): void {
    while (connection.asking === undefined && connection.unread.length > 0) {
      this.#readSlice(connection, now);
    }
  }

  /** The connection is over. */
  forget(connection: Connection): void {
    this.#behind.delete(connection);
    connection.unread.length = 0;
    connection.early.length = 0;
    this.#incomplete -= connection.incomplete;
    connection.incomplete = 0;
  }

  #readSlice(source: Connection, now: number): void {
    const bytes = source.takeUnread(this.#host.core.limits.inputSlice);
    if (source.unread.length > 0) this.#behind.add(source);
    else this.#behind.delete(source);
    if (bytes === undefined) return;
    try {
      this.#read(source, bytes, now);
    } catch (error) {
      this.#host.core.failed('receive', error);
      this.#host.drop(source.link, refuse(REASON.unspecified), now);
    }
    if (source.asking !== undefined) this.#behind.delete(source);
  }

  #read(connection: Connection, bytes: Uint8Array, now: number): void {
    const { framer, link } = connection;
    const { session, applicant } = connection;
    const isFirst = session === undefined && applicant === undefined;
    if (isFirst && framer.pending === 0 && bytes.length > 0) {
      // [MQTT-3.1.0-1]: whatever begins otherwise is no CONNECT, and often not even MQTT.
      if (bytes[0] !== CONNECT) {
        this.#host.drop(link, refuse(REASON.protocolError), now);
        return;
      }
    }
    const held = framer.pending;
    const fault = framer.push(bytes, (packet) => {
      if (!link.isOpen) return;
      if (connection.asking === undefined) this.#readPacket(connection, packet, now);
      else {
        connection.early.push(packet);
        connection.waiting += packet.length + PIECE_BYTES;
      }
    });
    if (!link.isOpen) return;
    if (framer.pending > SIGN_OF_LIFE) connection.heard = now;
    if (fault !== undefined) {
      const reason = fault.kind === 'length' ? REASON.malformedPacket : REASON.packetTooLarge;
      const refusal = refuse(reason, fault.message);
      const isLetIn = connection.session !== undefined || connection.applicant !== undefined;
      if (!isLetIn) refuseFaultyConnect(connection, framer.remainder(), refusal);
      this.#host.drop(link, refusal, now);
      return;
    }
    this.#checkRoom(connection, now);
    // What was held before has grown, or another packet has begun.
    if (link.isOpen && (framer.pending <= bytes.length || held < JUDGED_EARLY)) {
      this.#judgeStart(connection, now);
    }
  }

  /** A packet that is wrong already is not waited for. */
  #judgeStart(connection: Connection, now: number): void {
    const { applicant, asking, framer, link, session, version } = connection;
    if (framer.pending === 0 || asking !== undefined || applicant !== undefined) return;
    const start = framer.beginning(JUDGED_EARLY);
    const isFirst = session === undefined;
    if (!isFirst && peekType(start) === 'connect') {
      this.#host.drop(link, secondConnect(), now);
      return;
    }
    const fault = faultAtStart(start, isFirst ? undefined : version, 'client');
    // What else is in a CONNECT tells how to refuse an unknown version.
    if (fault === undefined || fault.reasonCode === REASON.unsupportedVersion) return;
    const refusal = refuse(fault.reasonCode, fault.problem.message);
    if (isFirst) refuseFaultyConnect(connection, start, refusal);
    this.#host.drop(link, refusal, now);
  }

  #checkRoom(connection: Connection, now: number): void {
    if (this.#hasRoomFor(connection)) return;
    const reason = refuse(REASON.quotaExceeded, 'Large packets use up all memory.');
    this.#host.drop(connection.link, reason, now);
  }

  /** Counts the packet that is not there as a whole yet; a CONNECT is never large. */
  #hasRoomFor(connection: Connection): boolean {
    const { incompleteBytes, maximumHeadSize } = this.#host.core.limits;
    const pending = connection.framer.pending + connection.waiting;
    this.#incomplete += pending - connection.incomplete;
    connection.incomplete = pending;
    if (connection.session === undefined && connection.framer.pending > maximumHeadSize)
      return false;
    const share = incompleteBytes / this.#host.connections.size;
    return this.#incomplete <= incompleteBytes || pending <= share;
  }

  #readPacket(connection: Connection, bytes: Uint8Array, now: number): void {
    const { link, session } = connection;
    connection.heard = now;
    this.#host.core.counters.packetsReceived += 1;
    link.traffic.packetsIn += 1;
    const { maximumHeadSize } = this.#host.core.limits;
    if (bytes.length > maximumHeadSize && headSize(bytes, connection.version) > maximumHeadSize) {
      this.#host.drop(
        link,
        refuse(REASON.quotaExceeded, 'Properties or filters are too many.'),
        now,
      );
      return;
    }
    if (session === undefined) {
      this.#host.settle(connection, admit(this.#host.core, connection, bytes, now), now);
      return;
    }
    if (peekType(bytes) === 'connect') {
      this.#host.drop(link, secondConnect(), now);
      return;
    }
    const decoded = decode(bytes, connection.version, 'client');
    if (!decoded.ok) {
      this.#host.drop(link, refuse(decoded.reasonCode, decoded.problem.message), now);
      return;
    }
    const outcome = receivePacket(this.#host.core, connection, session, decoded.packet, now);
    if (outcome === undefined) return;
    if ('sendWill' in outcome) this.#host.finish(connection, outcome.sendWill, now);
    else this.#host.drop(link, outcome, now);
  }
}

/** [MQTT-3.1.0-2] */
const secondConnect = (): Refusal =>
  refuse(REASON.protocolError, 'CONNECT comes once in a connection.');

/** Bytes of a packet without its payload. */
function headSize(bytes: Uint8Array, version: ProtocolVersion): number {
  const parts = peekPublish(bytes);
  return (parts && payloadOffset(bytes, parts, version)) ?? bytes.length;
}
