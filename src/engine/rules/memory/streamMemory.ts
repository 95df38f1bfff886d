/** State of a connection that the rules need in addition to the agreed parameters. */
import type { AckPacket, ConnectPacket, PacketType, QoS } from '../../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import type { SideLimits } from '../../../mqtt/tables/sideLimits.ts';
import type { EndCause } from '../../endCauses/endCauses.ts';
import type { Direction } from '../../log/columns/direction.ts';
import { SparseMap, SparseSet } from '../../log/columns/sparse.ts';
import type { ConnackFacts, ConnectFacts, StreamFacts } from '../../streams/streamFacts.ts';
import { AnswerWatch } from './answerWatch.ts';
import type { Absence, ExpectedMessage, OfferedMessages } from './expectedMessages.ts';

export interface WaitingPing {
  readonly packet: number;
  readonly time: number;
  isReported: boolean;
}

export interface WillNotes {
  readonly topic: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** s. */
  readonly delay: number;
  /** undefined if it is too long to keep. */
  readonly payload: Uint8Array | undefined;
  /** Properties of its PUBLISH. */
  readonly properties: readonly Property[];
}

/** Data of CONNECT that the stream facts lack. */
export interface ConnectNotes {
  readonly will: WillNotes | undefined;
  /** The highest bit of the protocol version marks a bridge, which gets RETAIN as published. */
  readonly isBridge: boolean;
  readonly authMethod: string | undefined;
  readonly wantsResponseInformation: boolean;
  readonly wantsProblemInformation: boolean;
}

export function connectNotes({ will, properties, protocolLevel }: ConnectPacket): ConnectNotes {
  const isBridge = protocolLevel > BRIDGE;
  if (will === undefined && properties.length === 0 && !isBridge) return PLAIN_NOTES;
  return {
    will: will && {
      topic: will.topic,
      qos: will.qos,
      retain: will.retain,
      delay: propertyValue(will.properties, 'willDelayInterval') ?? 0,
      payload: will.payload.length <= LONGEST_WILL ? will.payload.slice() : undefined,
      properties: will.properties.filter(({ name }) => name !== 'willDelayInterval'),
    },
    isBridge,
    authMethod: propertyValue(properties, 'authenticationMethod'),
    wantsResponseInformation: propertyValue(properties, 'requestResponseInformation') === 1,
    wantsProblemInformation: propertyValue(properties, 'requestProblemInformation') !== 0,
  };
}

/** Packets that change the subscriptions or the session of a client. */
export const SUBSCRIPTION_CHANGES: ReadonlySet<PacketType> = new Set([
  'connect',
  'connack',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
]);

const BRIDGE = 0x80;
/** Bytes of a will that is compared with messages. */
const LONGEST_WILL = 1_024;
/** A power of two. */
const PLACES = 1_024;
const MOST_PINGS = 16;
const NO_LIMIT = Number.POSITIVE_INFINITY;
/** Replaces a missing receive maximum: there are no more identifiers. */
const UNLIMITED = 65_535;
const MICROSECONDS = 1_000_000;
/** Tolerance factor of the keep alive, because timers are not exact. */
const TOLERANCE = 1.05;

/** A sparse map, because an array with one high index would take thousands of bytes. */
type TopicPlaces = SparseMap<number, string>;

type Sets = Readonly<Record<Direction, SparseSet<number>>>;
type Sides = Readonly<Record<Direction, number>>;

const twoSets = (): Sets => ({ in: new SparseSet(), out: new SparseSet() });

// Shared by all streams without known limits: a capture may have 65,534 open ones, most of them idle.
const NO_LIMITS: Sides = { in: NO_LIMIT, out: NO_LIMIT };
const NEVER: Sides = { in: Number.NEGATIVE_INFINITY, out: Number.NEGATIVE_INFINITY };
const NO_PINGS: readonly WaitingPing[] = [];
const NO_REPORTS: readonly string[] = [];
const NOTHING_EXPECTED: readonly ExpectedMessage[] = [];
const PLAIN_NOTES: ConnectNotes = {
  will: undefined,
  isBridge: false,
  authMethod: undefined,
  wantsResponseInformation: false,
  wantsProblemInformation: true,
};

/** Topics of one direction, by part of their number. */
class SeenTopics {
  /** Topics that were checked. */
  readonly seen: TopicPlaces = new SparseMap();
  /** Topics on which plain messages need no check. */
  readonly plain: TopicPlaces = new SparseMap();
}

/** Identifies a period in which plain topics stay plain. */
class PlainSince {}

export class StreamMemory {
  /** Updated with the stream. */
  readonly facts: StreamFacts;
  notes: ConnectNotes | undefined;
  /** Part of the stream is missing in the capture: any unseen packet is possible. */
  hasGap = false;
  isClosed = false;
  /** Finds the cause of the end from the last packets. */
  causeOfEnd: (() => EndCause | undefined) | undefined;
  /** A side speaks another protocol from its first byte on. */
  isOther = false;
  #hasClientSpoken = false;
  #hasServerSpoken = false;
  /** A packet of the server was seen. */
  hasServer = false;
  /** The server's packets are captured, as far as known. */
  hearsServer: boolean;
  /** The receiver has to end the connection because of malformed bytes or a meaningless packet. */
  hasToEnd = false;
  /** A CONNACK accepted the client, even if the client sent another CONNECT later. */
  wasAccepted = false;
  /** Last packet; 0: none. */
  lastPacket = 0;
  lastTime = Number.NEGATIVE_INFINITY;
  /** Longest time between two packets, µs. */
  longestSilence = 0;
  /** Last packet of the client; 0: none. */
  lastOut = 0;
  lastOutTime = Number.NEGATIVE_INFINITY;
  /** µs of silence that are too long for the client; no limit before CONNACK. */
  silenceLimit = NO_LIMIT;
  /** Keep alive, µs. */
  keepAlive = 0;
  /** The packet before the last reported silence. */
  silentAfter = 0;
  neglectedAfter = 0;
  pings: readonly WaitingPing[] = NO_PINGS;
  /** Limits of each direction, set by the other side. */
  maximumPacketSize = NO_LIMITS;
  aliasMaximum = NO_LIMITS;
  receiveMaximum = NO_LIMITS;
  /** Unanswered PUBLISH packets above QoS 0, if there is a receive maximum. */
  #unanswered: Sets | undefined;
  /** undefined before the first PUBLISH above QoS 0. */
  answers: AnswerWatch | undefined;
  #publishedAt: Record<Direction, number> | undefined;
  /** µs; time of CONNACK of a resumed session, until the resends of each side were judged. */
  resumedAt = NO_LIMITS;
  /** The last acknowledgement continues an exchange of an earlier connection. */
  isRecovery = false;
  /** Identifiers of PUBREC without PUBREL so far, by direction of the PUBREC. */
  #recorded: Sets | undefined;
  /** Identifiers of PUBREL that continue an exchange of an earlier connection, by direction. */
  #recovering: Sets | undefined;
  /** Messages that its client sent above QoS 0 and that the server has not accepted yet. */
  offered: OfferedMessages | undefined;
  /** Messages that the server has to send to it. */
  expected: readonly ExpectedMessage[] = NOTHING_EXPECTED;
  /** The absence of its client that this connection ended; undefined if it was not seen. */
  absence: Absence | undefined;
  maximumQos = 2;
  isRetainAvailable = true;
  /** Problems reported once per connection. */
  #told: readonly string[] = NO_REPORTS;
  #connect: ConnectFacts | undefined;
  #connack: ConnackFacts | undefined;
  #topicsIn: SeenTopics | undefined;
  #topicsOut: SeenTopics | undefined;
  /** Replaced as soon as a plain topic may not be plain any more; unique per connection. */
  plainSince: object = new PlainSince();

  constructor(facts: StreamFacts) {
    this.facts = facts;
    this.hearsServer = facts.mayLackSide !== true;
  }

  /** Records packets that skip the checks; `number` is the last of them. */
  passed(direction: Direction, number: number, time: number): void {
    if (direction === 'out') {
      this.lastOut = number;
      this.lastOutTime = time;
    }
    this.seen(number, time);
  }

  /** Records the last packet of either side. */
  seen(number: number, time: number): void {
    if (this.lastPacket > 0)
      this.longestSilence = Math.max(this.longestSilence, time - this.lastTime);
    this.lastPacket = number;
    this.lastTime = time;
  }

  /** @returns true for the first bytes of the direction */
  speaks(direction: Direction): boolean {
    const isFirst = direction === 'in' ? !this.#hasServerSpoken : !this.#hasClientSpoken;
    if (direction === 'in') this.#hasServerSpoken = true;
    else this.#hasClientSpoken = true;
    return isFirst;
  }

  /** Adopts newly announced parameters of both sides. Called for every packet. */
  learn(): void {
    const { connect, connack } = this.facts;
    if (connect !== this.#connect) this.#learnConnect(connect);
    if (connack !== this.#connack) this.#learnConnack(connack);
  }

  /** True if answers cannot be matched, or are not required any more. */
  get isDoubtful(): boolean {
    return this.hasGap || this.hasToEnd;
  }

  /** Accepted, not ended, and without new announcements. */
  isSettled({ connect, connack, disconnect }: StreamFacts): boolean {
    if (connack === undefined || connack !== this.#connack || connack.code !== 0) return false;
    return connect === this.#connect && disconnect === undefined;
  }

  /** A topic evicted by another one counts as new. */
  isTopicNew(direction: Direction, topic: number, name: string): boolean {
    const { seen } = this.#topics(direction);
    const place = topic & (PLACES - 1);
    if (seen.get(place) === name) return false;
    seen.set(place, name);
    return true;
  }

  /** True if such a message came, unless another topic has evicted it. */
  hasSeen(direction: Direction, topic: number, name: string): boolean {
    const topics = direction === 'in' ? this.#topicsIn : this.#topicsOut;
    return topics?.seen.get(topic & (PLACES - 1)) === name;
  }

  isPlain(direction: Direction, topic: number, name: string): boolean {
    const topics = direction === 'in' ? this.#topicsIn : this.#topicsOut;
    return topics?.plain.get(topic & (PLACES - 1)) === name;
  }

  setPlain(direction: Direction, topic: number, name: string): void {
    this.#topics(direction).plain.set(topic & (PLACES - 1), name);
  }

  /** Messages of the client on the topic need the checks again. */
  forgetPlainSent(topic: number, name: string): void {
    if (this.isPlain('out', topic, name)) this.#topicsOut?.plain.delete(topic & (PLACES - 1));
  }

  #topics(direction: Direction): SeenTopics {
    if (direction === 'in') return (this.#topicsIn ??= new SeenTopics());
    return (this.#topicsOut ??= new SeenTopics());
  }

  /** Such a packet may change the checks that a message needs. */
  forgetPlain(): void {
    this.plainSince = new PlainSince();
    this.#topicsIn?.plain.clear();
    this.#topicsOut?.plain.clear();
  }

  /** Handles a resumed session. @param time time of CONNACK */
  resumed(time: number): void {
    this.resumedAt = { in: time, out: time };
  }

  pinged(packet: number, time: number): void {
    const before = this.pings.length < MOST_PINGS ? this.pings : this.pings.slice(1);
    this.pings = [...before, { packet, time, isReported: false }];
  }

  /** @returns the oldest ping, which is now answered */
  pingAnswered(): WaitingPing | undefined {
    const [oldest, ...others] = this.pings;
    this.pings = others.length > 0 ? others : NO_PINGS;
    return oldest;
  }

  /** Records a PUBLISH above QoS 0 that its receiver has to answer. */
  published(
    direction: Direction,
    qos: number,
    packetId: number,
    packet: number,
    time: number,
  ): void {
    (this.answers ??= new AnswerWatch()).published(direction, qos, packetId, packet, time);
    (this.#publishedAt ??= { ...NEVER })[direction] = time;
  }

  /** µs; time of the last PUBLISH above QoS 0. */
  get publishedAt(): Sides {
    return this.#publishedAt ?? NEVER;
  }

  /**
   * Counts it against the receive maximum, if there is one.
   * @returns number of unanswered packets
   */
  counted(direction: Direction, packetId: number): number {
    if (this.receiveMaximum[direction] >= UNLIMITED) return 0;
    const unanswered = (this.#unanswered ??= twoSets())[direction];
    unanswered.add(packetId);
    return unanswered.size;
  }

  /** True if the receive maximum is reached. */
  isFull(direction: Direction): boolean {
    return (this.#unanswered?.[direction].size ?? 0) >= this.receiveMaximum[direction];
  }

  acknowledged(
    type: AckPacket['type'],
    packetId: number,
    isRefused: boolean,
    direction: Direction,
  ): void {
    const isLast = type !== 'pubrel' && (type !== 'pubrec' || isRefused);
    if (isLast) this.#unanswered?.[direction === 'in' ? 'out' : 'in'].delete(packetId);
    this.isRecovery = this.#goesOn(type, direction, packetId);
  }

  /**
   * Tracks the second half of QoS 2. True for a PUBREL whose PUBREC was on an earlier connection of a resumed
   * session, and for its PUBCOMP.
   */
  #goesOn(type: AckPacket['type'], direction: Direction, packetId: number): boolean {
    const other = direction === 'in' ? 'out' : 'in';
    const goesOn = this.facts.connack?.sessionPresent === true;
    // Not needed if the session began with the connection.
    if (type === 'pubrec' && goesOn) (this.#recorded ??= twoSets())[direction].add(packetId);
    if (type === 'pubcomp') return this.#recovering?.[other].delete(packetId) === true;
    if (type !== 'pubrel') return false;
    if (this.#recorded?.[other].delete(packetId) === true || !goesOn) return false;
    (this.#recovering ??= twoSets())[direction].add(packetId);
    return true;
  }

  /** True if this is to be reported for the first time. */
  isFirstReport(what: string): boolean {
    // An array, because there are few entries. A set would take a third of an idle connection's memory.
    if (this.#told.includes(what)) return false;
    // Exact size: a spread reserves 17 entries.
    this.#told = this.#told.concat(what);
    return true;
  }

  #learnConnect(connect: ConnectFacts | undefined): void {
    this.#connect = connect;
    if (connect === undefined || this.facts.version !== 5) return;
    this.#limit('in', connect.limits);
  }

  #limit(direction: Direction, limits: SideLimits): void {
    const { maximumPacketSize, topicAliasMaximum, receiveMaximum } = limits;
    this.maximumPacketSize = { ...this.maximumPacketSize, [direction]: maximumPacketSize };
    this.aliasMaximum = { ...this.aliasMaximum, [direction]: topicAliasMaximum };
    this.receiveMaximum = { ...this.receiveMaximum, [direction]: receiveMaximum };
  }

  #learnConnack(connack: ConnackFacts | undefined): void {
    this.#connack = connack;
    const { connect } = this.facts;
    if (connack === undefined || connack.code !== 0) return;
    this.wasAccepted = true;
    this.keepAlive = (connack.serverKeepAlive ?? connect?.keepAlive ?? 0) * MICROSECONDS;
    this.silenceLimit = this.keepAlive > 0 ? this.keepAlive * TOLERANCE : NO_LIMIT;
    if (this.facts.version !== 5) return;
    this.#limit('out', connack.limits);
    this.maximumQos = connack.limits.maximumQoS;
    this.isRetainAvailable = connack.limits.retainAvailable;
  }
}
