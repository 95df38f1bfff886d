/** Runs the rules on each PUBLISH that is not handled by the fast path. */

import { findDiscouragedCharacter, findUtf8Error } from '../../base/utf8.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { innerFilter } from '../../mqtt/tables/topics.ts';
import type { Report } from '../findings/report.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { Judges } from '../rules/judges.ts';
import { Delivery } from '../rules/memory/delivery.ts';
import { ExpiryWatch } from '../rules/memory/expiryWatch.ts';
import { isRetained } from '../rules/memory/publishFlags.ts';
import { Repeaters } from '../rules/memory/repeaters.ts';
import { isOffensive, type MessageLog, type SeenPacket } from '../rules/memory/seenPacket.ts';
import { sessionMemoryOf } from '../rules/memory/sessionMemories.ts';
import type { TopicVerdict } from '../rules/memory/sessionMemory.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import type { Crossings } from './crossings.ts';
import type { Reporter } from './reporter.ts';

/** Longest payload checked as text, in bytes, if it claims to be text. */
const LONGEST_TEXT = 256 * 1024;

/** Bytes of a payload that other clients hardly send at the same time. */
const UNMISTAKABLE = 8;

/** `payload-format`. The fast path skips this rule and the next. */
function judgeText(bytes: Uint8Array, shape: PublishShape, report: Report): void {
  if (!shape.payloadIsText || bytes.length > LONGEST_TEXT) return;
  if (findUtf8Error(bytes.subarray(shape.payloadStart)) === undefined) return;
  report({ key: 'payload-not-utf8', args: {} });
}

/** `utf-8-discouraged`. @param name topic name */
function judgeCharacters(name: string, report: Report): void {
  if (findDiscouragedCharacter(name) >= 0) report({ key: 'topic-characters', args: {} });
}

export interface MessageContext {
  /** Topic name of an interned number. */
  readonly topicName: (topic: number) => string | undefined;
  /** True if a convention requires a leading slash for the topic, or for any topic of that client. */
  readonly hasLeadingSlash: (topic: string, owner: string) => boolean;
  /** True if servers of an ecosystem send messages on the topic to that client without a SUBSCRIBE. */
  readonly isSentUnasked?: ((topic: string, clientId: string) => boolean) | undefined;
  readonly messageLog: MessageLog;
  /** True if a plain delivery has to be compared with messages that clients sent before. */
  readonly needsComparison: (
    stream: StreamFacts,
    topic: number,
    packet: number,
    bytes: Uint8Array,
    payloadStart: number,
  ) => boolean;
}

export class Messages {
  readonly #context: MessageContext;
  readonly #judges: Judges;
  readonly #payloadFormat: Report;
  readonly #discouraged: Report;
  readonly #expiring = new ExpiryWatch();
  readonly #repeaters = new Repeaters();

  readonly #crossings: Crossings;

  constructor(reporter: Reporter, judges: Judges, context: MessageContext, crossings: Crossings) {
    this.#context = context;
    this.#crossings = crossings;
    this.#judges = judges;
    this.#payloadFormat = reporter.reportAs('payload-format');
    this.#discouraged = reporter.reportAs('utf-8-discouraged');
  }

  /** True if no published message with an expiry and no will has to be compared with deliveries. */
  isIdle(time: number): boolean {
    return this.#expiring.isIdle && !this.#crossings.wills.isWatching(time);
  }

  /** True if a plain delivery has to be compared with messages that clients sent before. */
  get needsComparison(): MessageContext['needsComparison'] {
    return this.#context.needsComparison;
  }

  /** Judges the content of a PUBLISH. */
  judge(packet: SeenPacket, shape: PublishShape, memory: StreamMemory): void {
    for (const { judge, report } of this.#judges.publish) judge(shape, packet, memory, report);
    judgeText(packet.bytes, shape, this.#payloadFormat);
    // The content of a malformed packet is not judged.
    if (isOffensive(packet)) return;
    if (shape.packetId > 0) {
      const { direction, number, time } = packet;
      memory.published(direction, qosIn(packet.bytes[0] ?? 0), shape.packetId, number, time);
    }
    const name = this.#context.topicName(packet.topic);
    if (name === undefined) return;
    for (const { judge, report } of this.#judges.message) {
      judge(name, shape, packet, this.#expiring, report);
    }
    const { direction, stream } = packet;
    if (memory.isTopicNew(direction, packet.topic, name)) {
      const { hasLeadingSlash } = this.#context;
      for (const { judge, report } of this.#judges.topic)
        judge(name, packet, hasLeadingSlash, report);
      judgeCharacters(name, this.#discouraged);
      this.#crossings.unheard.message(name, packet);
      // The client may repeat the message.
      if (direction === 'in') memory.forgetPlainSent(packet.topic, name);
      if (direction === 'out') this.#judgeOnWillTopic(name, shape, packet, memory);
    }
    if (direction === 'out') this.#crossings.published(name, shape, packet, memory);
    const isAccepted = stream.connect !== undefined && stream.connack?.code === 0;
    const isFollowed = isAccepted && !memory.hasGap && isSessionFollowed(packet, shape);
    const isPlain =
      direction === 'out'
        ? this.#sent(packet, shape, name, memory)
        : !isFollowed || this.#delivered(packet, shape, name, memory);
    if (isPlain) memory.setPlain(direction, packet.topic, name);
  }

  /** Judges a message of a client. @returns true if later ones on the topic need no check */
  #sent(packet: SeenPacket, shape: PublishShape, name: string, memory: StreamMemory): boolean {
    const { stream, topic, bytes } = packet;
    const isWatched =
      memory.hasSeen('in', topic, name) && !this.#repeaters.isSettled(stream.ordinal, name);
    if (!isWatched) return true;
    const payload = bytes.subarray(shape.payloadStart);
    const { messageLog: log } = this.#context;
    const repetition = this.#repeaters.published(name, packet, payload, log);
    if (repetition !== undefined) {
      for (const { judge, report } of this.#judges.repeated) judge(repetition, report);
    }
    return this.#repeaters.isSettled(stream.ordinal, name);
  }

  #judgeOnWillTopic(
    name: string,
    { payloadStart }: PublishShape,
    packet: SeenPacket,
    memory: StreamMemory,
  ): void {
    const will = memory.notes?.will;
    if (will?.topic !== name || !memory.isFirstReport('on will topic')) return;
    const payload = packet.bytes.subarray(payloadStart);
    for (const { judge, report } of this.#judges.onWillTopic) {
      judge(will, payload, packet, memory, report);
    }
  }

  /** Judges a delivery. @returns true if later ones with other payloads need no check */
  #delivered(packet: SeenPacket, shape: PublishShape, name: string, memory: StreamMemory): boolean {
    const { stream, topic, bytes } = packet;
    const session = sessionMemoryOf(stream);
    const verdict = stream.sessionKnown ? session.verdict(topic, name) : undefined;
    const isUnasked =
      verdict?.isSubscribed === false &&
      this.#context.isSentUnasked?.(name, stream.connect?.clientId ?? '') === true;
    if (verdict !== undefined && !isUnasked) {
      for (const { judge, report } of this.#judges.delivery) {
        judge(name, verdict, shape, packet, session, report);
      }
    }
    const { messageLog: log } = this.#context;
    const server = stream.server ?? '';
    const payload = bytes.subarray(shape.payloadStart);
    const wills = this.#crossings.wills.matching(server, name, payload);
    const retained = this.#crossings.retained.of(server, name);
    const isKnown = wills?.length !== 0 || retained !== undefined || shape.hasIdentifier;
    if (isKnown || log.mayHaveCopy(packet.number, topic, payload)) {
      const context = { name, packet, shape, memory, verdict, wills, retained, log };
      const delivery = new Delivery(context);
      for (const { judge, report } of this.#judges.origin) judge(delivery, report);
      log.compared(stream, topic, packet.number, delivery.candidates[0]?.packet ?? 0);
    } else log.compared(stream, topic, packet.number, 0);
    if (retained !== undefined) this.#crossings.shown(retained, payload, packet);
    if (verdict?.isOnlyShared === true) this.#crossings.shared(name, verdict, payload, packet);
    session.hasRetained ||= isRetained(packet);
    return verdict === undefined || (verdict.isSubscribed && isOrdinary(verdict));
  }
}

/**
 * A session that was resumed may have been used outside of the capture. Its messages are compared with their
 * publications only if no other message is mistaken for them.
 */
function isSessionFollowed({ stream, bytes }: SeenPacket, shape: PublishShape): boolean {
  const isResumed = stream.connack?.sessionPresent === true;
  return stream.sessionKnown || (isResumed && bytes.length - shape.payloadStart >= UNMISTAKABLE);
}

/** True if every message is permitted, without a subscription identifier. */
function isOrdinary({ existing, endedBy }: TopicVerdict): boolean {
  return (
    endedBy === 0 &&
    existing.every((one) => {
      const isShared = innerFilter(one.filter) !== undefined;
      return !one.isNoLocal && one.identifiers.length === 0 && !isShared;
    })
  );
}
