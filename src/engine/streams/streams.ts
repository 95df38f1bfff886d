/** The streams of a capture with their agreed parameters, and the sessions that outlive them. */

import type {
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
} from '../../mqtt/tables/packet.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import { Session } from './session.ts';
import { connackFacts, connectFacts, Stream, type StreamOptions } from './stream.ts';
import { type StreamEnd, sessionKey } from './streamFacts.ts';

/** Closed streams that still take packets, because bytes may arrive late. */
const CLOSED_KEPT = 16;
/** Closed streams whose facts are kept, for lists and lost connections. */
const CLOSED_REMEMBERED = 10_000;
/** Sessions without a connection to keep. */
const SESSIONS_KEPT = 1_000;

/** µs; too short to have used another connection. */
const AT_ONCE = 2_000_000;
/** The same for a client that was hardly connected elsewhere before it came back. */
const SOON = 60_000_000;

export interface StreamsListener {
  closed(stream: Stream): void;
  /** The client returned with this packet, at that time in µs. */
  back(stream: Stream, packet: number, time: number): void;
  /** The session cannot be resumed any more. */
  forgets(session: Session): void;
}

export class Streams {
  readonly #names: TopicNames;
  readonly #conventions: Pick<Conventions, 'ownerOf'>;
  /** By broker and client identifier, the most recently connected last. */
  readonly #sessions = new Map<string, Session>();
  /** In the order of opening. */
  readonly #streams = new Map<number, Stream>();
  readonly #listener: StreamsListener;
  /** Maps ordinals of interrupted streams to those that continue them. */
  readonly #continuedAs = new Map<number, number>();
  #count = 0;
  /** The capture contains all connections of the app, so its sessions are not used elsewhere. */
  seesAll = true;

  constructor(
    names: TopicNames,
    conventions: Pick<Conventions, 'ownerOf'>,
    listener: StreamsListener,
  ) {
    this.#names = names;
    this.#conventions = conventions;
    this.#listener = listener;
  }

  /** @returns ordinal of the stream, from 1 */
  open(options: StreamOptions): number {
    this.#count += 1;
    const forgotten = this.#streams.get(this.#count - CLOSED_REMEMBERED);
    if (forgotten?.isOpen === false) this.#streams.delete(forgotten.ordinal);
    // A stream without CONNECT has its own session, which is known to be empty if nothing preceded.
    const session = new Session('', this.#count, options.fromStart ?? true);
    this.#streams.set(this.#count, new Stream(this.#count, session, options));
    return this.#count;
  }

  /**
   * Packets of the open streams were missed. Later packets belong to new streams without a seen start, which
   * are found by the ordinals of the previous ones.
   */
  restartUnseen(time: number): void {
    for (const before of this.all()) {
      if (!before.isOpen) continue;
      const { version, client, server, carrier, notes } = before;
      const known = { version, client, server, carrier, notes };
      const after = this.open({ ...known, time, fromStart: false });
      for (const direction of ['in', 'out'] as const) {
        const wire = this.#streams.get(after)?.wire[direction];
        if (wire) wire.bytes = before.wire[direction].bytes;
        for (const [alias, topic] of before.aliases(direction).entries()) {
          this.#names.retain(topic);
          this.#streams.get(after)?.aliases(direction).set(alias, topic);
        }
      }
      this.close(before.ordinal, undefined);
      this.#goOnWith(before.session, after);
      this.#continuedAs.set(before.ordinal, after);
    }
  }

  /** Open exchanges of the session may still be answered. */
  #goOnWith(session: Session, ordinal: number): void {
    const stream = this.#streams.get(ordinal);
    if (stream === undefined) return;
    session.isKnown = false;
    session.stream = ordinal;
    stream.session = session;
  }

  /**
   * Handles a client without a known identifier at this server: it may resume the session of any absent
   * client.
   */
  doubtAbsent(server: string | undefined): void {
    const prefix = sessionKey(server, '');
    for (const [key, session] of this.#sessions) {
      const last = this.#streams.get(session.stream);
      if (last?.isOpen === true || !key.startsWith(prefix)) continue;
      session.isKnown = false;
      if (last === undefined) continue;
      last.isBackAtOnce = false;
      last.isUncertain = true;
    }
  }

  #current(ordinal: number): number {
    let current = ordinal;
    for (
      let next = this.#continuedAs.get(current);
      next !== undefined;
      next = this.#continuedAs.get(current)
    ) {
      current = next;
    }
    return current;
  }

  /** undefined if it was never opened, or was closed long ago. */
  get(called: number): Stream | undefined {
    const ordinal = this.#continuedAs.size === 0 ? called : this.#current(called);
    const stream = this.#streams.get(ordinal);
    const isLate = stream?.isOpen === false && ordinal <= this.#count - CLOSED_KEPT;
    return isLate ? undefined : stream;
  }

  /** Includes streams that no longer receive packets. */
  remembered(ordinal: number): Stream | undefined {
    return this.#streams.get(ordinal);
  }

  /** Oldest first. */
  all(): readonly Stream[] {
    return [...this.#streams.values()];
  }

  /** Open streams; the last one if none is open. */
  get current(): readonly Stream[] {
    const open: Stream[] = [];
    let last: Stream | undefined;
    for (const stream of this.#streams.values()) {
      if (stream.isOpen) open.push(stream);
      last = stream;
    }
    return open.length > 0 || last === undefined ? open : [last];
  }

  /** Topic aliases end with the transport connection (3.3.2.3.4). */
  close(called: number, time: number | undefined, end?: StreamEnd): void {
    const ordinal = this.#current(called);
    this.#continuedAs.delete(called);
    const stream = this.#streams.get(ordinal);
    if (stream === undefined || !stream.isOpen) return;
    stream.isOpen = false;
    stream.closed = time;
    // If the end was not seen, one side may have closed it earlier.
    stream.end = end ?? stream.end;
    if (ordinal <= this.#count - CLOSED_REMEMBERED) this.#streams.delete(ordinal);
    for (const aliases of [stream.aliases('in'), stream.aliases('out')]) {
      for (const [, topic] of aliases.entries()) this.#names.release(topic);
      aliases.clear();
    }
    if (stream.session.stream === ordinal) stream.session.cut();
    this.#listener.closed(stream);
    this.#forgetSessions();
  }

  /** Unlists closed streams. Lost connections may still refer to them. */
  clear(): Cleared {
    // Numbers only: a closure for each stream would take three times as much.
    const before = this.all().map((stream) => ({ stream, counts: stream.clear() }));
    return clearedPart(() => {
      for (const { stream, counts } of before) stream.restore(counts);
    });
  }

  /** Topic of an alias; NO_TOPIC if it is not set. */
  aliased(stream: Stream, direction: Direction, alias: number): number {
    return stream.aliases(direction).get(alias) ?? NO_TOPIC;
  }

  setAlias(stream: Stream, direction: Direction, alias: number, topic: number): void {
    const aliases = stream.aliases(direction);
    const before = aliases.get(alias) ?? NO_TOPIC;
    if (before === topic || !stream.isOpen) return;
    this.#names.retain(topic);
    aliases.set(alias, topic);
    this.#names.release(before);
  }

  /** Updates the state with a packet that is not a PUBLISH. */
  follow(stream: Stream, direction: Direction, packet: Packet, number: number, time: number): void {
    if (packet.type === 'connect') this.#connect(stream, packet, number, time);
    else if (packet.type === 'connack') this.#connack(stream, packet, number, time);
    else if (packet.type === 'disconnect') {
      stream.disconnect ??= { direction, code: packet.reasonCode ?? 0, packet: number };
    } else {
      if (packet.type === 'subscribe') stream.sentAgain += stream.session.sentAgain(packet);
      stream.session.follow(packet, number, time, stream.version);
    }
  }

  #connect(stream: Stream, packet: ConnectPacket, number: number, time: number): void {
    if (stream.connect === undefined && !stream.hasPackets) stream.fromStart = true;
    stream.version = versionOf(packet.protocolLevel) ?? stream.version;
    stream.connect = connectFacts(packet, this.#conventions.ownerOf(packet), number, time);
    stream.connack = undefined;
    stream.hasAuthMethod = packet.properties.some(({ name }) => name === 'authenticationMethod');
    // A new session ends its subscriptions.
    const had = this.#isBack(stream, packet.clientId, number, time);
    this.#connects(stream, packet.clientId, packet.cleanStart);
    if (had !== undefined) stream.session.comesBackWith(had);
  }

  /**
   * Each connection of the app itself continues the previous one, with any client identifier.
   * @returns its earlier subscriptions; undefined: the client did not return
   */
  #isBack(stream: Stream, clientId: string, number: number, time: number): Set<string> | undefined {
    const known = this.#sessions.get(sessionKey(stream.server, clientId))?.stream;
    const before = this.#streams.get(known ?? (this.seesAll ? stream.ordinal - 1 : 0));
    if (before === undefined || before.isOpen || before.server !== stream.server) return undefined;
    if (before.closed === undefined || !before.hasPackets || stream.away !== undefined)
      return undefined;
    stream.away = time - before.closed;
    this.#listener.back(stream, number, time);
    return before.session.filters;
  }

  /** A second CONNACK is ignored. */
  #connack(stream: Stream, packet: ConnackPacket, number: number, time: number): void {
    if (stream.connack !== undefined) return;
    stream.connack = connackFacts(packet, number, time);
    if (packet.reasonCode === 0) this.#accepted(stream, packet.sessionPresent);
  }

  #connects(stream: Stream, clientId: string, cleanStart: boolean): void {
    const key = sessionKey(stream.server, clientId);
    const known = clientId === '' ? undefined : this.#sessions.get(key);
    const session = known ?? new Session(clientId, stream.ordinal, cleanStart);
    if (session !== stream.session) this.#listener.forgets(stream.session);
    stream.session = session;
    stream.continues = cleanStart ? false : undefined;
    if (known !== undefined && known.stream !== stream.ordinal) {
      const before = this.#streams.get(known.stream);
      if (before !== undefined) before.next = stream;
      const isAllSent = session.isKnown || before?.isBackAtOnce === true;
      stream.isBackAtOnce = isAllSent && isBackWithin(AT_ONCE, stream, before);
      stream.isBackSoon = before?.isUncertain === false && isBackWithin(SOON, stream, before);
      // The session may have been used or created on a connection outside the capture.
      if (!this.seesAll && before?.isOpen !== true) session.isKnown = false;
      session.stream = stream.ordinal;
    }
    session.cut();
    if (cleanStart) session.beginAnew(stream.ordinal, stream.connect?.packet ?? 0);
    if (clientId !== '') this.#remember(key, session);
  }

  #accepted(stream: Stream, sessionPresent: boolean): void {
    const { session, connect, connack } = stream;
    const cleanStart = connect?.cleanStart ?? false;
    // CONNACK of MQTT 3.1 has no Session Present flag, so Clean Session decides.
    stream.continues = stream.version === 3 ? !cleanStart : sessionPresent && !cleanStart;
    if (!stream.continues && !cleanStart) {
      session.beginAnew(stream.ordinal, connack?.packet ?? 0);
    }
    const assigned = connack?.assignedClientId;
    if (session.clientId === '' && assigned !== undefined && assigned !== '') {
      session.clientId = assigned;
      this.#remember(sessionKey(stream.server, assigned), session);
    }
  }

  #remember(key: string, session: Session): void {
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
  }

  #forgetSessions(): void {
    if (this.#sessions.size <= SESSIONS_KEPT) return;
    for (const [key, session] of this.#sessions) {
      if (this.#sessions.size <= SESSIONS_KEPT) return;
      if (this.#streams.get(session.stream)?.isOpen === true) continue;
      this.#sessions.delete(key);
      this.#listener.forgets(session);
    }
  }

  /** Exchanges of the current streams without their last packet. */
  get inFlight(): { out: number; in: number } {
    const count = { out: 0, in: 0 };
    for (const session of new Set(this.current.map((stream) => stream.session))) {
      count.out += session.flow.inFlightOut;
      count.in += session.flow.inFlightIn;
    }
    return count;
  }
}

function isBackWithin(time: number, { connect }: Stream, before: Stream | undefined): boolean {
  if (connect === undefined || before?.closed === undefined) return false;
  return connect.time - before.closed <= time;
}

function versionOf(level: number): ProtocolVersion | undefined {
  // Brokers use the highest bit to mark a bridge.
  const version = level & 0x7f;
  return version === 3 || version === 4 || version === 5 ? version : undefined;
}
