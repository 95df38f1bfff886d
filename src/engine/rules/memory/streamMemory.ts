/** What the rules remember of one connection beside what its packets agreed on. */
import type { AckPacket, ConnectPacket, PacketType } from '../../../mqtt/packet.ts';
import { propertyValue } from '../../../mqtt/properties.ts';
import type { Direction } from '../../log/direction.ts';
import { SparseMap, SparseSet } from '../../log/sparse.ts';
import type { ConnackFacts, ConnectFacts, StreamFacts } from '../../streams/streamFacts.ts';
import { AnswerWatch } from './answerWatch.ts';

export interface WaitingPing {
  readonly packet: number;
  readonly time: number;
  isReported: boolean;
}

/** Of the CONNECT, what is not among the facts. */
export interface ConnectNotes {
  readonly will:
    | {
        readonly topic: string;
        readonly qos: number;
        readonly retain: boolean;
        /** s. */
        readonly delay: number;
      }
    | undefined;
  readonly authMethod: string | undefined;
  readonly wantsResponseInformation: boolean;
  readonly wantsProblemInformation: boolean;
}

export function connectNotes({ will, properties }: ConnectPacket): ConnectNotes {
  return {
    will: will && {
      topic: will.topic,
      qos: will.qos,
      retain: will.retain,
      delay: propertyValue(will.properties, 'willDelayInterval') ?? 0,
    },
    authMethod: propertyValue(properties, 'authenticationMethod'),
    wantsResponseInformation: propertyValue(properties, 'requestResponseInformation') === 1,
    wantsProblemInformation: propertyValue(properties, 'requestProblemInformation') !== 0,
  };
}

/** A power of two. */
const PLACES = 1_024;
const CHANGING: ReadonlySet<PacketType> = new Set([
  'connect',
  'connack',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
]);
const MOST_PINGS = 16;
const NO_LIMIT = Number.POSITIVE_INFINITY;
/** As receive maximum: there are no more identifiers. */
const UNLIMITED = 65_535;
const MICROSECONDS = 1_000_000;
/** Timers are not exact: so much beyond the keep alive says nothing. */
const TOLERANCE = 1.05;

/** Not an array: one name at a high place would take thousands of bytes. */
type TopicPlaces = SparseMap<number, string>;

const twoSets = () => ({ in: new SparseSet<number>(), out: new SparseSet<number>() });
const twoPlaces = (): Record<Direction, TopicPlaces> => ({
  in: new SparseMap(),
  out: new SparseMap(),
});

export class StreamMemory {
  /** Lives on with the stream. */
  readonly facts: StreamFacts;
  notes: ConnectNotes | undefined;
  /** A part of the stream is missing in the capture: what was not seen may have been there. */
  hasGap = false;
  isClosed = false;
  /** Something else than MQTT is spoken, from the first byte of a side on. */
  isOther = false;
  readonly hasSpoken: Record<Direction, boolean> = { in: false, out: false };
  /** A packet of the server was seen. */
  hasServer = false;
  /** The server's packets are in the capture, as far as one can tell. */
  hearsServer: boolean;
  /** Something on it makes its receiver end it: bytes that are no packet, or a packet without a meaning. */
  hasToEnd = false;
  /** A CONNACK accepted the client, also where it sent another CONNECT since. */
  wasAccepted = false;
  lastPacket = 0;
  lastTime = 0;
  /** The client's last packet; 0: none. */
  lastOut = 0;
  lastOutTime = 0;
  /** µs of the client's silence that are too long; none before CONNACK. */
  patience = NO_LIMIT;
  /** µs; keep alive. */
  keepAlive = 0;
  /** The packet before the silence that was reported last. */
  silentAfter = 0;
  neglectedAfter = 0;
  pings: WaitingPing[] = [];
  /** What each direction is held to by the other side. */
  readonly maximumPacketSize: Record<Direction, number> = { in: NO_LIMIT, out: NO_LIMIT };
  readonly aliasMaximum: Record<Direction, number> = { in: NO_LIMIT, out: NO_LIMIT };
  readonly receiveMaximum: Record<Direction, number> = { in: NO_LIMIT, out: NO_LIMIT };
  /** PUBLISH above QoS 0 that are not answered, where there is a receive maximum. */
  readonly unanswered: Record<Direction, SparseSet<number>> = twoSets();
  readonly answers = new AnswerWatch();
  /** µs; the last PUBLISH above QoS 0. */
  readonly publishedAt: Record<Direction, number> = { in: 0, out: 0 };
  /** µs; CONNACK of a session that goes on, until each side was judged by what it sends again. */
  resumedAt: Record<Direction, number> = { in: NO_LIMIT, out: NO_LIMIT };
  /** The acknowledgement that came last goes on with an exchange of an earlier connection. */
  isRecovery = false;
  /** Identifiers of PUBREC without PUBREL so far, by the direction of PUBREC. */
  readonly #recorded: Record<Direction, SparseSet<number>> = twoSets();
  /** Identifiers of PUBREL that go on with an exchange of an earlier connection, by their direction. */
  readonly #recovering: Record<Direction, SparseSet<number>> = twoSets();
  maximumQos = 2;
  isRetainAvailable = true;
  /** What is told once for each connection. */
  readonly told = new SparseSet<string>();
  #connect: ConnectFacts | undefined;
  #connack: ConnackFacts | undefined;
  /** Topics by a part of their number: looked at; nothing is to be said of a plain message there. */
  readonly #seenTopics: Record<Direction, TopicPlaces> = twoPlaces();
  readonly #plainTopics: Record<Direction, TopicPlaces> = twoPlaces();

  /** Another as soon as a topic that was plain may not be so any more; no two connections have the same. */
  plainSince: object = {};

  constructor(facts: StreamFacts) {
    this.facts = facts;
    this.hearsServer = facts.mayLackSide !== true;
  }

  /** Packets that nothing is to be said of came, the last of them with that number. */
  passed(direction: Direction, number: number, time: number): void {
    if (direction === 'out') {
      this.lastOut = number;
      this.lastOutTime = time;
    }
    this.lastPacket = number;
    this.lastTime = time;
  }

  /** Takes over what the two sides announced since. Called for every packet. */
  learn(): void {
    const { connect, connack } = this.facts;
    if (connect !== this.#connect) this.#learnConnect(connect);
    if (connack !== this.#connack) this.#learnConnack(connack);
  }

  /** Who answered what cannot be told, or need not be answered any more. */
  get isDoubtful(): boolean {
    return this.hasGap || this.hasToEnd;
  }

  /** Accepted, not ended, and nothing was announced since. */
  isSettled({ connect, connack, disconnect }: StreamFacts): boolean {
    if (connack === undefined || connack !== this.#connack || connack.code !== 0) return false;
    return connect === this.#connect && disconnect === undefined;
  }

  /** A topic that was driven out by another counts as new. */
  isTopicNew(direction: Direction, topic: number, name: string): boolean {
    const seen = this.#seenTopics[direction];
    const place = topic & (PLACES - 1);
    if (seen.get(place) === name) return false;
    seen.set(place, name);
    return true;
  }

  isPlain(direction: Direction, topic: number, name: string): boolean {
    return this.#plainTopics[direction].get(topic & (PLACES - 1)) === name;
  }

  setPlain(direction: Direction, topic: number, name: string): void {
    this.#plainTopics[direction].set(topic & (PLACES - 1), name);
  }

  /** What such a packet changes may change what is to be said of a message. */
  forgetPlain(type: PacketType): void {
    if (!CHANGING.has(type)) return;
    this.plainSince = {};
    this.#plainTopics.in.clear();
    this.#plainTopics.out.clear();
  }

  /** The session goes on. @param time of CONNACK */
  resumed(time: number): void {
    this.resumedAt = { in: time, out: time };
  }

  pinged(packet: number, time: number): void {
    this.pings.push({ packet, time, isReported: false });
    if (this.pings.length > MOST_PINGS) this.pings.shift();
  }

  /** A PUBLISH above QoS 0 that its receiver has to answer. */
  published(
    direction: Direction,
    qos: number,
    packetId: number,
    packet: number,
    time: number,
  ): void {
    this.answers.published(direction, qos, packetId, packet, time);
    this.publishedAt[direction] = time;
  }

  /**
   * Counts it against the receive maximum, where there is one.
   * @returns how many are unanswered now
   */
  counted(direction: Direction, packetId: number): number {
    if (this.receiveMaximum[direction] >= UNLIMITED) return 0;
    this.unanswered[direction].add(packetId);
    return this.unanswered[direction].size;
  }

  /** As many are unanswered as may be. */
  isFull(direction: Direction): boolean {
    return this.unanswered[direction].size >= this.receiveMaximum[direction];
  }

  acknowledged(
    type: AckPacket['type'],
    packetId: number,
    isRefused: boolean,
    direction: Direction,
  ): void {
    const isLast = type !== 'pubrel' && (type !== 'pubrec' || isRefused);
    if (isLast) this.unanswered[direction === 'in' ? 'out' : 'in'].delete(packetId);
    this.isRecovery = this.#goesOn(type, direction, packetId);
  }

  /**
   * Follows the second half of QoS 2. True for a PUBREL, and for the PUBCOMP that answers it, whose
   * PUBREC was on an earlier connection of a session that goes on.
   */
  #goesOn(type: AckPacket['type'], direction: Direction, packetId: number): boolean {
    const other = direction === 'in' ? 'out' : 'in';
    const goesOn = this.facts.connack?.sessionPresent === true;
    // Nobody will ask for it where the session began with the connection.
    if (type === 'pubrec' && goesOn) this.#recorded[direction].add(packetId);
    if (type === 'pubcomp') return this.#recovering[other].delete(packetId);
    if (type !== 'pubrel') return false;
    if (this.#recorded[other].delete(packetId) || !goesOn) return false;
    this.#recovering[direction].add(packetId);
    return true;
  }

  /** Whether it is the first time that this is to be told. */
  isNews(what: string): boolean {
    if (this.told.has(what)) return false;
    this.told.add(what);
    return true;
  }

  #learnConnect(connect: ConnectFacts | undefined): void {
    this.#connect = connect;
    if (connect === undefined || this.facts.version !== 5) return;
    this.maximumPacketSize.in = connect.limits.maximumPacketSize;
    this.aliasMaximum.in = connect.limits.topicAliasMaximum;
    this.receiveMaximum.in = connect.limits.receiveMaximum;
  }

  #learnConnack(connack: ConnackFacts | undefined): void {
    this.#connack = connack;
    const { connect } = this.facts;
    if (connack === undefined || connack.code !== 0) return;
    this.wasAccepted = true;
    this.keepAlive = (connack.serverKeepAlive ?? connect?.keepAlive ?? 0) * MICROSECONDS;
    this.patience = this.keepAlive > 0 ? this.keepAlive * TOLERANCE : NO_LIMIT;
    if (this.facts.version !== 5) return;
    this.maximumPacketSize.out = connack.limits.maximumPacketSize;
    this.aliasMaximum.out = connack.limits.topicAliasMaximum;
    this.receiveMaximum.out = connack.limits.receiveMaximum;
    this.maximumQos = connack.limits.maximumQoS;
    this.isRetainAvailable = connack.limits.retainAvailable;
  }
}
