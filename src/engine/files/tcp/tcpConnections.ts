/**
 * Tracks the TCP connections of a capture: the side that opened them, the bytes of each side, and their end.
 */

import { HeldSum } from '../bytes/heldSum.ts';
import type { CommentedEnds, NamedEnds } from '../events/namedEnds.ts';
import type { Side } from '../events/side.ts';
import { Beginnings, type Twin } from './beginnings.ts';
import { ByEnds, isBetween } from './byEnds.ts';
import { CausalOrder } from './causalOrder.ts';
import { AT_ONCE, type ConnectionSink, type SideEnd } from './connectionSink.ts';
import { type EndKey, hashOf } from './endKey.ts';
import { feed, type OrderedSides, passes } from './orderedSides.ts';
import { RecentBytes } from './recentBytes.ts';
import { type SilentClient, SilentConnections } from './silentConnections.ts';
import type { TcpSegment } from './tcpSegment.ts';
import { TimeOrder } from './timeOrder.ts';
import { WaitingConnections } from './waitingConnections.ts';

export interface ConnectionStart {
  readonly first: EndKey;
  readonly second: EndKey;
  /** The SYN was seen: the first bytes are the connection's first. */
  readonly fromStart: boolean;
  readonly time: number;
  /** Missing bytes cannot be detected. */
  readonly mayLack: boolean;
  /** Endpoints and client from the comment of its first frame. */
  readonly told?: { readonly client: Side; readonly ends: NamedEnds };
  /** The same connection between other addresses, because one is translated. */
  readonly twin?: Twin;
}

interface Ending extends SideEnd {
  /** Acknowledgement number of an answer to it. */
  readonly after: number;
  /** The other side may have ended before it. */
  isUnsure: boolean;
}

interface Connection extends OrderedSides {
  readonly first: EndKey;
  readonly second: EndKey;
  readonly sink: ConnectionSink;
  /** Sequence number of the SYN. */
  readonly start: number | undefined;
  readonly isFromStart: boolean;
  /** First FIN or RST: its side sends nothing more. */
  ending: Ending | undefined;
  isClosed: boolean;
}

/**
 * µs. No capture is out of order for longer, and missing bytes have to be known before other connections
 * continue.
 */
const LONGEST_WAIT = 1_000_000;
/** Maximum bytes that all connections hold for missing segments. */
const MOST_HELD = 256 * 1024 * 1024;
/** Bits of a place. */
const PLACE_BITS = 16;
/** Number of closed connections to remember, because their segments may be repeated. */
const CLOSED_KEPT = 4096;

type Noticed = (first: EndKey, second: EndKey, fromStart: boolean) => void;

export class TcpConnections {
  readonly #open: (start: ConnectionStart) => ConnectionSink;
  readonly #noticed: Noticed;
  readonly #shortWay: typeof passes;
  readonly #recentBytes = new RecentBytes();
  readonly #beginnings = new Beginnings();
  readonly #silent = new SilentConnections();
  readonly #byEnds = new ByEnds<Connection>();
  readonly #held: HeldSum<Connection>;
  /** Recently seen connections, by a hash of the endpoints: most frames are found here. */
  readonly #recent: (Connection | undefined)[] = Array.from({
    length: 1 << PLACE_BITS,
  });
  readonly #closed = new Set<Connection>();
  readonly #waiting = new WaitingConnections<Connection>(LONGEST_WAIT);

  /**
   * @param noticed called for every connection, even those without data
   * @param shortWay false in tests that skip the fast path
   */
  constructor(
    open: (start: ConnectionStart) => ConnectionSink,
    noticed: Noticed = () => undefined,
    shortWay = passes,
    mostHeldBytes = MOST_HELD,
  ) {
    this.#open = open;
    this.#noticed = noticed;
    this.#shortWay = shortWay;
    this.#held = new HeldSum(mostHeldBytes);
  }

  /** @param told endpoints for the connection that starts with the segment */
  segment(segment: TcpSegment, time: number, told?: CommentedEnds): void {
    const { source, destination } = segment;
    if (!this.#waiting.isEmpty) this.#giveUp(time);
    const known = this.#find(source, destination);
    if (known !== undefined && !isAnother(known, segment)) {
      this.#take(known, segment, time);
      return;
    }
    if (segment.length === 0 && told === undefined && segment.mayLack !== true) {
      this.#await(known, segment, time);
      return;
    }
    const opening = this.#silent.release(source, destination);
    if (opening === undefined) return;
    const twin = this.#beginnings.twinOf(segment, time);
    for (const before of opening) this.#follow(before.segment, before.time, undefined, twin);
    this.#follow(segment, time, told, twin);
  }

  /** Stores connections without data separately, because many of them never get any. */
  #await(before: Connection | undefined, segment: TcpSegment, time: number): void {
    if (before && !before.isClosed) this.#close(before, time);
    if (before) this.#forget(before);
    if (!this.#silent.take(segment, time)) return;
    const [first, second] = endsOf(segment);
    this.#giveUp(time, first);
    this.#noticed(first, second, segment.syn);
  }

  #follow(
    segment: TcpSegment,
    time: number,
    told: CommentedEnds | undefined,
    twin: Twin | undefined,
  ): void {
    const { source, destination } = segment;
    const known = this.#find(source, destination);
    const connection =
      known && !isAnother(known, segment) ? known : this.#begin(known, segment, time, told, twin);
    if (connection !== undefined) this.#take(connection, segment, time);
  }

  #take(connection: Connection, segment: TcpSegment, time: number): void {
    const side = segment.source === connection.first ? 'first' : 'second';
    connection.sink.heard(side);
    if (segment.fin || segment.rst) noteEnd(connection, side, segment, time);
    if (!connection.isClosed && !connection.sink.isIgnored) {
      if (!this.#shortWay(connection, side, segment, time)) {
        const order = connection.order ?? orderOf(connection);
        order.segment(side, segment, time);
        connection.timeOrder.release();
        // Recreated on demand: most connections are in order.
        connection.order = order.isEmpty ? undefined : order;
        const since = order.waitingSince;
        if (since === undefined) this.#waiting.delete(connection);
        else this.#waiting.set(connection, since);
        this.#hold(connection);
      }
    }
    if ((segment.rst || isOver(connection)) && !connection.isClosed) this.#close(connection, time);
  }

  /**
   * Stops waiting for overdue segments, and for missing bytes of ended connections whose client opens
   * another.
   * @param client client that opens a connection
   */
  #giveUp(now: number, client?: EndKey): void {
    const next = () => this.#waiting.overdue(now) ?? (client && this.#waiting.endingOf(client));
    for (let connection = next(); connection; connection = next()) {
      this.#waiting.delete(connection);
      connection.order?.flush();
      connection.timeOrder.release();
      connection.order = undefined;
      this.#held.set(connection, heldBytes(connection));
      if (isOver(connection)) this.#close(connection, latestOf(connection, now));
    }
  }

  /** Address that opened the most connections without sending anything; undefined: none opened many. */
  get silentClient(): SilentClient | undefined {
    return this.#silent.busiest;
  }

  /** Ends the capture. Connections that were not closed stay open, because their end was not captured. */
  end(time: number): void {
    for (const connection of this.#byEnds.values()) {
      const { isClosed, flows, sink } = connection;
      if (isClosed || sink.isIgnored) continue;
      flush(connection);
      // Only one side has ended; the end of the other was not captured.
      const isEnding = flows.first.isOver || flows.second.isOver;
      if (isEnding) sink.closed(latestOf(connection, time), endedBy(connection));
      else sink.captureEnded(time);
    }
  }

  #begin(
    before: Connection | undefined,
    segment: TcpSegment,
    time: number,
    told: CommentedEnds | undefined,
    twin: Twin | undefined,
  ): Connection | undefined {
    if (before && !before.isClosed) this.#close(before, time);
    if (segment.rst) return undefined;
    const { source, syn, acknowledgement } = segment;
    const isAnswer = syn && acknowledgement !== undefined;
    const [first, second] = endsOf(segment);
    this.#giveUp(time, first);
    this.#noticed(first, second, syn);
    const said = told && { client: clientOf(told, source === first), ends: told.ends };
    const mayLack = segment.mayLack === true;
    const sink = this.#open({
      first,
      second,
      fromStart: syn,
      time,
      mayLack,
      ...(said && { told: said }),
      ...(twin && { twin }),
    });
    const timeOrder = new TimeOrder(sink, this.#recentBytes);
    const { flows } = timeOrder;
    const start = syn && !isAnswer ? segment.sequence : undefined;
    const connection: Connection = {
      first,
      second,
      sink,
      flows,
      order: undefined,
      timeOrder,
      start,
      isFromStart: syn,
      ending: undefined,
      isClosed: false,
    };
    if (before) this.#forget(before);
    this.#byEnds.set(connection);
    this.#place(connection, placeOf(first, second));
    return connection;
  }

  #find(source: EndKey, destination: EndKey): Connection | undefined {
    const place = placeOf(source, destination);
    const recent = this.#recent[place];
    if (recent !== undefined && isBetween(recent, source, destination)) return recent;
    const other = this.#recent[place ^ 1];
    if (other !== undefined && isBetween(other, source, destination)) return other;
    const known = this.#byEnds.get(source, destination);
    if (known !== undefined) this.#place(known, place);
    return known;
  }

  /** A connection has two places, so that it seldom takes turns with another one. */
  #place(connection: Connection, place: number): void {
    this.#recent[this.#recent[place] === undefined ? place : place ^ 1] = connection;
  }

  #forget(connection: Connection): void {
    const { first, second } = connection;
    const place = placeOf(first, second);
    if (this.#recent[place] === connection) this.#recent[place] = undefined;
    if (this.#recent[place ^ 1] === connection) this.#recent[place ^ 1] = undefined;
    this.#closed.delete(connection);
    this.#byEnds.delete(connection);
  }

  /** Counts the held bytes of a connection. If the sum is too large, the oldest connections get their gaps. */
  #hold(connection: Connection): void {
    this.#held.set(connection, heldBytes(connection));
    for (let oldest = this.#held.takeExcess(); oldest; oldest = this.#held.takeExcess()) {
      this.#waiting.delete(oldest);
      flush(oldest);
    }
  }

  #close(connection: Connection, time: number): void {
    connection.isClosed = true;
    this.#waiting.delete(connection);
    if (!connection.sink.isIgnored) {
      connection.order?.flush();
      connection.order = undefined;
      connection.flows.first.finish(time);
      connection.flows.second.finish(time);
      connection.timeOrder.release();
    }
    this.#held.set(connection, 0);
    connection.sink.closed(time, endedBy(connection));
    this.#closed.add(connection);
    if (this.#closed.size <= CLOSED_KEPT) return;
    const [oldest] = this.#closed;
    if (oldest) this.#forget(oldest);
  }
}

/** 2 ** 32 divided by the golden ratio: similar addresses and ports get different places. */
const SPREAD = 0x9e37_79b1;

/** Symmetric for both directions. */
function placeOf(source: EndKey, destination: EndKey): number {
  const hash = Math.imul(hashOf(source) ^ hashOf(destination), SPREAD);
  return Math.imul(hash ^ (hash >>> 15), SPREAD) >>> (32 - PLACE_BITS);
}

/** Returns both endpoints, first the endpoint that opened the connection, as far as the segment shows it. */
function endsOf({ source, destination, syn, acknowledgement }: TcpSegment): [EndKey, EndKey] {
  const isAnswer = syn && acknowledgement !== undefined;
  return isAnswer ? [destination, source] : [source, destination];
}

/** @param isFirst the frame with the comment was sent by the first side */
const clientOf = ({ sender }: CommentedEnds, isFirst: boolean): Side =>
  (sender === 'out') === isFirst ? 'first' : 'second';

function noteEnd(connection: Connection, by: Side, segment: TcpSegment, time: number): void {
  const { sequence, length, acknowledgement } = segment;
  const after = (sequence + length + 1) >>> 0;
  // Missing bytes before it may hold an earlier end.
  const isUnsure = connection.flows[by].lacksBefore(sequence);
  connection.ending ??= { by, time, after, isUnsure };
  const { ending } = connection;
  const isOther = ending.by !== by && time - ending.time <= AT_ONCE;
  if (isOther && acknowledgement !== ending.after) ending.isUnsure = true;
}

const endedBy = ({ ending }: Connection): SideEnd | undefined =>
  ending?.isUnsure === false ? ending : undefined;

/** Bytes of memory, approximately. */
const heldBytes = ({ flows, order, timeOrder }: Connection): number =>
  flows.first.heldBytes + flows.second.heldBytes + timeOrder.heldBytes + (order?.heldBytes ?? 0);

/** Delivers everything that is held, with the gaps before it. */
function flush(connection: Connection): void {
  const { flows, order, timeOrder } = connection;
  order?.flush();
  connection.order = undefined;
  flows.first.flush();
  flows.second.flush();
  timeOrder.release();
}

const orderOf = ({ flows, isFromStart, sink }: Connection): CausalOrder =>
  new CausalOrder(flows, feed, isFromStart, (side, by) => sink.lags(side, by));

const isOver = ({ flows }: Connection) => flows.first.isOver && flows.second.isOver;

/** Time of its last segment. @param now upper limit */
function latestOf({ flows }: Connection, now: number): number {
  const latest = Math.max(flows.first.latest, flows.second.latest);
  return Number.isFinite(latest) ? latest : now;
}

/** A SYN with another sequence number opens a new connection between the same ports. */
function isAnother(known: Connection, { syn, acknowledgement, sequence }: TcpSegment): boolean {
  if (!syn || acknowledgement !== undefined) return false;
  if (known.start !== undefined) return known.start !== sequence;
  // Its own SYN may arrive late, but not after data.
  return known.isClosed || known.flows.first.hasBegun;
}
