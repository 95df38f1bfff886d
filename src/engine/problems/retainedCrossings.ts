/** Follows retained messages: what clears and replaces them, and which subscriptions have to get them. */
import { sameBytes } from '../../base/bytes.ts';
import type { SubackPacket } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { innerFilter, splitShared } from '../../mqtt/tables/topics.ts';
import type { Judges } from '../rules/judges.ts';
import { hasExpiry, hasRetain } from '../rules/memory/delivery.ts';
import { ADDED, expect, LONGEST, MOST_EXPECTED } from '../rules/memory/expectedMessages.ts';
import { isRetained } from '../rules/memory/publishFlags.ts';
import { type RetainedMessage, RetainedMessages } from '../rules/memory/retainedMessages.ts';
import type { LoggedPublish, MessageLog, SeenPacket } from '../rules/memory/seenPacket.ts';
import { sessionMemoryOf } from '../rules/memory/sessionMemories.ts';
import type { PendingRequest, Place, TopicVerdict } from '../rules/memory/sessionMemory.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { KnownWill, Wills } from '../rules/memory/wills.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';

const SECOND = 1_000_000;
/** µs within which an otherwise idle server has sent a retained message or a will. */
const DEADLINE = 3 * SECOND;
/** Bytes of a payload without a value. */
const LONGEST_BLANK = 2;

export class RetainedCrossings {
  readonly messages = new RetainedMessages();
  readonly #judges: Judges;
  readonly #log: MessageLog;
  readonly #wills: Wills;

  constructor(judges: Judges, log: MessageLog, wills: Wills) {
    this.#judges = judges;
    this.#log = log;
    this.#wills = wills;
  }

  /** Handles a message that does not clear the retained message of its topic, if there is one. */
  judgeClearing(name: string, payload: Uint8Array, packet: SeenPacket, memory: StreamMemory): void {
    const { stream, number, topic, time } = packet;
    if (isRetained(packet) ? !isBlank(payload) : payload.length > 0) return;
    const known = this.messages.of(stream.server ?? '', name);
    if (known !== undefined && known.expiresAt <= time) return;
    // Its publisher may be outside the capture.
    const newest = this.#log.recent(stream, number, topic, false).find(hasRetain);
    const shown = newest?.direction === 'in' ? newest.payload.length : 0;
    // A payload of the same size may be binary data.
    if ((known?.size ?? shown) <= payload.length) return;
    const retained = known?.packet ?? newest?.packet ?? 0;
    for (const { judge, report } of this.#judges.notCleared) {
      judge(name, retained, packet, memory, report);
    }
  }

  /** Handles SUBACK: its subscriptions get the retained messages, new or repeated. */
  subscribed(
    suback: SubackPacket,
    request: PendingRequest | undefined,
    packet: SeenPacket,
    memory: StreamMemory,
  ): void {
    const { stream, time } = packet;
    if (request === undefined || request.kind !== 'subscribe' || !stream.sessionKnown) return;
    for (const [index, filter] of request.filters.entries()) {
      const code = suback.reasonCodes[index] ?? 0x80;
      if (isFailure(code) || request.wantsRetained[index] !== true) continue;
      const shared = innerFilter(filter);
      if (filter.startsWith('$') && shared === undefined) continue;
      const found = this.messages.matching(stream.server ?? '', shared ?? filter, {
        packet: request.packet,
        at: request.time,
        until: time + DEADLINE + SECOND,
      });
      if (shared !== undefined) {
        this.#judgeShared(filter, found[0], packet);
        continue;
      }
      const because = request.packet;
      const isRenewed = request.renews[index] === true;
      const reason = { because, of: stream, since: because, isRenewed } as const;
      const times = { from: time, deadline: time + DEADLINE };
      for (const retained of found) {
        const { topic, payload, packet: origin, size, expiresAt } = retained;
        if (size + topic.length + ADDED > memory.maximumPacketSize.in) continue;
        const message = { kind: 'retained', topic, payload, origin, expiresAt, retained } as const;
        expect(memory, { ...message, ...reason, ...times });
      }
      // No more are expected at once.
      if (!isRenewed || found.length > 0 || request.filters.length > MOST_EXPECTED) continue;
      const shown = this.#shown(filter, because, stream);
      if (shown === undefined) continue;
      const { packet: origin } = shown;
      const payload = shown.payload.slice();
      const message = { kind: 'retained', topic: filter, payload, origin } as const;
      const kept = { expiresAt: Number.POSITIVE_INFINITY, retained: undefined };
      expect(memory, { ...message, ...reason, ...times, ...kept });
    }
  }

  #judgeShared(filter: string, retained: RetainedMessage | undefined, packet: SeenPacket): void {
    const { stream, number, time } = packet;
    const isCertain = stream.version === 5 && splitShared(filter) !== undefined;
    const asked = sessionMemoryOf(stream).filters.get(filter);
    if (asked !== undefined) asked.withheld = isCertain ? undefined : retained;
    if (retained === undefined || !isCertain) return;
    this.#reportShared(filter, retained, { packet: number, time }, stream);
  }

  #reportShared(
    filter: string,
    retained: RetainedMessage,
    granted: Place,
    stream: StreamFacts,
  ): void {
    for (const { judge, report } of this.#judges.sharedGranted)
      judge(filter, retained, granted, stream, report);
  }

  /**
   * Handles a message that matches only shared subscriptions. Before MQTT 5, it shows that the server has such
   * subscriptions.
   */
  shared(name: string, { existing }: TopicVerdict, payload: Uint8Array, packet: SeenPacket): void {
    const [only] = existing;
    if (only?.withheld === undefined || existing.length > 1) return;
    const { filter, withheld, grantedAt } = only;
    const { stream } = packet;
    const asked = sessionMemoryOf(stream).filters.get(filter);
    if (asked !== undefined) asked.withheld = undefined;
    const isOfConnection = grantedAt.packet > (stream.connect?.packet ?? packet.number);
    const isLike = withheld.topic === name && isSame(withheld.payload, payload);
    const mayBeIt =
      isRetained(packet) || (isLike && !this.#isSentSince(grantedAt, packet, payload));
    if (isOfConnection && !mayBeIt) this.#reportShared(filter, withheld, grantedAt, stream);
  }

  /** True if a client sent a message after that packet. */
  #isSentSince(after: Place, { stream, number, topic }: SeenPacket, payload: Uint8Array): boolean {
    const before = this.#log.recent(stream, number, topic, true);
    return before.some(({ direction, packet, payload: sent }) => {
      return direction === 'out' && packet > after.packet && sameBytes(sent, payload);
    });
  }

  /** Handles a message of the server with RETAIN. */
  shown(retained: RetainedMessage, payload: Uint8Array, packet: SeenPacket): void {
    if (retained.payload === undefined || !isRetained(packet)) return;
    if (sameBytes(retained.payload, payload)) retained.shownBy ||= packet.number;
  }

  /**
   * The last message for a filter without wildcards before its SUBSCRIBE was repeated, if the server sent it to
   * this connection as the retained message. Its publisher is not in the capture.
   */
  #shown(filter: string, before: number, stream: StreamFacts): LoggedPublish | undefined {
    const { ordinal, server = '', connack } = stream;
    if (connack === undefined || this.messages.of(server, filter) !== undefined) return undefined;
    const newest = this.#log
      .since(stream, connack.packet, filter)
      ?.find(({ packet, direction, stream: one }) => {
        return packet < before && (direction === 'out' || one === ordinal);
      });
    if (newest === undefined || newest.direction === 'out' || !hasRetain(newest)) return undefined;
    const isKept = newest.payload.length > 0 && newest.payload.length <= LONGEST;
    return isKept && !hasExpiry(newest) ? newest : undefined;
  }

  /** A device with a new client identifier on each connection gets the will of its old connection. */
  judgeReplaced(known: KnownWill, time: number): void {
    const { stream, will, replaces } = known;
    const { server = '', connect } = stream;
    const message = this.messages.of(server, will.topic) ?? replaces;
    if (message === undefined || message.size === 0 || will.payload === undefined) return;
    if (message.payload === undefined || sameBytes(message.payload, will.payload)) return;
    const others = this.#wills.matching(server, will.topic, will.payload) ?? [];
    const isBack = others.some(
      ({ state, will: { retain }, stream: { connect: other } }) =>
        state === 'open' &&
        retain &&
        other !== undefined &&
        other.owner === message.owner &&
        other.packet < message.packet &&
        other.packet > (connect?.packet ?? 0) &&
        other.clientId !== connect?.clientId,
    );
    if (!isBack) return;
    for (const { judge, report } of this.#judges.willReplaces) judge(known, message, time, report);
  }

  /** Handles a will with RETAIN that the server has published. */
  setWill({ stream, will, by, at, replaces }: KnownWill, expiresAt: number): void {
    const { topic, payload } = will;
    const server = stream.server ?? '';
    if (payload === undefined) {
      this.messages.doubt(server, topic);
      return;
    }
    const time = at + DEADLINE;
    const place = { packet: stream.connect?.packet ?? by, time, owner: stream.connect?.owner };
    const setting = { ...place, expiresAt, replaces };
    this.messages.set(server, topic, payload, setting).acceptedBy = by;
  }
}

/** @param kept undefined if it was too long to keep */
const isSame = (kept: Uint8Array | undefined, payload: Uint8Array): boolean =>
  kept === undefined || sameBytes(kept, payload);

/** A space, or the end of a line, which a shell may write instead of nothing. */
const isBlank = (payload: Uint8Array): boolean =>
  payload.length > 0 &&
  payload.length <= LONGEST_BLANK &&
  payload.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x0a);
