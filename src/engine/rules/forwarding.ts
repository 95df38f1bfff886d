/**
 * Rules that follow a message across the broker: its publication and its delivery are in one capture (3.3,
 * 3.8.4, 4.3, 4.6, 4.8).
 */
import { sameBytes } from '../../base/bytes.ts';
import { PROPERTIES, type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import { innerFilter, splitShared } from '../../mqtt/tables/topics.ts';
import { clipped } from '../findings/report.ts';
import {
  type Delivery,
  hasRetain,
  identifiersIn,
  publishedQos,
  sentProperties,
} from './memory/delivery.ts';
import { wasBefore } from './memory/retainedMessages.ts';
import type { LoggedPublish, SeenPacket } from './memory/seenPacket.ts';
import { sessionMemoryOf } from './memory/sessionMemories.ts';
import type { ExistingSubscription } from './memory/sessionMemory.ts';
import type { Rules } from './rule.ts';

const SECOND = 1_000_000;
/** s; two clocks round, and a packet may wait in a network. */
const ROUNDING = 2;
/** µs between SUBACK and a publication. After them, no retained copy of that subscription is in transit. */
const RETAINED_AT_ONCE = 20_000;
/** The same if retained messages have arrived. */
const RETAINED_BURST = 2 * SECOND;
/** Minimum size of a payload that counts as unique. */
const UNMISTAKABLE = 8;
/** µs; see `delivered-above-published`. */
const SENT_WITHIN = 5 * SECOND;

const FORWARDED = [
  ['payloadFormatIndicator', '3.3.2-4'],
  ['contentType', '3.3.2-20'],
  ['responseTopic', '3.3.2-15'],
  ['correlationData', '3.3.2-16'],
] as const;

const FOLLOWED = ['client', 'server', 'beginning'] as const;

export const FORWARDING = {
  'delivered-above-published': {
    severity: 'warn',
    v4: '3.8.4-6',
    v5: '3.8.4-8',
    needs: FOLLOWED,
    // 3.8.4: a message has at most the QoS with which it was published.
    origin({ name, qos, sent, isRetained, payload, packet }, report) {
      if (qos === 0 || payload.length < UNMISTAKABLE) return;
      const [newest] = sent;
      if (newest === undefined || sent.some((one) => publishedQos(one) >= qos)) return;
      if (!isRetained && packet.time - newest.time > SENT_WITHIN) return;
      const args = { topic: clipped(name), qos, published: publishedQos(newest) };
      report({ key: 'delivered-above-published', args }, { other: newest.shownIn });
    },
  },
  'delivered-below-granted': {
    severity: 'error',
    v4: '3.8.4-6',
    v5: '3.8.4-8',
    needs: FOLLOWED,
    origin({ name, qos, origins, subscriptions, packet }, report) {
      const isOnly = isOnlyCopy(packet, subscriptions);
      const granted = requiredQos(subscriptions, isOnly);
      if (qos >= granted) return;
      const [newest] = origins;
      const published = Math.min(...origins.map(publishedQos));
      if (newest === undefined || qos >= published) return;
      const args = { topic: clipped(name), qos, published, granted };
      const statement = isOnly ? '3.3.4-2' : undefined;
      report({ key: 'delivered-below-granted', args }, { other: newest.shownIn, statement });
    },
    // 3.3.4: of overlapping subscriptions, one with the highest QoS has a copy.
    missed({ expected, received, subscriptions, sentBefore }, report) {
      const { kind, topic, payload, origin: other } = expected;
      if (kind !== 'copy' || payload === undefined) return;
      const copies = received.filter((one) => sameBytes(one.payload, payload));
      const [last] = copies;
      const own = sentBefore?.find(({ packet }) => packet === other);
      if (last === undefined || own === undefined) return;
      // Judged on its arrival.
      if (copies.some((one) => identifiersIn(one.bytes).length > 1)) return;
      const published = publishedQos(own);
      const qos = Math.max(...copies.map(publishedQos));
      const granted = Math.max(...subscriptions.map(({ current }) => current));
      if (qos >= Math.min(published, granted)) return;
      const args = { topic: clipped(topic), qos, published, granted };
      const statement = last.version === 5 ? '3.3.4-2' : '3.3.5-1';
      report({ key: 'delivered-below-granted', args }, { packet: last.packet, other, statement });
    },
  },
  'message-expiry-changed': {
    severity: 'error',
    v5: '3.3.2-6',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, origins, packet, messageExpiry: delivered } = delivery;
      const [newest] = origins;
      if (newest === undefined || packet.stream.version !== 5 || delivery.isRedelivery) return;
      const found = origins.map((one) => {
        const published = propertyValue(sentProperties(one), 'messageExpiryInterval');
        return { published, waited: (packet.time - one.time) / SECOND };
      });
      if (found.some(({ published, waited }) => isReduced(published, delivered, waited))) return;
      const { published = 0, waited = 0 } = found[0] ?? {};
      const args = { topic: clipped(name), published, delivered, waited: waited * SECOND };
      report({ key: 'message-expiry-changed', args }, { other: newest.shownIn });
    },
  },
  'message-properties-changed': {
    severity: 'error',
    v5: '3.3.2-17',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, origins, packet } = delivery;
      const [newest] = origins;
      if (newest === undefined || packet.stream.version !== 5) return;
      const { properties } = delivery;
      const changes = origins.map((one) => changeOf(sentProperties(one) ?? [], properties));
      const [change] = changes;
      if (change === undefined || changes.includes(undefined)) return;
      const { property, how, statement } = change;
      const args = { topic: clipped(name), property: PROPERTIES[property].label, how };
      report({ key: 'message-properties-changed', args }, { other: newest.shownIn, statement });
    },
  },
  'own-message-returned': {
    severity: 'error',
    v5: '3.8.3-3',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, origins, isRetained, subscriptions } = delivery;
      const [newest] = origins;
      if (newest === undefined || isRetained || subscriptions.length === 0) return;
      if (!subscriptions.every(({ isNoLocal }) => isNoLocal)) return;
      if (!origins.every((one) => delivery.isOfSameSession(one))) return;
      report(
        { key: 'own-message-returned', args: { topic: clipped(name) } },
        { other: newest.shownIn },
      );
    },
  },
  'subscription-identifier-of-another': {
    severity: 'error',
    v5: '3.3.4-3',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, verdict, packet } = delivery;
      const existing = verdict?.existing ?? [];
      const [first] = existing;
      if (first === undefined || packet.stream.version !== 5) return;
      const found = identifiersIn(packet.bytes);
      if (found.length === 0) return;
      const own = existing.flatMap((one) => identifiersAt(one, delivery));
      const { identifiers } = sessionMemoryOf(packet.stream);
      const wrong = found.find((one) => !own.includes(one) && identifiers.has(one));
      if (wrong === undefined) return;
      const { filter, identifier, askedAt } = first;
      const args = {
        topic: clipped(name),
        identifier: wrong,
        filter: clipped(filter),
        own: identifier,
      };
      report({ key: 'subscription-identifier-of-another', args }, { other: askedAt.packet });
    },
  },
  'retain-flag-kept': {
    severity: 'error',
    v4: '3.3.1-9',
    v5: '3.3.1-12',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, isRetained, memory, mayKeepRetain } = delivery;
      if (!isRetained || memory.notes?.isBridge === true || mayKeepRetain) return;
      const other = publishedLive(delivery);
      if (other === undefined) return;
      report({ key: 'retain-flag-kept', args: { topic: clipped(name) } }, { other: other.shownIn });
    },
  },
  'retain-flag-changed': {
    severity: 'error',
    v5: '3.3.1-13',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, isRetained, subscriptions, sent, origins, mayBeWill } = delivery;
      if (subscriptions.length === 0) return;
      if (!subscriptions.every(({ isAsPublished }) => isAsPublished)) return;
      const isCleared = !isRetained && origins.length > 0 && origins.every(hasRetain);
      const isSet = isRetained && !mayBeWill && sent.length > 0 && !sent.some(hasRetain);
      const other = isCleared ? origins[0] : isSet ? publishedLive(delivery) : undefined;
      if (other === undefined) return;
      const args = { topic: clipped(name), isSet };
      report({ key: 'retain-flag-changed', args }, { other: other.shownIn });
    },
  },
  'delivered-out-of-order': {
    severity: 'error',
    v4: '4.6.0-6',
    v5: '4.6.0-5',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, isRetained, isRedelivery, origins } = delivery;
      const [own] = origins;
      const isPlain = !isRetained && !isRedelivery && !isShared(delivery);
      if (own === undefined || origins.length > 1 || !isPlain) return;
      if (!isFirstDelivery(delivery, own)) return;
      const overtaking = overtakerOf(delivery, own);
      if (overtaking === undefined) return;
      const args = { topic: clipped(name) };
      report({ key: 'delivered-out-of-order', args }, { other: overtaking.packet });
    },
  },
  'delivered-twice': {
    severity: 'error',
    v4: '4.3.3-2',
    v5: '4.3.3-10',
    needs: FOLLOWED,
    origin({ name, isRetained, isRedelivery, candidates, earlier, copies, verdict }, report) {
      const [last] = earlier;
      if (last === undefined || isRetained || isRedelivery) return;
      const isKnown = (verdict?.existing.length ?? 0) > 0;
      if (!isKnown || copies === 0 || earlier.length < copies) return;
      if (!candidates.every((one) => publishedQos(one) === 2)) return;
      report({ key: 'delivered-twice', args: { topic: clipped(name) } }, { other: last.packet });
    },
  },
  'shared-message-twice': {
    severity: 'error',
    v4: '4.7.2-1',
    v5: '4.8.2',
    needs: FOLLOWED,
    origin(delivery, report) {
      const { name, isRetained, isRedelivery, origins, same, packet } = delivery;
      const [own] = origins;
      const filter = sharedFilter(delivery);
      if (own === undefined || origins.length > 1 || isRetained || isRedelivery) return;
      if (filter === undefined) return;
      const other = same.find(
        (one) =>
          one.direction === 'in' &&
          one.packet > own.packet &&
          one.stream !== packet.stream.ordinal &&
          delivery.isOnlyFilterOf(one.stream, filter),
      );
      if (other === undefined) return;
      const args = { topic: clipped(name), filter: clipped(filter), stream: other.stream };
      report({ key: 'shared-message-twice', args }, { other: other.shownIn });
    },
  },
  'delivered-after-unsubscribe': {
    severity: 'error',
    v4: '3.10.4-2',
    v5: '3.10.4-2',
    needs: FOLLOWED,
    origin({ name, isRetained, origins, verdict }, report) {
      const endedBy = verdict?.endedBy ?? 0;
      const oldest = origins.at(-1);
      if (endedBy === 0 || oldest === undefined || isRetained || oldest.packet < endedBy) return;
      const args = { topic: clipped(name), published: oldest.packet };
      report({ key: 'delivered-after-unsubscribe', args }, { other: endedBy });
    },
  },
} satisfies Rules;

/** Identifiers of former requests count as long as messages for them may be on their way. */
function identifiersAt(
  { identifier, identifiers, grantedAt }: ExistingSubscription,
  { isRetained, sent, packet }: Delivery,
): readonly (number | undefined)[] {
  const oldest = sent.at(-1);
  const isLater = oldest !== undefined && oldest.packet > grantedAt.packet;
  const isOver = isRetained || isLater || packet.time - grantedAt.time >= SECOND;
  return isOver ? [identifier] : identifiers;
}

/** 3.8.4, 3.3.4: QoS that the server uses at least; −1 if it is not known. */
function requiredQos(existing: readonly ExistingSubscription[], isOnly: boolean): number {
  const granted = existing.map(({ current }) => current);
  if (granted.length === 0) return -1;
  return isOnly ? Math.max(...granted) : Math.min(...granted);
}

/** 3.3.4: a copy with the identifiers of all subscriptions is the only one, and has their highest QoS. */
function isOnlyCopy(
  { stream, bytes }: SeenPacket,
  existing: readonly ExistingSubscription[],
): boolean {
  if (stream.version !== 5 || existing.length < 2) return false;
  if (existing.some(({ filter }) => splitShared(filter) !== undefined)) return false;
  const found = identifiersIn(bytes);
  const own = new Set(existing.map(({ identifier }) => identifier));
  return own.size === existing.length && [...own].every((one) => one && found.includes(one));
}

/** 3.3.2.3.3. @param waited s */
function isReduced(published: number | undefined, delivered: number | undefined, waited: number) {
  if (published === undefined) return true;
  if (delivered === undefined || delivered > published) return false;
  return published - delivered >= Math.floor(waited) - ROUNDING;
}

interface Change {
  readonly property: keyof typeof PROPERTIES;
  readonly how: 'missing' | 'changed' | 'order';
  readonly statement: string;
}

/** The first property that the server did not forward as it was. Properties that it adds do not count. */
function changeOf(sent: readonly Property[], delivered: readonly Property[]): Change | undefined {
  for (const [property, statement] of FORWARDED) {
    const was = propertyValue(sent, property);
    const is = propertyValue(delivered, property);
    if (was === undefined || isSame(was, is)) continue;
    return { property, how: is === undefined ? 'missing' : 'changed', statement };
  }
  const was = pairsOf(sent);
  const is = pairsOf(delivered);
  const property = 'userProperty';
  if (was.some((pair) => !is.includes(pair)))
    return { property, how: 'missing', statement: '3.3.2-17' };
  // Properties that the server added are skipped.
  let at = 0;
  for (const pair of is) if (pair === was[at]) at += 1;
  return at === was.length ? undefined : { property, how: 'order', statement: '3.3.2-18' };
}

type Value = string | number | Uint8Array | undefined;

function isSame(a: Value, b: Value): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? sameBytes(a, b) : a === b;
}

const pairsOf = (properties: readonly Property[]): readonly string[] =>
  properties.flatMap((one) => (one.name === 'userProperty' ? [JSON.stringify(one.value)] : []));

/**
 * The publication of a message that existing subscriptions match; undefined if this may be a retained copy for
 * a subscription.
 */
function publishedLive(delivery: Delivery): LoggedPublish | undefined {
  const { sent, verdict, packet, mayBeWill, isUnmistakable } = delivery;
  const existing = verdict?.existing ?? [];
  const [newest] = sent;
  const oldest = sent.at(-1);
  if (
    newest === undefined ||
    oldest === undefined ||
    existing.length === 0 ||
    mayBeWill ||
    !isUnmistakable
  )
    return;
  const askedAt = Math.max(...existing.map(({ grantedAt }) => grantedAt.time));
  const askedBy = Math.max(...existing.map(({ grantedAt }) => grantedAt.packet));
  const session = sessionMemoryOf(packet.stream);
  const pause = session.hasRetained ? RETAINED_BURST : RETAINED_AT_ONCE;
  const isLate = oldest.time - askedAt >= pause || isNoRetainedCopy(delivery);
  const isLive = oldest.packet > askedBy && isLate;
  return isLive && packet.time - newest.time <= SENT_WITHIN ? newest : undefined;
}

/**
 * True if a message with RETAIN is not a retained copy for a subscription, at any time. Shared subscriptions get
 * none (5.0 §4.8.2), each request gets one for a topic (3.3.1.3), or the retained message is a different one.
 */
function isNoRetainedCopy(delivery: Delivery): boolean {
  const { isRetained, isRedelivery, verdict, sent, retained, payload, packet } = delivery;
  if (!isRetained || isRedelivery || verdict === undefined) return false;
  const { existing, retainedRequests } = verdict;
  const isOnlyShared = existing.every(({ filter }) => splitShared(filter) !== undefined);
  if (isOnlyShared && packet.stream.version === 5) return true;
  if (delivery.retainedBefore.length >= retainedRequests) return true;
  if (retained?.payload === undefined || sent.some(hasRetain)) return false;
  const isKnown = existing.every(({ askedAt }) =>
    wasBefore(retained, askedAt.packet, askedAt.time),
  );
  const possible = [retained.payload, ...retained.former];
  return isKnown && !possible.some((one) => sameBytes(one, payload));
}

const isShared = ({ verdict }: Delivery): boolean =>
  verdict?.existing.some(({ filter }) => innerFilter(filter) !== undefined) === true;

/** The shared subscription that caused the delivery; undefined if there may be another reason. */
function sharedFilter({ verdict }: Delivery): string | undefined {
  const [only, ...others] = verdict?.existing ?? [];
  if (only === undefined || others.length > 0) return undefined;
  return innerFilter(only.filter) === undefined ? undefined : only.filter;
}

/** True if the message cannot have been sent before, on an earlier connection of the session. */
function isFirstDelivery({ received, packet, memory }: Delivery, own: LoggedPublish): boolean {
  if (received.length > 0) return false;
  if (packet.stream.connack?.sessionPresent === false) return true;
  return memory.absence !== undefined && own.packet > memory.absence.since;
}

/** A later message of the same client with the same QoS that has arrived here before. */
function overtakerOf({ onTopic, packet, qos }: Delivery, own: LoggedPublish) {
  const { ordinal } = packet.stream;
  return onTopic.find((one) => {
    const isHere = one.direction === 'in' && one.stream === ordinal && one.packet > own.packet;
    if (!isHere || hasRetain(one) || publishedQos(one) !== qos || (one.firstByte & 8) !== 0)
      return false;
    const sent = onTopic.filter(
      ({ direction, payload }) => direction === 'out' && sameBytes(payload, one.payload),
    );
    const [of] = sent;
    if (sent.length !== 1 || of === undefined || of.stream !== own.stream) return false;
    return (
      of.packet > own.packet && of.packet < one.packet && publishedQos(of) === publishedQos(own)
    );
  });
}
