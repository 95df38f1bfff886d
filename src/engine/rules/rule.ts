/** Definition of a rule on conversations: severity, statement, required evidence, and judge. */
import type { OtherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import type {
  AckPacket,
  AuthPacket,
  ConnackPacket,
  ConnectPacket,
  DisconnectPacket,
  Packet,
  SubackPacket,
  SubscribePacket,
  UnsubackPacket,
  UnsubscribePacket,
} from '../../mqtt/tables/packet.ts';
import type { IrregularityKind } from '../exchanges/irregularity.ts';
import type { OpenMessage } from '../exchanges/openMessages.ts';
import type { ProblemSeverity } from '../findings/problem.ts';
import type { Report } from '../findings/report.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { ConnectFacts, StreamFacts } from '../streams/streamFacts.ts';
import type { AwaySession } from './memory/awaySessions.ts';
import type { Client } from './memory/clientHistory.ts';
import type { DelayedWill } from './memory/delayedWills.ts';
import type { Delivery } from './memory/delivery.ts';
import type { DiscardedWill } from './memory/discardedWills.ts';
import type { ExpectedMessage, MissedMessage } from './memory/expectedMessages.ts';
import type { ExpiryWatch } from './memory/expiryWatch.ts';
import type { Repetition } from './memory/repeaters.ts';
import type { RetainedMessage } from './memory/retainedMessages.ts';
import type { LeftBehindBy, SeenPacket } from './memory/seenPacket.ts';
import type { PendingRequest, Place, SessionMemory, TopicVerdict } from './memory/sessionMemory.ts';
import type { StreamMemory, WillNotes } from './memory/streamMemory.ts';
import type { UnheardFilter } from './memory/unheardFilters.ts';
import type { KnownWill } from './memory/wills.ts';

/** A test hides each of these: the rule must be silent without its needs, and report in all other cases. */
export const CHECKED_NEEDS = ['client', 'server', 'beginning', 'clock', 'end'] as const;
export type CheckedNeed = (typeof CHECKED_NEEDS)[number];
type Need = CheckedNeed | 'absence' | 'app';

export interface Rule extends Partial<Moments> {
  readonly severity: ProblemSeverity;
  /** Number of the statement in MQTT 3.1.1, also applied to 3.1. Absent: the rule only applies to MQTT 5. */
  readonly v4?: string;
  /** Number in MQTT 5.0. Absent: MQTT 5 has no such rule. */
  readonly v5?: string;
  /** Evidence that the rule needs; without it, the rule is silent. */
  readonly needs: readonly Need[];
  /** Reported by the irregularities of exchanges: the rule has no own judge. */
  readonly irregularity?: IrregularityKind;
  /** Overrides the statement for a side or packet with its own number. */
  readonly statementAt?: (packet: SeenPacket) => string | undefined;
}

export type Rules = Readonly<Record<string, Rule>>;

/**
 * Moments at which rules are called, in order. An implementation reports a problem, if any. Each has `report` as
 * the last argument, after the packet and the memory of its stream.
 */
export interface Moments {
  /**
   * The first bytes of a side that does not speak MQTT. No other rule is called for them and later bytes.
   */
  readonly otherProtocol: (
    what: OtherProtocol['what'],
    direction: Direction,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** Before CONNACK has accepted the client, and at every CONNECT: hardly any packet is permitted. */
  readonly unsettled: (packet: SeenPacket, memory: StreamMemory, report: Report) => void;
  /** A packet of a side that has sent DISCONNECT. */
  readonly afterDisconnect: (packet: SeenPacket, memory: StreamMemory, report: Report) => void;
  /** A packet above the maximum size announced by its receiver. */
  readonly oversized: (packet: SeenPacket, memory: StreamMemory, report: Report) => void;
  /** A packet of a side that has messages to resend in a resumed session. */
  readonly resumed: (
    leftBehind: LeftBehindBy,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A packet of the client after too long a silence, µs. */
  readonly silent: (
    silence: number,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A packet of the server while the client is silent for too long, µs. */
  readonly served: (
    silence: number,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;

  /** Any packet of the server except PUBLISH. */
  readonly fromServer: (
    content: Packet,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  readonly connect: (
    connect: ConnectPacket,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A client with an identifier connects; `current` is still its previous connection. */
  readonly clientConnects: (
    client: Client,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** The first CONNACK, if it refuses. */
  readonly refused: (connack: ConnackPacket, packet: SeenPacket, report: Report) => void;
  /** The first CONNACK, if it accepts a captured CONNECT. */
  readonly accepted: (
    connack: ConnackPacket,
    connect: ConnectFacts,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** The same for a client with an identifier; `session` is its previous one. */
  readonly clientAccepted: (
    client: Client,
    connack: ConnackPacket,
    packet: SeenPacket,
    report: Report,
  ) => void;
  /**
   * The server has accepted a client that asks for its session. That session had no session expiry interval.
   * @param away what its subscriptions should have received
   */
  readonly sessionNotKept: (away: AwaySession, report: Report) => void;
  readonly ack: (ack: AckPacket, packet: SeenPacket, memory: StreamMemory, report: Report) => void;
  /** The same with a reason code other than 0x00. */
  readonly ackCode: (
    ack: AckPacket,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** Each topic filter of a SUBSCRIBE, before the whole packet. */
  readonly filter: (filter: string, packet: SeenPacket, report: Report) => void;
  readonly subscribe: (
    subscribe: SubscribePacket,
    packet: SeenPacket,
    session: SessionMemory,
    report: Report,
  ) => void;
  readonly unsubscribe: (
    unsubscribe: UnsubscribePacket,
    packet: SeenPacket,
    session: SessionMemory,
    report: Report,
  ) => void;
  /** A code of SUBACK. @param index position of the code, from 0 */
  readonly suback: (
    code: number,
    index: number,
    suback: SubackPacket,
    request: PendingRequest | undefined,
    packet: SeenPacket,
    report: Report,
  ) => void;
  /**
   * SUBACK has granted a shared subscription for the topic of a retained message. @param granted that SUBACK
   */
  readonly sharedGranted: (
    filter: string,
    retained: RetainedMessage,
    granted: Place,
    stream: StreamFacts,
    report: Report,
  ) => void;
  /** A code of UNSUBACK. @param index position of the code, from 0 */
  readonly unsuback: (
    code: number,
    index: number,
    unsuback: UnsubackPacket,
    request: PendingRequest | undefined,
    report: Report,
  ) => void;
  readonly pingreq: (packet: SeenPacket, memory: StreamMemory, report: Report) => void;
  /** @param sentAt when the answered PINGREQ was sent, µs */
  readonly pingresp: (
    sentAt: number,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** Only in MQTT 5; earlier versions have no content. */
  readonly disconnect: (disconnect: DisconnectPacket, packet: SeenPacket, report: Report) => void;
  /** The server has ended the connection because another one took over. */
  readonly clientTaken: (
    client: Client,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  readonly auth: (
    auth: AuthPacket,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;

  /** A PUBLISH, judged by its flags and properties. */
  readonly publish: (
    shape: PublishShape,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A PUBLISH with valid bytes and a known topic. */
  readonly message: (
    name: string,
    shape: PublishShape,
    packet: SeenPacket,
    watch: ExpiryWatch,
    report: Report,
  ) => void;
  /**
   * The same, for the first message on that topic in its direction.
   * @param hasLeadingSlash a convention requires a leading slash for that topic, or for any topic of that
   *   client
   */
  readonly topic: (
    name: string,
    packet: SeenPacket,
    hasLeadingSlash: (topic: string, owner: string) => boolean,
    report: Report,
  ) => void;
  /** The first message of a client on the topic of its own will. */
  readonly onWillTopic: (
    will: WillNotes,
    payload: Uint8Array,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A message from the server while the whole session is known. */
  readonly delivery: (
    name: string,
    verdict: TopicVerdict,
    shape: PublishShape,
    packet: SeenPacket,
    session: SessionMemory,
    report: Report,
  ) => void;
  /**
   * A message from the server, with the client messages that may be its origin. Called only if there are any,
   * or a will or a retained message, or if it has a subscription identifier.
   */
  readonly origin: (delivery: Delivery, report: Report) => void;
  /** A client has repeatedly published what it was just sent. */
  readonly repeated: (repetition: Repetition, report: Report) => void;
  /** Nothing came for a filter, while clients published on a topic that it almost matches. */
  readonly unheard: (unheard: UnheardFilter, report: Report) => void;
  /**
   * A client publishes an empty message without RETAIN, or a blank with RETAIN, while the topic has a retained
   * message. @param retained packet with that message
   */
  readonly notCleared: (
    topic: string,
    retained: number,
    packet: SeenPacket,
    memory: StreamMemory,
    report: Report,
  ) => void;
  /** A client publishes with RETAIN after the topic was cleared. */
  readonly setAgain: (message: RetainedMessage, packet: SeenPacket, report: Report) => void;
  /** A message that the server had to send to a client has not arrived. */
  readonly missed: (missed: MissedMessage, report: Report) => void;

  /**
   * A client is back, and messages on a topic have not come that a server may store for QoS 0.
   * @param filter of its subscription
   */
  readonly qos0NotStored: (first: ExpectedMessage, filter: string, report: Report) => void;

  /** Time passes while a ping waits. @param isOver no more packets arrive */
  readonly pings: (memory: StreamMemory, now: number, isOver: boolean, report: Report) => void;
  /** Time passes without a packet of the client. */
  readonly quiet: (memory: StreamMemory, now: number, report: Report) => void;
  /** Time passes while SUBSCRIBE and UNSUBSCRIBE wait. @param isOver no more packets arrive */
  readonly requests: (session: SessionMemory, now: number, isOver: boolean, report: Report) => void;
  /** A connection ends without an answer to CONNECT. */
  readonly unanswered: (
    memory: StreamMemory,
    connect: ConnectFacts,
    end: number,
    report: Report,
  ) => void;
  /** A connection ends without DISCONNECT of its client. @param isWillDue its will has to be published now */
  readonly lost: (memory: StreamMemory, end: number, isWillDue: boolean, report: Report) => void;
  /** The end of any connection; messages may be unfinished. */
  readonly unfinished: (memory: StreamMemory, leftBehind: LeftBehindBy, report: Report) => void;
  /** A message that waits for a packet when its connection or the capture ends. @param end µs */
  readonly leftOpen: (
    message: OpenMessage,
    memory: StreamMemory,
    end: number,
    report: Report,
  ) => void;
  /** The end of a connection of a client with an identifier. */
  readonly clientGone: (client: Client, memory: StreamMemory, end: number, report: Report) => void;
  /**
   * A will with RETAIN is due. Another client with the same will, which is connected, has set the retained
   * message of the topic.
   */
  readonly willReplaces: (
    will: KnownWill,
    message: RetainedMessage,
    time: number,
    report: Report,
  ) => void;
  /** DISCONNECT has discarded a will, and the client's own retained message stays on its topic. */
  readonly willDiscarded: (discarded: DiscardedWill, report: Report) => void;
  /** A delayed will is due. */
  readonly willDue: (will: DelayedWill, now: number, report: Report) => void;
  /** Another connection of the app uses the same client identifier. */
  readonly rival: (connect: ConnectFacts, report: Report) => void;
}
