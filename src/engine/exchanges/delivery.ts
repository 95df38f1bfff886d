/** Explains why a message was delivered as it was. Computed on request for its PUBLISH (3.3.4, 4.3, 4.4). */

import { decode } from '../../mqtt/codec/decode.ts';
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import type { PublishPacket } from '../../mqtt/tables/packet.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { payloadOf, sameMessages } from '../log/sameMessages.ts';
import type { GrantedSubscription } from '../streams/streamFacts.ts';
import type { Streams } from '../streams/streams.ts';
import type { Delivery, SameMessage } from './exchange.ts';
import type { ExchangeBook } from './exchangeBook.ts';

/** Maximum number of packets that are searched backwards. */
const LOOKBACK = 100_000;
/** Maximum number of PUBLISH packets with the same topic whose payloads are compared. */
const COMPARED = 2_000;
/** Maximum time between copies for several subscriptions, or between two sends of the same message, µs. */
const COPIES_WITHIN = 1_000_000;
const AGAIN_WITHIN = 2_000_000;
const RETAINED_WITHIN = 60_000_000;
/** Maximum time until our own message is echoed, µs. A retained message has no limit. */
const BACK_WITHIN = 60_000_000;

const DUP = 8;
const RETAIN = 1;

export interface DeliverySources {
  readonly log: PacketLog;
  readonly names: TopicNames;
  readonly streams: Streams;
  readonly book: ExchangeBook;
}

const isPublish = ({ firstByte }: LogRow) => firstByte >> 4 === PUBLISH;
const qosOf = ({ firstByte }: LogRow) => qosIn(firstByte);
const isRetained = ({ firstByte }: LogRow) => (firstByte & RETAIN) !== 0;

/** Delivery of a received PUBLISH that is held; undefined for every other packet. */
export function deliveryOf(sources: DeliverySources, number: number): Delivery | undefined {
  const { log, names, streams } = sources;
  const row = log.row(number);
  if (
    row === undefined ||
    row.direction === 'out' ||
    !isPublish(row) ||
    row.unframed ||
    row.withheld
  ) {
    return undefined;
  }
  const topic = names.name(row.topic);
  if (topic === undefined || row.topic === NO_TOPIC) return undefined;
  const session = streams.remembered(row.stream)?.session;
  const matching = (session?.subscriptionsAt(number) ?? []).filter(({ filter }) =>
    topicMatches(filter, topic),
  );
  const { earlier, ours } = searchBackwards(sources, row);
  return {
    qos: qosOf(row),
    retained: isRetained(row),
    subscriptions: matching.map(({ filter, requestedQos, grantedQos, identifier, packet }) => ({
      filter,
      requestedQos,
      grantedQos,
      identifier,
      packet,
    })),
    identifiers: identifiersOf(log, row),
    published: ours && { packet: ours.number, qos: qosOf(ours) },
    same: redelivery(sources, row) ?? (earlier && sameMessage(log, row, earlier, matching)),
  };
}

/** The previous PUBLISH of the same exchange. */
function redelivery({ book }: DeliverySources, row: LogRow): SameMessage | undefined {
  if (row.exchange === 0 || book.store.stepOf(row.exchange, row.number) < 2) return undefined;
  const before = book.store
    .steps(row.exchange)
    .filter(({ packetType, packet }) => packetType === PUBLISH && packet < row.number)
    .at(-1);
  if (before === undefined) return undefined;
  const hasDup = (row.firstByte & DUP) !== 0;
  return { packet: before.packet, kind: 'redelivery', certainty: hasDup ? 'certain' : 'likely' };
}

interface Lookback {
  /** An earlier received message of the same session with the same topic and payload. */
  readonly earlier: LogRow | undefined;
  /** A sent message with the same topic and payload. */
  readonly ours: LogRow | undefined;
}

function searchBackwards({ log, streams }: DeliverySources, row: LogRow): Lookback {
  const session = streams.remembered(row.stream)?.session;
  let earlier: LogRow | undefined;
  let ours: LogRow | undefined;
  const payload = payloadOf(log, row);
  if (payload === undefined) return { earlier, ours };
  const wanted = { topic: row.topic, payload };
  for (const before of sameMessages(log, row.number, wanted, LOOKBACK, COMPARED)) {
    const age = row.time - before.time;
    if (before.direction === 'out') {
      if (age <= BACK_WITHIN || isRetained(row)) ours ??= before;
    } else if (age <= RETAINED_WITHIN && streams.remembered(before.stream)?.session === session) {
      earlier ??= before;
    }
    const isOver = age > BACK_WITHIN && !isRetained(row);
    if ((earlier !== undefined && ours !== undefined) || isOver) break;
  }
  return { earlier, ours };
}

function sameMessage(
  log: PacketLog,
  row: LogRow,
  earlier: LogRow,
  matching: readonly GrantedSubscription[],
): SameMessage | undefined {
  const packet = earlier.number;
  const age = row.time - earlier.time;
  if (isRetained(row) !== isRetained(earlier)) {
    // With Retain As Published the flag shows how it was published, not why it was delivered (3.8.3.1).
    const isTold = !matching.some(({ retainAsPublished }) => retainAsPublished);
    return { packet, kind: 'retained-then-live', certainty: isTold ? 'certain' : 'likely' };
  }
  if (matching.length > 1 && age <= COPIES_WITHIN) {
    const mine = identifiersOf(log, row);
    const other = identifiersOf(log, earlier);
    const isNamed = mine.length > 0 && other.length > 0;
    const isAnother = isNamed && !mine.some((identifier) => other.includes(identifier));
    if (isAnother) return { packet, kind: 'overlapping', certainty: 'certain' };
    if (!isNamed) return { packet, kind: 'overlapping', certainty: 'likely' };
  }
  // QoS 0 messages are never redelivered (4.3.1), so a repeated value comes from the sensor.
  if (age > AGAIN_WITHIN || qosOf(row) === 0) return undefined;
  return { packet, kind: 'new-delivery', certainty: 'unknown' };
}

function identifiersOf(log: PacketLog, row: LogRow): number[] {
  const packet = row.version === 5 ? publishAt(log, row) : undefined;
  return (packet?.properties ?? []).flatMap((property) =>
    property.name === 'subscriptionIdentifier' ? [property.value] : [],
  );
}

function publishAt(log: PacketLog, row: LogRow): PublishPacket | undefined {
  const bytes = log.view(row.number);
  const sender = row.direction === 'out' ? 'client' : 'server';
  const decoded = bytes && decode(bytes, row.version, sender);
  return decoded?.ok === true && decoded.packet.type === 'publish' ? decoded.packet : undefined;
}
