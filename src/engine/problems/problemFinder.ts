/** Holds each packet against the rules, where it stands in its stream and its session. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import type { Packet } from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import type { Direction } from '../log/direction.ts';
import type { PublishShape } from '../log/publishShape.ts';
import type { Message } from '../log/sameMessages.ts';
import type { FoundProblem } from '../rules/problem.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import { ClientHistory } from './clientHistory.ts';
import { DelayedWills } from './delayedWills.ts';
import { ExpiryWatch } from './expiryWatch.ts';
import { judgeAck, judgeIrregularity, judgeProblemInformation } from './judgeAcks.ts';
import { judgeAuth, judgeConnack, judgeConnect } from './judgeConnecting.ts';
import {
  judgeDisconnect,
  judgeEnd,
  judgeWaiting,
  judgeWaitingAtEnd,
  TAKEN_OVER,
} from './judgeEnding.ts';
import { judgeOrder } from './judgeOrder.ts';
import {
  judgeCharacters,
  judgeDelivery,
  judgeExpiry,
  judgeForm,
  judgeOrigin,
  judgePublish,
  judgeSize,
  judgeTopic,
  type SentMessage,
} from './judgePublish.ts';
import {
  judgeResumed,
  judgeResumedAtEnd,
  type LeftBehindBy,
  sessionResumed,
} from './judgeResumed.ts';
import {
  judgeSuback,
  judgeSubscribe,
  judgeUnsuback,
  judgeUnsubscribe,
} from './judgeSubscriptions.ts';
import { judgeNeglect, judgeSilence, judgeTime, pingAnswered, pingSent } from './keepAlive.ts';
import { clipped, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import { SessionMemories } from './sessionMemories.ts';
import { connectNotes, StreamMemory } from './streamMemory.ts';
import { Teller } from './teller.ts';

const CONNECT = 1;
const SUBSCRIBE = 8;
/** First byte: no DUP, QoS 0, no RETAIN. */
const PLAIN_PUBLISH = 0x30;

/** Of bytes behind which nothing comes. */
const ENDS: ReadonlySet<string> = new Set(['captureEnd', 'cutOff']);

export interface FinderSurroundings {
  /** The topic behind an interned number. */
  readonly topicName: (topic: number) => string | undefined;
  readonly found: (problem: FoundProblem) => void;
  /** What clients sent with that topic and payload to the server of that stream, newest first. */
  readonly sentBefore: (
    stream: StreamFacts,
    packet: number,
    message: Message,
  ) => readonly SentMessage[];
  /** What that side of the stream should have sent again by now. */
  readonly leftBehind: (stream: StreamFacts) => LeftBehindBy;
}

/** Whoever receives it has to end the connection. */
const isOffence = ({ severity }: PacketProblem) => severity !== 'caution';

/** From the side that may not send it: what it would mean from the other says nothing. */
function isMisdirected({ problems }: SeenPacket): boolean {
  return problems.some(({ rule }) => rule === 'direction');
}

/** Closed streams with late bytes that are remembered. */
const LATE_KEPT = 16;
const RIVALLED_KEPT = 1_000;
const HEARD_KEPT = 10_000;

export class ProblemFinder {
  readonly #topicName: FinderSurroundings['topicName'];
  readonly #sentBefore: FinderSurroundings['sentBefore'];
  readonly #leftBehind: FinderSurroundings['leftBehind'];
  readonly #teller: Teller;
  readonly #streams = new Map<number, StreamMemory>();
  readonly #sessions = new SessionMemories();
  readonly #clients = new ClientHistory();
  readonly #expiring = new ExpiryWatch();
  readonly #wills: DelayedWills;
  /** Of closed streams, of which bytes may come a little late; oldest first. */
  readonly #late = new Map<number, StreamMemory>();
  /** Streams of which it was told, the last ones. */
  readonly #rivalled = new Set<number>();
  /** Servers whose packets are in the capture. */
  readonly #heard = new Set<string>();
  #last: StreamMemory | undefined;

  constructor({ topicName, found, sentBefore, leftBehind }: FinderSurroundings) {
    this.#topicName = topicName;
    this.#sentBefore = sentBefore;
    this.#leftBehind = leftBehind;
    this.#teller = new Teller(found);
    this.#wills = new DelayedWills(this.#teller);
  }

  get #say(): Say {
    return this.#teller.say;
  }

  /** Streams of which something is remembered. */
  get remembered(): number {
    return this.#streams.size + this.#late.size;
  }

  /** Called before the stream learns from the packet. */
  see(packet: SeenPacket): void {
    const { stream, direction, time, number } = packet;
    const memory = this.#memoryOf(stream);
    this.#wills.elapse(time);
    this.#teller.at(packet);
    memory.learn();
    this.#hear(memory, direction);
    const type = (packet.bytes[0] ?? 0) >> 4;
    const isNameless = memory.lastPacket === 0 && type !== CONNECT;
    if (isNameless) this.#clients.doubtAbsent(stream.server);
    if (stream.connack?.code !== 0 || stream.disconnect !== undefined || type === CONNECT) {
      judgeOrder(packet, memory, this.#say);
    }
    if (packet.bytes.length > memory.maximumPacketSize[direction]) {
      judgeSize(packet, memory, this.#say);
    }
    if (packet.problems.length > 0) this.#report(packet.problems, stream);
    if (packet.publish === undefined && packet.packet === undefined) {
      memory.hasToEnd = true;
      // A lenient server may take it, and deliver what it asks for.
      if (type === SUBSCRIBE) this.#sessions.of(stream).isIncomplete = true;
    }
    if (type === CONNECT && packet.problems.some(isOffence)) memory.hasToEnd = true;
    if (time > memory.resumedAt[direction]) {
      judgeResumed(packet, memory, this.#leftBehind(stream), this.#say);
    }
    if (direction === 'out') {
      if (time - memory.lastOutTime > memory.patience) judgeSilence(packet, memory, this.#say);
      memory.lastOut = number;
      memory.lastOutTime = time;
    } else {
      memory.hasServer = true;
      if (time - memory.lastOutTime > memory.patience) judgeNeglect(packet, memory, this.#say);
    }
    if (packet.publish !== undefined) this.#publish(packet, packet.publish, memory);
    else if (packet.packet !== undefined && !isMisdirected(packet)) {
      this.#other(packet, packet.packet, memory);
    }
    memory.lastPacket = number;
    memory.lastTime = time;
  }

  /**
   * The short way of a plain PUBLISH: QoS 0, nothing asked of anybody, under a topic that was
   * looked at before. Costs a few comparisons.
   * @returns false: it has to be seen in full
   */
  passes(
    stream: StreamFacts,
    direction: Direction,
    number: number,
    time: number,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
  ): boolean {
    const memory = this.#last;
    if (memory === undefined || memory.facts !== stream || !memory.isSettled(stream)) return false;
    if (bytes[0] !== PLAIN_PUBLISH || shape.topicAlias > 0 || shape.isSpecial) return false;
    if (bytes.length > memory.maximumPacketSize[direction]) return false;
    if (time - memory.lastOutTime > memory.patience) return false;
    if (!this.#expiring.isIdle) return false;
    const name = this.#topicName(topic);
    if (name === undefined || !memory.isPlain(direction, topic, name)) return false;
    if (direction === 'out') {
      memory.lastOut = number;
      memory.lastOutTime = time;
    }
    memory.lastPacket = number;
    memory.lastTime = time;
    return true;
  }

  /** What the follower of exchanges noticed of the packet that was seen last. */
  irregular(found: readonly Irregularity[], packet: SeenPacket): void {
    if (found.length === 0 || isMisdirected(packet)) return;
    const memory = this.#memoryOf(packet.stream);
    // Where one side's packets are not in the capture, nothing is known of who answered what.
    if (memory.hasGap || memory.lastOut === 0 || !memory.hasServer) return;
    this.#teller.at(packet);
    for (const irregularity of found) judgeIrregularity(irregularity, packet, this.#say);
  }

  /** Bytes that are no whole packet. */
  broken(number: number, stream: StreamFacts, time: number, problem: PacketProblem): void {
    const memory = this.#memoryOf(stream);
    this.#teller.at({ number, time, stream });
    this.#report([problem], stream, true);
    // What follows in that direction cannot be read, or is missing.
    if (!ENDS.has(problem.rule ?? '')) {
      memory.hasGap = true;
      memory.hasToEnd = true;
    }
    memory.lastPacket = number;
    memory.lastTime = time;
  }

  /** Whatever it was to say is not known: it may have been anything. */
  unread(number: number, stream: StreamFacts, time: number): void {
    const memory = this.#memoryOf(stream);
    memory.hasGap = true;
    memory.hasToEnd = true;
    memory.lastPacket = number;
    memory.lastTime = time;
  }

  /** What its own bytes do not tell of a whole packet. */
  fault(number: number, stream: StreamFacts, time: number, problem: PacketProblem): void {
    this.#teller.at({ number, time, stream });
    this.#teller.ofBytes(problem);
  }

  /** A part of the stream is missing in the capture. */
  gap(stream: StreamFacts): void {
    this.#memoryOf(stream).hasGap = true;
  }

  /** Not all of the stream is in the capture: an alias may have been set in what is not. */
  lacksPackets(stream: StreamFacts): boolean {
    return !stream.fromStart || this.#memoryOf(stream).hasGap;
  }

  /** Another connection of the app uses the client identifier of this one. */
  rival(stream: StreamFacts, time: number): void {
    const { connect } = stream;
    if (connect === undefined || this.#rivalled.has(stream.ordinal)) return;
    this.#rivalled.add(stream.ordinal);
    const [oldest = 0] = this.#rivalled;
    if (this.#rivalled.size > RIVALLED_KEPT) this.#rivalled.delete(oldest);
    this.#teller.at({ number: connect.packet, time, stream });
    const args = { client: clipped(connect.clientId) || undefined };
    this.#say('client-id-in-two-tabs', { key: 'in-another-tab', args });
  }

  /** @param time µs; undefined where the end was not seen */
  closed(stream: StreamFacts, time: number | undefined): void {
    const memory = this.#streams.get(stream.ordinal);
    if (memory === undefined) return;
    memory.isClosed = true;
    this.#hear(memory);
    const end = time ?? memory.lastTime;
    memory.learn();
    this.#teller.at({ number: memory.lastPacket, time: end, stream });
    if (memory.lastPacket > 0) {
      judgeEnd(memory, end, this.#wills, this.#say);
      if (!memory.isDoubtful) memory.answers.ended(stream.version, this.#say);
      judgeResumedAtEnd(memory, this.#leftBehind(stream), this.#say);
      if (!memory.hasGap && memory.hasServer) {
        judgeWaitingAtEnd(this.#sessions.of(stream), end, this.#say);
      }
      this.#clients.closed(memory, end, this.#say);
    }
    this.#wills.closed(stream);
    this.#streams.delete(stream.ordinal);
    this.#last = undefined;
  }

  /** Time passes while nothing comes. Only for what is recorded right now. */
  tick(now: number): void {
    this.#wills.elapse(now);
    for (const memory of this.#streams.values()) {
      const { facts } = memory;
      memory.learn();
      if (facts.disconnect !== undefined || facts.connack?.code !== 0) continue;
      this.#teller.at({ number: memory.lastPacket, time: now, stream: facts });
      judgeTime(memory, now, this.#say);
      if (!memory.hasGap) judgeWaiting(this.#sessions.of(facts), now, this.#say);
    }
  }

  #memoryOf(stream: StreamFacts): StreamMemory {
    if (this.#last?.facts.ordinal === stream.ordinal) return this.#last;
    const kept = stream.isOpen === false ? this.#late : this.#streams;
    const memory = kept.get(stream.ordinal) ?? new StreamMemory(stream);
    kept.set(stream.ordinal, memory);
    const [oldest = 0] = this.#late.keys();
    if (this.#late.size > LATE_KEPT) this.#late.delete(oldest);
    this.#last = memory;
    return memory;
  }

  /** Where a direction is not captured, it lacks in all connections with that server. */
  #hear(memory: StreamMemory, direction?: Direction): void {
    if (memory.hearsServer) return;
    const server = memory.facts.server ?? '';
    if (direction === 'in' && this.#heard.size < HEARD_KEPT) this.#heard.add(server);
    memory.hearsServer = direction === 'in' || this.#heard.has(server);
  }

  #publish(packet: SeenPacket, shape: PublishShape, memory: StreamMemory): void {
    judgePublish(packet, shape, memory, this.#say);
    judgeForm(packet, shape, this.#teller);
    // Of what is broken, nothing that it says is held against anybody.
    if (packet.problems.some(isOffence)) return;
    if (shape.packetId > 0) {
      memory.answers.published(packet, shape.packetId);
      memory.publishedAt[packet.direction] = packet.time;
    }
    const name = this.#topicName(packet.topic);
    if (name === undefined) return;
    judgeExpiry(packet, shape, name, this.#expiring, this.#say);
    const { direction, stream } = packet;
    if (memory.isTopicNew(direction, packet.topic, name)) {
      judgeTopic(name, direction === 'out', stream.connect?.owner ?? '', this.#say);
      judgeCharacters(name, this.#teller);
    }
    const isAccepted = stream.connect !== undefined && stream.connack?.code === 0;
    const isKnown = stream.sessionKnown && isAccepted && !memory.hasGap;
    const isJudged = direction === 'in' && isKnown;
    const isSubscribed =
      !isJudged || judgeDelivery(packet, shape, name, this.#sessions.of(stream), this.#say);
    if (isJudged) {
      const { number, topic, bytes } = packet;
      const payload = bytes.subarray(shape.payloadStart);
      const sent = () => this.#sentBefore(stream, number, { topic, payload });
      judgeOrigin(packet, shape, name, sent, this.#say);
    }
    if (isSubscribed) memory.setPlain(direction, packet.topic, name);
  }

  #other(packet: SeenPacket, content: Packet, memory: StreamMemory): void {
    const say = this.#say;
    memory.forgetPlain(content.type);
    if (packet.direction === 'in') judgeProblemInformation(content, packet, memory, say);
    switch (content.type) {
      case 'connect':
        memory.notes = connectNotes(content);
        judgeConnect(content, say);
        this.#clients.connected(content.clientId, packet, memory, say);
        this.#wills.connects(content.clientId, packet.stream.server);
        break;
      case 'connack':
        this.#connack(packet, content, memory);
        break;
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        judgeAck(content, packet, memory, say);
        break;
      case 'subscribe':
      case 'unsubscribe':
      case 'suback':
      case 'unsuback':
        if (!memory.hasGap) this.#subscription(packet, content);
        break;
      case 'pingreq':
        pingSent(packet, memory, say);
        break;
      case 'pingresp':
        pingAnswered(packet, memory, say);
        break;
      case 'disconnect':
        this.#disconnect(packet, content, memory);
        break;
      case 'auth':
        judgeAuth(content, memory, say);
        break;
      case 'publish':
    }
  }

  #connack(
    packet: SeenPacket,
    connack: Extract<Packet, { type: 'connack' }>,
    memory: StreamMemory,
  ): void {
    const { stream } = packet;
    judgeConnack(connack, packet, memory, this.#say);
    if (stream.connack !== undefined) return;
    this.#wills.answered(connack, stream, packet.time);
    this.#teller.at(packet);
    if (connack.reasonCode !== 0) return;
    this.#clients.accepted(connack, packet, memory, this.#say);
    const cleanStart = stream.connect?.cleanStart ?? false;
    const continues = stream.version === 3 ? !cleanStart : connack.sessionPresent;
    if (connack.sessionPresent && !cleanStart && stream.version !== 3) {
      sessionResumed(memory, packet.time);
    }
    if (!continues && !cleanStart) this.#sessions.of(stream).beginAnew();
  }

  #subscription(packet: SeenPacket, content: Packet): void {
    const { number, time } = packet;
    const session = this.#sessions.of(packet.stream);
    if (content.type === 'subscribe') {
      judgeSubscribe(content, packet, session, this.#say);
      session.subscribe(content, number, time);
    } else if (content.type === 'unsubscribe') {
      judgeUnsubscribe(content, packet, session, this.#say);
      session.unsubscribe(content.packetId, content.filters, number, time);
    } else if (content.type === 'suback') {
      const request = session.answered(content.packetId, content.reasonCodes);
      judgeSuback(content, request, packet, this.#say);
    } else if (content.type === 'unsuback') {
      const request = session.answered(content.packetId, content.reasonCodes);
      judgeUnsuback(content, request, this.#say);
    }
  }

  #disconnect(
    packet: SeenPacket,
    content: Extract<Packet, { type: 'disconnect' }>,
    memory: StreamMemory,
  ): void {
    judgeDisconnect(content, packet, this.#say);
    const clientId = packet.stream.connect?.clientId ?? '';
    if (packet.direction === 'in') {
      if (content.reasonCode !== TAKEN_OVER) return;
      this.#clients.takenOver(clientId, memory, packet.time, this.#say);
      return;
    }
    this.#clients.left(clientId, memory);
    const expiry = propertyValue(content.properties, 'sessionExpiryInterval');
    if (expiry !== undefined) this.#clients.expiryChanged(clientId, memory, expiry);
  }

  /** What a packet's own bytes break. */
  #report(problems: readonly PacketProblem[], stream: StreamFacts, isBroken = false): void {
    const isGuess = (stream.version === undefined && !stream.fromStart) || stream.isGuessed;
    if (isGuess && !isBroken) return;
    for (const problem of problems) {
      if (problem.rule === 'topicAliasUnknown' && this.lacksPackets(stream)) continue;
      this.#teller.ofBytes(problem);
    }
  }
}
