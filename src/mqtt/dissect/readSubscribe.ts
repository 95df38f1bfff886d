/** SUBSCRIBE (3.8), SUBACK (3.9), UNSUBSCRIBE (3.10) and UNSUBACK (3.11). */
import { plainBreach } from '../statements/breaches.ts';
import type { Rule } from '../statements/rule.ts';
import { RULES } from '../statements/rules.ts';
import { SUBSCRIBE_FIELDS } from '../tables/fieldKinds.ts';
import type {
  SubackPacket,
  SubscribePacket,
  SubscriptionRequest,
  UnsubackPacket,
  UnsubscribePacket,
} from '../tables/packet.ts';
import { isReasonCodeValid } from '../tables/reasonCodes.ts';
import type { TopicError } from '../tables/topicErrors.ts';
import { topicFilterError } from '../tables/topics.ts';
import {
  notDefined,
  qosMeaning,
  reasonMeaning,
  type ValueMeaning,
} from '../tables/valueMeanings.ts';
import type { BitField, PacketReader } from './reader.ts';
import { type FixedHeader, toQos } from './readHeader.ts';
import { readProperties } from './readProperties.ts';
import { readPacketId } from './readPublish.ts';

const F = SUBSCRIBE_FIELDS;

const FILTER = { group: F.topicFilter, length: F.filterLength, content: F.filter };
const UNSUBSCRIBE_FILTER = {
  group: F.unsubscribeTopicFilter,
  length: F.unsubscribeFilterLength,
  content: F.unsubscribeFilter,
};

const handlingMeaning = (value: number): ValueMeaning =>
  value === 0 || value === 1 || value === 2
    ? { key: 'retain-handling', args: { value } }
    : notDefined(value);

const OPTION_BITS: readonly BitField[] = [
  { kind: F.reserved, mask: 0xc0 },
  { kind: F.retainHandling, mask: 0x30, meaning: handlingMeaning },
  { kind: F.retainAsPublished, mask: 0x08 },
  { kind: F.noLocal, mask: 0x04 },
  { kind: F.maximumQos, mask: 0x03, meaning: qosMeaning },
];
/** In 3.1 the byte has no name: it is the QoS, and the other bits are not used. */
const QOS_IN_3_1 = [
  { kind: F.requestedQos, mask: 0x03, meaning: qosMeaning },
  { kind: F.reserved, mask: 0xfc },
] as const;
const OPTION_BITS_BEFORE_5: readonly BitField[] = [
  { kind: F.reserved, mask: 0xfc },
  { kind: F.requestedQos, mask: 0x03, meaning: qosMeaning },
];

export function readSubscribe(reader: PacketReader, header: FixedHeader): SubscribePacket {
  const packetId = readPacketId(reader);
  const properties = readProperties(reader, 'subscribe');
  if (reader.remaining === 0) {
    const breach = { key: 'no-filter', args: { packet: 'subscribe' } } as const;
    reader.breach(RULES.noFilter, breach, reader.position, 0);
  }
  const subscriptions: SubscriptionRequest[] = [];
  while (reader.remaining > 0) subscriptions.push(readSubscription(reader));
  return {
    type: 'subscribe',
    packetId,
    ...(reader.version === 3 && header.dup ? { dup: true } : {}),
    properties,
    subscriptions,
  };
}

function readSubscription(reader: PacketReader): SubscriptionRequest {
  reader.open(F.subscription);
  const filter = readFilter(reader, FILTER);
  const at = reader.position;
  const options = readOptions(reader);
  judgeOptions(reader, options, filter, at);
  const isV5 = reader.version === 5;
  const handling = (options >> 4) & 0x03;
  const qos = options & 0x03;
  reader.close(filter, reader.tree && { key: 'subscription', args: { filter, qos } });
  return {
    filter,
    qos: toQos(qos),
    noLocal: isV5 && (options & 0x04) !== 0,
    retainAsPublished: isV5 && (options & 0x08) !== 0,
    retainHandling: isV5 && (handling === 1 || handling === 2) ? handling : 0,
  };
}

function readOptions(reader: PacketReader): number {
  if (reader.version === 3) return reader.namelessBits(QOS_IN_3_1);
  return reader.bits(F.options, reader.version === 5 ? OPTION_BITS : OPTION_BITS_BEFORE_5);
}

function readFilter(
  reader: PacketReader,
  kinds: typeof FILTER | typeof UNSUBSCRIBE_FILTER,
): string {
  const at = reader.position;
  const filter = reader.text(kinds);
  if (filter === undefined) return '';
  const why = topicFilterError(filter, reader.version);
  if (why) {
    const breach = { key: 'topic', args: { why } } as const;
    reader.breach(filterRule(why), breach, at, reader.position - at);
  }
  return filter;
}

function filterRule({ key, args }: TopicError): Rule {
  if (key === 'empty') return RULES.filterEmpty;
  if (key === 'hash-before-end') return RULES.filterHash;
  if (key !== 'part-of-level') return RULES.filterShared;
  return args.wildcard === '#' ? RULES.filterHash : RULES.filterPlus;
}

function judgeOptions(reader: PacketReader, options: number, filter: string, at: number): void {
  if ((options & 0x03) === 3) {
    const rule = reader.version === 5 ? RULES.maximumQos3 : RULES.subscribeQos3;
    reader.breach(rule, plainBreach('subscribe-qos-3'), at, 1);
    reader.isMeaningless = true;
  }
  const reserved = options & (reader.version === 5 ? 0xc0 : 0xfc);
  if (reserved !== 0) {
    const rule = reader.version === 3 ? RULES.unusedSubscribeBits : RULES.subscribeReserved;
    reader.breach(rule, { key: 'reserved-bits', args: { bits: reserved } }, at, 1);
  }
  if (reader.version < 5) return;
  if ((options & 0x30) === 0x30) {
    reader.breach(RULES.retainHandling3, plainBreach('retain-handling-3'), at, 1);
    reader.isMeaningless = true;
  }
  if ((options & 0x04) !== 0 && filter.startsWith('$share/')) {
    reader.breach(RULES.noLocalShared, plainBreach('no-local-shared'), at, 1);
  }
}

export function readSuback(reader: PacketReader): SubackPacket {
  const packetId = readPacketId(reader);
  const properties = readProperties(reader, 'suback');
  if (reader.remaining === 0) {
    const breach = { key: 'no-code', args: { packet: 'suback' } } as const;
    reader.breach(RULES.noCode, breach, reader.position, 0);
  }
  const reasonCodes: number[] = [];
  while (reader.remaining > 0) {
    const at = reader.position;
    const kind = reader.version === 5 ? F.subackCode : F.returnCode;
    const code = reader.byte(kind, (value) => reasonMeaning('suback', value, reader.version));
    if (!isReasonCodeValid('suback', code, reader.version)) {
      const isFailure = code === 0x80 && reader.version === 3;
      const rule = isFailure ? RULES.subackFailure : RULES.subackCode;
      const args = { packet: 'suback', code, called: 'code' } as const;
      reader.breach(rule, { key: 'no-such-code', args }, at, 1);
    }
    reasonCodes.push(code);
  }
  return { type: 'suback', packetId, properties, reasonCodes };
}

export function readUnsubscribe(reader: PacketReader, header: FixedHeader): UnsubscribePacket {
  const packetId = readPacketId(reader);
  const properties = readProperties(reader, 'unsubscribe');
  if (reader.remaining === 0) {
    const breach = { key: 'no-filter', args: { packet: 'unsubscribe' } } as const;
    reader.breach(RULES.noUnsubscribeFilter, breach, reader.position, 0);
  }
  const filters: string[] = [];
  while (reader.remaining > 0) filters.push(readFilter(reader, UNSUBSCRIBE_FILTER));
  return {
    type: 'unsubscribe',
    packetId,
    ...(reader.version === 3 && header.dup ? { dup: true } : {}),
    properties,
    filters,
  };
}

export function readUnsuback(reader: PacketReader): UnsubackPacket {
  const packetId = readPacketId(reader);
  const properties = readProperties(reader, 'unsuback');
  const reasonCodes: number[] = [];
  if (reader.version < 5) return { type: 'unsuback', packetId, properties, reasonCodes };
  if (reader.remaining === 0) {
    const breach = { key: 'no-code', args: { packet: 'unsuback' } } as const;
    reader.breach(RULES.noUnsubackCode, breach, reader.position, 0);
  }
  while (reader.remaining > 0) {
    const at = reader.position;
    const code = reader.byte(F.unsubackCode, (value) => reasonMeaning('unsuback', value, 5));
    if (!isReasonCodeValid('unsuback', code, 5)) {
      const args = { packet: 'unsuback', code, called: 'reason code' } as const;
      reader.breach(RULES.unsubackCode, { key: 'no-such-code', args }, at, 1);
    }
    reasonCodes.push(code);
  }
  return { type: 'unsuback', packetId, properties, reasonCodes };
}
