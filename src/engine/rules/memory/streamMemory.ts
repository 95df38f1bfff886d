/** What the rules remember of one connection beside what its packets agreed on. */
import type { AckPacket, ConnectPacket, PacketType } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import type { SideLimits } from '../../../mqtt/tables/sideLimits.ts';
import type { Direction } from '../../log/columns/direction.ts';
import { SparseMap, SparseSet } from '../../log/columns/sparse.ts';
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
  if (will === undefined && properties.length === 0) return PLAIN_NOTES;
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

type Sets = Readonly<Record<Direction, SparseSet<number>>>;
type Sides = Readonly<Record<Direction, number>>;

const twoSets = (): Sets => ({ in: new SparseSet(), out: new SparseSet() });

// Shared by all streams while nothing else is known: a capture may have 65,534 that are open, most of them idle.
const NO_LIMITS: Sides = { in: NO_LIMIT, out: NO_LIMIT };
const NEVER: Sides = { in: 0, out: 0 };
const NO_PINGS: readonly WaitingPing[] = [];
const NOTHING_TOLD: readonly string[] = [];
const PLAIN_NOTES: ConnectNotes = {
  will: undefined,
  authMethod: undefined,
  wantsResponseInformation: false,
  wantsProblemInformation: true,
};

/** Topics of one direction by a part of their number. */
class SeenTopics {
  /** Looked at. */
  readonly seen: TopicPlaces = new SparseMap();
  /** Nothing is to be said of a plain message there. */
  readonly plain: TopicPlaces = new SparseMap();
}

/** Marks a time in which plain topics stay so. */
class PlainSince {}

export class StreamMemory {
  /** Lives on with the stream. */
  readonly facts: StreamFacts;
  notes: ConnectNotes | undefined;
  /** A part of the stream is missing in the capture: what was not seen may have been there. */
  hasGap = false;
  isClosed = false;
  /** Something else than MQTT is spoken, from the first byte of a side on. */
  isOther = false;
  #hasClientSpoken = false;
  #hasServerSpoken = false;
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
  pings: readonly WaitingPing[] = NO_PINGS;
  /** What each direction is held to by the other side. */
  maximumPacketSize = NO_LIMITS;
  aliasMaximum = NO_LIMITS;
  receiveMaximum = NO_LIMITS;
  /** PUBLISH above QoS 0 that are not answered, where there is a receive maximum. */
  #unanswered: Sets | undefined;
  readonly answers = new AnswerWatch();
  #publishedAt: Record<Direction, number> | undefined;
  /** µs; CONNACK of a session that goes on, until each side was judged by what it sends again. */
  resumedAt = NO_LIMITS;
  /** The acknowledgement that came last goes on with an exchange of an earlier connection. */
  isRecovery = false;
  /** Identifiers of PUBREC without PUBREL so far, by the direction of PUBREC. */
  #recorded: Sets | undefined;
  /** Identifiers of PUBREL that go on with an exchange of an earlier connection, by their direction. */
  #recovering: Sets | undefined;
  maximumQos = 2;
  isRetainAvailable = true;
  /** What is told once for each connection. */
  #told: readonly string[] = NOTHING_TOLD;
  #connect: ConnectFacts | undefined;
  #connack: ConnackFacts | undefined;
  #topicsIn: SeenTopics | undefined;
  #topicsOut: SeenTopics | undefined;
  /** Another as soon as a topic that was plain may not be so any more; no two connections have the same. */
  plainSince: object = new PlainSince();

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

  /** @returns whether that direction's first bytes come now */
  speaks(direction: Direction): boolean {
    const isFirst = direction === 'in' ? !this.#hasServerSpoken : !this.#hasClientSpoken;
    if (direction === 'in') this.#hasServerSpoken = true;
    else this.#hasClientSpoken = true;
    return isFirst;
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
    const { seen } = this.#topics(direction);
    const place = topic & (PLACES - 1);
    if (seen.get(place) === name) return false;
    seen.set(place, name);
    return true;
  }

  isPlain(direction: Direction, topic: number, name: string): boolean {
    const topics = direction === 'in' ? this.#topicsIn : this.#topicsOut;
    return topics?.plain.get(topic & (PLACES - 1)) === name;
  }

  setPlain(direction: Direction, topic: number, name: string): void {
    this.#topics(direction).plain.set(topic & (PLACES - 1), name);
  }

  #topics(direction: Direction): SeenTopics {
    if (direction === 'in') return (this.#topicsIn ??= new SeenTopics());
    return (this.#topicsOut ??= new SeenTopics());
  }

  /** What such a packet changes may change what is to be said of a message. */
  forgetPlain(type: PacketType): void {
    if (!CHANGING.has(type)) return;
    this.plainSince = new PlainSince();
    this.#topicsIn?.plain.clear();
    this.#topicsOut?.plain.clear();
  }

  /** The session goes on. @param time of CONNACK */
  resumed(time: number): void {
    this.resumedAt = { in: time, out: time };
  }

  pinged(packet: number, time: number): void {
    const before = this.pings.length < MOST_PINGS ? this.pings : this.pings.slice(1);
    this.pings = [...before, { packet, time, isReported: false }];
  }

  /** @returns the oldest, which is answered now */
  pingAnswered(): WaitingPing | undefined {
    const [oldest, ...others] = this.pings;
    this.pings = others.length > 0 ? others : NO_PINGS;
    return oldest;
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
    (this.#publishedAt ??= { ...NEVER })[direction] = time;
  }

  /** µs; the last PUBLISH above QoS 0. */
  get publishedAt(): Sides {
    return this.#publishedAt ?? NEVER;
  }

  /**
   * Counts it against the receive maximum, where there is one.
   * @returns how many are unanswered now
   */
  counted(direction: Direction, packetId: number): number {
    if (this.receiveMaximum[direction] >= UNLIMITED) return 0;
    const unanswered = (this.#unanswered ??= twoSets())[direction];
    unanswered.add(packetId);
    return unanswered.size;
  }

  /** As many are unanswered as may be. */
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
   * Follows the second half of QoS 2. True for a PUBREL, and for the PUBCOMP that answers it, whose
   * PUBREC was on an earlier connection of a session that goes on.
   */
  #goesOn(type: AckPacket['type'], direction: Direction, packetId: number): boolean {
    const other = direction === 'in' ? 'out' : 'in';
    const goesOn = this.facts.connack?.sessionPresent === true;
    // Nobody will ask for it where the session began with the connection.
    if (type === 'pubrec' && goesOn) (this.#recorded ??= twoSets())[direction].add(packetId);
    if (type === 'pubcomp') return this.#recovering?.[other].delete(packetId) === true;
    if (type !== 'pubrel') return false;
    if (this.#recorded?.[other].delete(packetId) === true || !goesOn) return false;
    (this.#recovering ??= twoSets())[direction].add(packetId);
    return true;
  }

  /** Whether it is the first time that this is to be told. */
  isNews(what: string): boolean {
    // There are only a few; a set would take a third of what all else takes of an idle connection.
    if (this.#told.includes(what)) return false;
    this.#told = [...this.#told, what];
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
    this.patience = this.keepAlive > 0 ? this.keepAlive * TOLERANCE : NO_LIMIT;
    if (this.facts.version !== 5) return;
    this.#limit('out', connack.limits);
    this.maximumQos = connack.limits.maximumQoS;
    this.isRetainAvailable = connack.limits.retainAvailable;
  }
}
