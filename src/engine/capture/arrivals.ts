/** Processes an arriving packet: updates every part of the capture. */

import { quickAck } from '../../mqtt/codec/quickDecode.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { PARTIAL_RULES } from '../../mqtt/dissect/incomplete.ts';
import { isPlainAnswer, isPlainPublish, qosIn } from '../../mqtt/framing/firstBytes.ts';
import { isFullyMasked } from '../../mqtt/framing/masking.ts';
import { connectVersion, isPadded } from '../../mqtt/framing/peek.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { AckPacket, Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { CONNACK, CONNECT, PUBLISH, PUBREL } from '../../mqtt/tables/typeNumbers.ts';
import { isAsPublished } from '../conventions/storedMessage.ts';
import type { Seen } from '../exchanges/exchangeBook.ts';
import { type Direction, otherWay, senderOf } from '../log/columns/direction.ts';
import { KnownProperties } from '../log/columns/knownProperties.ts';
import { type PublishShape, publishShape } from '../log/columns/publishShape.ts';
import { NO_TOPIC } from '../log/columns/topicNames.ts';
import { versionSeen } from '../log/columns/versionSeen.ts';
import { seenWill } from '../messages/conventionMessages.ts';
import type { SeenPacket } from '../rules/memory/seenPacket.ts';
import { discardsWill } from '../rules/memory/wills.ts';
import type { Stream } from '../streams/stream.ts';
import { endsConnection, problemsOf, readArrival } from '../window/packetView.ts';
import { ArrivalRate } from './arrivalRate.ts';
import type { CaptureParts } from './captureParts.ts';
import { type AnswerBatch, PlainAnswers } from './plainAnswers.ts';
import { type PacketBatch, PlainMessages } from './plainMessages.ts';

/** Stream, direction and time of a packet. */
interface Arrived {
  readonly stream: Stream;
  readonly direction: Direction;
  readonly time: number;
  readonly masked: boolean;
}

/** Why a packet is unread of which only the fixed header is not overwritten. */
const overwritten = ({ length }: Uint8Array): PacketProblem => ({
  rule: 'overwritten',
  severity: 'caution',
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('no-whole-packet'),
  offset: 0,
  length,
});

const DUP = 8;
const isConnect = (bytes: Uint8Array) => (bytes[0] ?? 0) >> 4 === CONNECT;
const NO_PROBLEMS: readonly PacketProblem[] = [];
/** PUBLISHs whose effect on retained messages may still be refused. */
const MOST_RETAINING = 1_000;
const isRefusal = (packet: Packet): boolean =>
  (packet.type === 'puback' || packet.type === 'pubrec') && isFailure(packet.reasonCode);
const isRejection = (packet: Packet): boolean =>
  packet.type === 'disconnect' && isFailure(packet.reasonCode);
/** A server without retained messages says so (3.2.2.3.5). */
const canRetain = ({ connack }: Stream): boolean => connack?.limits.retainAvailable !== false;
const qosOf = (publish: Uint8Array) => qosIn(publish[0] ?? 0);

export class Arrivals {
  /** Messages counted by topics. Repeats of a QoS 2 message that is still held are left out. */
  messages = 0;
  readonly inRate = new ArrivalRate();
  readonly outRate = new ArrivalRate();
  onReceived: ((packet: number, time: number) => void) | undefined;
  readonly #parts: CaptureParts;
  readonly #knownProperties = new KnownProperties();
  readonly #plain: PlainMessages;
  readonly #answers: PlainAnswers;
  /** By packet number: changes of the retained messages that are not known to be refused, the oldest first. */
  readonly #retaining = new Map<number, { readonly topic: number; readonly isSet: boolean }>();
  #valid: PublishShape | undefined;
  #validIn: ProtocolVersion | undefined;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
    this.#plain = new PlainMessages(parts, this.#knownProperties);
    this.#answers = new PlainAnswers(parts);
  }

  /**
   * Processes plain messages and the next steps of handshakes, from `from` on. @returns position of the first
   * packet that is neither
   */
  plain(bytes: Uint8Array, from: number, batch: PacketBatch): number {
    let end = from;
    for (let before = -1; end > before && end < bytes.length; ) {
      before = end;
      if (isPlainPublish(bytes[end] ?? 0)) end = this.#plainMessages(bytes, end, batch);
      else end = this.plainAnswers(bytes, end, 'in', batch);
    }
    if (end > from) this.#valid = undefined;
    return end;
  }

  #plainMessages(bytes: Uint8Array, from: number, batch: PacketBatch): number {
    if (this.onReceived !== undefined) return from;
    const { packets, end } = this.#plain.take(bytes, from, batch);
    if (packets === 0) return from;
    this.messages += packets;
    this.inRate.count(batch.time, packets);
    return end;
  }

  /** Processes the next steps of handshakes. @returns position of the first packet that is not one */
  plainAnswers(bytes: Uint8Array, from: number, direction: Direction, batch: AnswerBatch): number {
    if (!isPlainAnswer(bytes[from] ?? 0)) return from;
    return this.#answers.take(bytes, from, direction, batch);
  }

  /** The newest packet, if it is a PUBLISH of this version without an error for the decoder. */
  validPublish(version: ProtocolVersion): PublishShape | undefined {
    return this.#validIn === version ? this.#valid : undefined;
  }

  /** @returns the packet's number; 0: the recording is stopped */
  packet(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    masked = false,
  ): number {
    const arrived = { stream: this.#streamOf(stream), direction, time, masked };
    arrived.stream.wire[direction].bytes += bytes.length;
    const type = (bytes[0] ?? 0) >> 4;
    const isPublish = type === PUBLISH;
    this.#valid = undefined;
    const { version } = arrived.stream;
    if (version === undefined || type === CONNECT || type === CONNACK) {
      this.#learnVersion(arrived, bytes);
    }
    if (this.#parts.armed.isStopped) {
      this.#skip(arrived, bytes);
      return 0;
    }
    const number =
      masked && type > 0 && isFullyMasked(bytes)
        ? this.#unread(arrived.stream, direction, time, bytes, overwritten(bytes))
        : isPublish
          ? this.#publish(arrived, bytes)
          : this.#otherPacket(arrived, bytes);
    this.#parts.armed.arrived(number);
    return number;
  }

  /**
   * Reads the version from packets that break rules, too, and from other packets if the capture has no
   * CONNECT.
   */
  #learnVersion({ stream, masked }: Arrived, bytes: Uint8Array): void {
    if (masked) return;
    const { version } = stream;
    stream.version = versionSeen(bytes, version);
    if (isConnect(bytes)) stream.isGuessed = false;
    else if (version === undefined) stream.isGuessed = !stream.fromStart;
  }

  /** @returns the row's number; 0: the recording is stopped */
  brokenBytes(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    problem: PacketProblem,
  ): number {
    const at = this.#streamOf(stream);
    at.wire[direction].bytes += bytes.length;
    if (this.#parts.armed.isStopped) {
      this.#parts.armed.countUnrecorded();
      return 0;
    }
    const number = this.#unread(at, direction, time, bytes, problem);
    this.#parts.armed.arrived(number);
    return number;
  }

  /** Stores bytes that cannot be read as a packet. */
  #unread(
    stream: Stream,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    problem: PacketProblem,
  ): number {
    stream.version = connectVersion(bytes) ?? stream.version;
    const { version, ordinal } = stream;
    stream.count(direction, bytes.length);
    const inside = PARTIAL_RULES.has(problem.rule ?? '')
      ? problemsOf(bytes, version, direction, () => undefined)
      : undefined;
    // The content of the bytes is unknown, so the session is uncertain.
    stream.session.isKnown = false;
    stream.isUncertain = true;
    const arrival = { time, stream: ordinal, direction, version, packetId: 0, topic: NO_TOPIC };
    const number = this.#parts.log.appendUnframed(bytes, { ...arrival, hasProblem: true }, problem);
    this.#parts.problems.broken({ number, stream, time, direction, bytes }, problem, inside);
    return number;
  }

  #streamOf(ordinal: number): Stream {
    const stream = this.#parts.streams.get(ordinal);
    if (stream === undefined) throw new Error(`Stream ${ordinal} is not open.`);
    return stream;
  }

  #publish(arrived: Arrived, bytes: Uint8Array): number {
    const { stream, direction, time } = arrived;
    const shape = publishShape(bytes, stream.version, senderOf(direction), this.#knownProperties);
    const topic = shape === undefined ? NO_TOPIC : this.#topicOf(arrived, bytes, shape);
    const isOdd =
      shape === undefined ||
      topic === NO_TOPIC ||
      shape.breaksRule ||
      isPadded(bytes) ||
      this.#parts.names.isInvalid(topic);
    const problems = isOdd ? this.#problemsOf(arrived, bytes, topic) : NO_PROBLEMS;
    // In a complete stream, a PUBLISH without a topic is wrong even if its bytes are valid.
    const hasProblem = isOdd && (problems.length > 0 || !this.#parts.problems.lacksPackets(stream));
    if (isOdd || !this.#passes(arrived, bytes, shape, topic)) {
      this.#see(arrived, bytes, { publish: shape, topic, packet: undefined, problems });
    }
    const number = this.#parts.log.append(bytes, {
      time,
      stream: stream.ordinal,
      direction,
      version: stream.version,
      packetId: shape?.packetId ?? 0,
      topic,
      masked: arrived.masked,
      hasProblem: hasProblem || this.#parts.nextHasProblem,
    });
    if (direction === 'out') this.#parts.sent(topic, number, bytes, shape);
    stream.count(direction, bytes.length);
    const isBroken = problems.some(endsConnection);
    if (shape === undefined || topic === NO_TOPIC || isBroken) {
      // A conforming receiver takes no message from this packet. Others acknowledge it anyway, so an
      // acknowledgement is expected.
      if (shape !== undefined && !isBroken) this.#follow(arrived, bytes, shape, topic, number);
      else this.#parts.exchanges.unreadable({ stream, direction, number, time }, bytes);
      return number;
    }
    this.#reportConvention(arrived, bytes, shape, topic, number);
    const { payloadStart, reply } = shape;
    // Most messages are neither requests nor replies.
    if (reply !== undefined || this.#parts.replies.expects(topic)) {
      const dup = ((bytes[0] ?? 0) & DUP) !== 0;
      const seen = { number, time, stream: stream.ordinal, direction, topic, bytes };
      this.#parts.replies.publish({ ...seen, payloadStart, reply, dup });
    }
    if (!isOdd) {
      this.#valid = shape;
      this.#validIn = stream.version;
    }
    if (direction === 'in') {
      this.#received(arrived, bytes, shape, topic, number);
      if (!isOdd) this.#mayPass(arrived, bytes[0] ?? 0, topic, number);
    } else this.#sent(arrived, bytes, shape, topic, number);
    return number;
  }

  /** Rules broken by a PUBLISH. An alias may have been set in a part that the capture lacks. */
  #problemsOf({ stream, direction }: Arrived, bytes: Uint8Array, topic: number) {
    const topicAlias = () => this.#parts.names.name(topic);
    const problems = problemsOf(bytes, stream.version, direction, topicAlias);
    if (!this.#parts.problems.lacksPackets(stream)) return problems;
    return problems.filter(({ rule }) => rule !== 'topicAliasUnknown');
  }

  /** Passes a PUBLISH to the conventions that read its topic. @param number 0: the recording is stopped */
  #reportConvention(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    { payloadStart }: PublishShape,
    topic: number,
    number: number,
  ): void {
    const { names, messages } = this.#parts;
    if (!names.isRead(topic)) return;
    const { ordinal } = stream;
    messages.read({ number, time, stream: ordinal, direction, topic, bytes, payloadStart });
  }

  /** Stores only the facts that later packets need, while the recording is stopped. */
  #skip(arrived: Arrived, bytes: Uint8Array): void {
    const { stream, direction } = arrived;
    this.#parts.armed.countUnrecorded();
    this.#parts.problems.gap(stream);
    stream.version = connectVersion(bytes) ?? stream.version;
    const shape = publishShape(bytes, stream.version, senderOf(direction), this.#knownProperties);
    if (shape === undefined) return;
    const topic = this.#topicOf(arrived, bytes, shape);
    this.#reportConvention(arrived, bytes, shape, topic, 0);
    this.#parts.names.release(topic);
  }

  /** The topic of a PUBLISH, with its alias resolved. Its use count is increased. */
  #topicOf(arrived: Arrived, bytes: Uint8Array, shape: PublishShape): number {
    const { stream, direction } = arrived;
    const { topicStart, topicEnd, topicAlias } = shape;
    if (topicStart === topicEnd) {
      const topic = this.#parts.streams.aliased(stream, direction, topicAlias);
      this.#parts.names.retain(topic);
      return topic;
    }
    const topic = this.#parts.names.intern(bytes, topicStart, topicEnd);
    if (topicAlias > 0 && topic !== NO_TOPIC) {
      this.#parts.streams.setAlias(stream, direction, topicAlias, topic);
    }
    return topic;
  }

  /** Allows packets like this one on the fast path from now on, if it has no problems. */
  #mayPass({ stream, time }: Arrived, firstByte: number, topic: number, number: number): void {
    if (!this.#parts.hasViews || !isPlainPublish(firstByte)) return;
    if (this.#parts.problems.store.hasPacket(number)) return;
    this.#plain.received(stream, time, topic, qosIn(firstByte));
  }

  #received(
    arrived: Arrived,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
    number: number,
  ): void {
    if (this.#follow(arrived, bytes, shape, topic, number) || !this.#parts.hasViews) return;
    this.inRate.count(arrived.time);
    this.#toTopics(arrived, bytes, shape, topic, number);
    this.onReceived?.(number, arrived.time);
  }

  #sent(
    arrived: Arrived,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
    number: number,
  ): void {
    const { topics } = this.#parts;
    this.#parts.lastSent = number;
    const isRepeated = this.#follow(arrived, bytes, shape, topic, number);
    if (!this.#parts.hasViews) return;
    this.outRate.count(arrived.time);
    if (topics.haveSent) {
      if (!isRepeated) this.#toTopics(arrived, bytes, shape, topic, number);
    } else if (((bytes[0] ?? 0) & 1) !== 0 && canRetain(arrived.stream)) {
      const isSet = bytes.length > shape.payloadStart;
      if (!topics.published(topic, isSet) || shape.packetId === 0) return;
      const [oldest] = this.#retaining.size < MOST_RETAINING ? [] : this.#retaining.keys();
      if (oldest !== undefined) this.#retaining.delete(oldest);
      this.#retaining.set(number, { topic, isSet });
    }
  }

  /** Reverts the change of a PUBLISH to the retained messages, because its receiver refuses it. */
  #refused(answer: number): void {
    const { packet = 0 } = this.#parts.exchanges.packetExchange(answer) ?? {};
    this.#revert(packet);
  }

  /** A server that ends the connection for an error has not accepted what it has not acknowledged. */
  #rejected({ ordinal }: Stream): void {
    for (const packet of [...this.#retaining.keys()].reverse()) {
      if (this.#parts.log.row(packet)?.stream !== ordinal) continue;
      const arrived = this.#parts.exchanges.packetExchange(packet)?.arrived;
      if (arrived === 1) this.#revert(packet);
    }
  }

  #revert(packet: number): void {
    const change = this.#retaining.get(packet);
    if (change !== undefined) this.#parts.topics.published(change.topic, !change.isSet);
    this.#retaining.delete(packet);
  }

  #toTopics(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    { payloadStart, contentType }: PublishShape,
    topic: number,
    packet: number,
  ): void {
    this.messages += 1;
    const message = { packet, time, bytes, payloadStart, contentType, sent: direction === 'out' };
    // Only an empty message may delete the retained one without the flag.
    const isAsPublished =
      bytes.length === payloadStart && this.#isAsPublished(stream, direction, topic, packet);
    this.#parts.topics.receive(topic, { ...message, ...(isAsPublished && { isAsPublished }) });
  }

  #isAsPublished({ session }: Stream, direction: Direction, topic: number, packet: number) {
    const name = this.#parts.names.name(topic) ?? '';
    const subscriptions = () => session.subscriptionsAt(packet);
    return isAsPublished({ topic: name, direction, subscriptions });
  }

  /** @returns whether a receiver treats it as a message that it already holds (4.3.3) */
  #follow(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    { packetId }: PublishShape,
    topic: number,
    number: number,
  ): boolean {
    const qos = qosOf(bytes);
    if (qos === 0 || packetId === 0) return false;
    const dup = ((bytes[0] ?? 0) & DUP) !== 0;
    const seen = { stream, direction, number, time };
    return this.#parts.exchanges.publish(seen, { bytes, qos, packetId, dup, topic });
  }

  /** The fast path of a plain PUBLISH. */
  #passes(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
  ): boolean {
    this.#parts.nextHasProblem = false;
    const number = this.#parts.log.nextNumber;
    return this.#parts.problems.passes(stream, direction, number, time, bytes, shape, topic);
  }

  /** Runs before the stream learns from the packet. */
  #see(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    what: Pick<SeenPacket, 'publish' | 'topic' | 'packet' | 'problems'>,
  ): void {
    this.#parts.nextHasProblem = false;
    const number = this.#parts.log.nextNumber;
    const { publish, topic, packet, problems } = what;
    this.#parts.problems.see({
      number,
      time,
      direction,
      stream,
      bytes,
      publish,
      topic,
      packet,
      problems,
    });
  }

  #otherPacket(arrived: Arrived, bytes: Uint8Array): number {
    const { stream, direction, time } = arrived;
    const append = (packetId: number, hasProblem: boolean) => {
      stream.count(direction, bytes.length);
      return this.#parts.log.append(bytes, {
        time,
        stream: stream.ordinal,
        direction,
        version: stream.version,
        packetId,
        topic: NO_TOPIC,
        hasProblem: hasProblem || this.#parts.nextHasProblem,
        masked: arrived.masked,
      });
    };
    const ack = quickAck(bytes);
    const type = (bytes[0] ?? 0) >> 4;
    if (ack !== undefined) {
      this.#see(arrived, bytes, {
        publish: undefined,
        topic: NO_TOPIC,
        packet: ack,
        problems: NO_PROBLEMS,
      });
      const number = append(ack.packetId, false);
      this.#acknowledge({ stream, direction, number, time }, ack, type);
      return number;
    }
    const read = readArrival(bytes, stream.version, direction);
    const { packet, packetId, hasProblem, problems } = read;
    this.#see(arrived, bytes, { publish: undefined, topic: NO_TOPIC, packet, problems });
    // Runs first, so that the row of a CONNECT has the version that it requests.
    if (packet !== undefined) {
      this.#parts.streams.follow(stream, direction, packet, this.#parts.log.nextNumber, time);
    }
    const number = append(packetId, hasProblem);
    const will = seenWill({ stream: stream.ordinal, direction, number, time }, packet);
    if (will !== undefined) this.#parts.messages.takeWill(will);
    if (discardsWill(packet, direction)) {
      this.#parts.messages.discardWill({ stream: stream.ordinal, number, time });
    }
    const seen = { stream, direction, number, time };
    if (packet === undefined) this.#parts.exchanges.unreadable(seen, bytes);
    else this.#parts.exchanges.packet(seen, packet);
    if (direction === 'in' && packet !== undefined) {
      if (isRefusal(packet)) this.#refused(number);
      else if (isRejection(packet)) this.#rejected(stream);
    }
    return number;
  }

  /** Continues an exchange with an acknowledgement that is in the log. */
  #acknowledge(seen: Seen, ack: AckPacket, type: number): void {
    const { exchanges, log, nextHasProblem } = this.#parts;
    const sender = type === PUBREL ? seen.direction : otherWay(seen.direction);
    const ids = seen.stream.session.flow.of(sender);
    // Its exchange has to learn of a problem.
    const usual = nextHasProblem ? 0 : exchanges.usual.advance(seen, type, ack.packetId, ids);
    if (usual === 0) exchanges.ack(seen, ack);
    else log.setExchange(seen.number, usual);
  }
}
