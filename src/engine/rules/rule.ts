/** What a rule on conversations is: how severe, where it is stated, what it needs to see, and its judge. */
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
import type { ProblemSeverity } from '../findings/problem.ts';
import type { Say } from '../findings/say.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { ConnectFacts } from '../streams/streamFacts.ts';
import type { Client } from './memory/clientHistory.ts';
import type { DelayedWill } from './memory/delayedWills.ts';
import type { ExpiryWatch } from './memory/expiryWatch.ts';
import type { LeftBehindBy, SeenPacket, SentMessage } from './memory/seenPacket.ts';
import type { PendingRequest, SessionMemory, TopicVerdict } from './memory/sessionMemory.ts';
import type { StreamMemory } from './memory/streamMemory.ts';

/** A test hides each of these, and asks for silence there and for the problem everywhere else. */
export const CHECKED_NEEDS = ['client', 'server', 'beginning', 'clock', 'end'] as const;
export type CheckedNeed = (typeof CHECKED_NEEDS)[number];
export type Need = CheckedNeed | 'absence' | 'app';

export interface Rule extends Partial<Moments> {
  readonly severity: ProblemSeverity;
  /** Number of the statement in MQTT 3.1.1, from which 3.1 borrows. Absent: the rule is MQTT 5's alone. */
  readonly v4?: string;
  /** The same in MQTT 5.0. Absent: MQTT 5 has no such rule. */
  readonly v5?: string;
  /** What it has to see before it tells of anything. Without it, it is silent. */
  readonly needs: readonly Need[];
  /** The follower of exchanges notices it: no judge of its own. */
  readonly irregularity?: IrregularityKind;
  /** Where the standard has a number of its own for this side or this packet. */
  readonly statementAt?: (packet: SeenPacket) => string | undefined;
}

export type Rules = Readonly<Record<string, Rule>>;

/**
 * When a rule can be asked, in the order in which the finder asks. Whoever implements one says what is wrong,
 * if anything is. Each has `say` last; the packet and what is remembered of its stream come before it.
 */
export interface Moments {
  /** The first bytes of a side, which are none of MQTT: they and all that follow them are asked about in no other way. */
  readonly otherProtocol: (
    what: OtherProtocol['what'],
    direction: Direction,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** Before CONNACK has accepted the client, and at every CONNECT: hardly any packet may come. */
  readonly unsettled: (packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** A packet of the side that has sent DISCONNECT. */
  readonly afterDisconnect: (packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** A packet above what its receiver announced. */
  readonly oversized: (packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** A packet of a side that has something to send again, as the session goes on. */
  readonly resumed: (
    leftBehind: LeftBehindBy,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** A packet of the client after a silence that is too long, µs. */
  readonly silent: (silence: number, packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** A packet of the server while the client is silent for too long, µs. */
  readonly served: (silence: number, packet: SeenPacket, memory: StreamMemory, say: Say) => void;

  /** Any packet of the server but PUBLISH. */
  readonly fromServer: (
    content: Packet,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  readonly connect: (
    connect: ConnectPacket,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** A client with an identifier connects; its `current` connection is still the one before. */
  readonly clientConnects: (
    client: Client,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** The first CONNACK, with a code that refuses. */
  readonly refused: (connack: ConnackPacket, packet: SeenPacket, say: Say) => void;
  /** The first CONNACK, which accepts a CONNECT that was seen. */
  readonly accepted: (
    connack: ConnackPacket,
    connect: ConnectFacts,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** The same of a client with an identifier, whose `session` is the one that it left. */
  readonly clientAccepted: (
    client: Client,
    connack: ConnackPacket,
    packet: SeenPacket,
    say: Say,
  ) => void;
  readonly ack: (ack: AckPacket, packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** The same, where it has a reason code other than 0x00. */
  readonly ackCode: (ack: AckPacket, packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** Each topic filter of a SUBSCRIBE, before the whole. */
  readonly filter: (filter: string, packet: SeenPacket, say: Say) => void;
  readonly subscribe: (
    subscribe: SubscribePacket,
    packet: SeenPacket,
    session: SessionMemory,
    say: Say,
  ) => void;
  readonly unsubscribe: (
    unsubscribe: UnsubscribePacket,
    packet: SeenPacket,
    session: SessionMemory,
    say: Say,
  ) => void;
  /** A code of SUBACK. @param index its place, from 0 */
  readonly suback: (
    code: number,
    index: number,
    suback: SubackPacket,
    request: PendingRequest | undefined,
    packet: SeenPacket,
    say: Say,
  ) => void;
  /** A code of UNSUBACK. @param index its place, from 0 */
  readonly unsuback: (
    code: number,
    index: number,
    unsuback: UnsubackPacket,
    request: PendingRequest | undefined,
    say: Say,
  ) => void;
  readonly pingreq: (packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** @param sentAt when the PINGREQ was sent that it answers, µs */
  readonly pingresp: (sentAt: number, packet: SeenPacket, memory: StreamMemory, say: Say) => void;
  /** Of MQTT 5; before, it says nothing. */
  readonly disconnect: (disconnect: DisconnectPacket, packet: SeenPacket, say: Say) => void;
  /** The server has ended the connection of a client because another took over. */
  readonly clientTaken: (
    client: Client,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  readonly auth: (auth: AuthPacket, packet: SeenPacket, memory: StreamMemory, say: Say) => void;

  /** PUBLISH by its flags and properties. */
  readonly publish: (
    shape: PublishShape,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ) => void;
  /** A PUBLISH that breaks no rule by its bytes, and whose topic is known. */
  readonly message: (
    name: string,
    shape: PublishShape,
    packet: SeenPacket,
    watch: ExpiryWatch,
    say: Say,
  ) => void;
  /**
   * The same, the first under that topic in its direction.
   * @param hasLeadingSlash whether a convention has that topic begin with a slash, or any topic of that client
   */
  readonly topic: (
    name: string,
    packet: SeenPacket,
    hasLeadingSlash: (topic: string, owner: string) => boolean,
    say: Say,
  ) => void;
  /** A message from the server, where the whole session is known. */
  readonly delivery: (
    name: string,
    verdict: TopicVerdict,
    shape: PublishShape,
    packet: SeenPacket,
    session: SessionMemory,
    say: Say,
  ) => void;
  /** The same. @param sentBefore what clients sent with that topic and payload, newest first */
  readonly origin: (
    name: string,
    sentBefore: () => readonly SentMessage[],
    shape: PublishShape,
    packet: SeenPacket,
    say: Say,
  ) => void;

  /** Time passes while a ping waits. @param isOver nothing comes any more */
  readonly pings: (memory: StreamMemory, now: number, isOver: boolean, say: Say) => void;
  /** Time passes without a packet of the client. */
  readonly quiet: (memory: StreamMemory, now: number, say: Say) => void;
  /** Time passes while SUBSCRIBE and UNSUBSCRIBE wait. @param isOver nothing comes any more */
  readonly requests: (session: SessionMemory, now: number, isOver: boolean, say: Say) => void;
  /** A connection is over whose CONNECT was never answered. */
  readonly unanswered: (memory: StreamMemory, connect: ConnectFacts, end: number, say: Say) => void;
  /** A connection is over without DISCONNECT of its client. @param isWillDue its will is to be published now */
  readonly lost: (memory: StreamMemory, end: number, isWillDue: boolean, say: Say) => void;
  /** The same of any connection: messages may wait. */
  readonly unfinished: (memory: StreamMemory, leftBehind: LeftBehindBy, say: Say) => void;
  /** The same of a client with an identifier. */
  readonly clientGone: (client: Client, memory: StreamMemory, end: number, say: Say) => void;
  /** A will that was kept back is due. */
  readonly willDue: (will: DelayedWill, now: number, say: Say) => void;
  /** Another connection of the app uses the same client identifier. */
  readonly rival: (connect: ConnectFacts, say: Say) => void;
}
