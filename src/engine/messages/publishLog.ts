/** Finds messages of a topic in the packet log, for rules that compare a delivery with its publication. */
import { encodeUtf8 } from '../../base/utf8.ts';
import { wordsOf } from '../log/columns/copyBytes.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { RECENT_PACKETS, type RecentOfTopic } from '../log/columns/recentOfTopic.ts';
import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { messagesOn } from '../log/sameMessages.ts';
import type { LoggedPublish, MessageLog } from '../rules/memory/seenPacket.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import type { Streams } from '../streams/streams.ts';
import { type DeliveryOrder, endsWith } from './deliveryOrder.ts';

/** Number of packets that are searched backwards, and of those with the topic. */
export const LOOKBACK = RECENT_PACKETS;
const COMPARED = 64;
/** The same for messages since a packet. */
const LONGEST = 20_000;
const MOST = 1_000;

interface Parts {
  readonly log: PacketLog;
  readonly names: TopicNames;
  readonly streams: Streams;
  /** Messages that clients sent. */
  readonly sentOn: RecentOfTopic;
  readonly deliveryOrder: DeliveryOrder;
}

export class PublishLog implements MessageLog {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  recent(
    stream: StreamFacts,
    packet: number,
    topic: number,
    isSent: boolean,
  ): readonly LoggedPublish[] {
    if (isSent && this.#parts.sentOn.since(topic, packet - LOOKBACK) === 0) return [];
    const found = [...this.#on(stream, packet, topic, LOOKBACK, COMPARED)];
    return found.filter(({ masked }) => !masked);
  }

  mayHaveCopy(packet: number, topic: number, payload: Uint8Array): boolean {
    const { log, sentOn } = this.#parts;
    const oldest = packet - LOOKBACK;
    let one = sentOn.since(topic, oldest);
    for (; one > 0 && one >= oldest; one = sentOn.earlier(one)) {
      const bytes = log.view(one);
      if (bytes === undefined || endsWith(bytes, payload)) return true;
    }
    return false;
  }

  compared({ ordinal }: StreamFacts, topic: number, packet: number, published: number): void {
    this.#parts.deliveryOrder.compared(ordinal, topic, packet, published);
  }

  since(stream: StreamFacts, packet: number, name: string): readonly LoggedPublish[] | undefined {
    const { log, names } = this.#parts;
    const end = log.nextNumber;
    if (packet < log.oldestNumber || end - packet > LONGEST) return undefined;
    const bytes = encodeUtf8(name);
    const topic = names.find(wordsOf(bytes), bytes.byteOffset, bytes.length);
    if (topic === NO_TOPIC) return [];
    const found = [...this.#on(stream, end, topic, end - packet - 1, MOST)];
    return found.length < MOST && found.every(({ masked }) => !masked) ? found : undefined;
  }

  unacknowledged({ ordinal }: StreamFacts): number {
    return this.#parts.streams.remembered(ordinal)?.session.flow.unacknowledgedIn ?? 0;
  }

  streamFacts(ordinal: number): StreamFacts | undefined {
    return this.#parts.streams.remembered(ordinal);
  }

  *#on(
    { server }: StreamFacts,
    before: number,
    topic: number,
    lookback: number,
    most: number,
  ): Generator<LoggedPublish & Pick<LogRow, 'masked'>, void, undefined> {
    const { log, streams } = this.#parts;
    for (const { row, payload } of messagesOn(log, before, topic, lookback, most)) {
      const bytes = log.view(row.number);
      const isHere = streams.remembered(row.stream)?.server === server;
      if (!isHere || bytes === undefined) continue;
      const { number: packet, time, stream, direction, version, firstByte, masked } = row;
      const place = { packet, shownIn: packet, time, stream, direction, version };
      yield { ...place, firstByte, payload, bytes, masked };
    }
  }
}
