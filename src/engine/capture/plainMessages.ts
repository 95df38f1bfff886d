/**
 * The fast path for the most frequent packets: PUBLISH without DUP and RETAIN, on a topic that has already
 * passed the full checks with such a packet. Each packet gets its row in the packet log, and above QoS 0 its
 * exchange begins. Topics read the waiting messages from the log only when a window is requested
 * (`topics/waitingMessages.ts`). All other packets take the slow path, which decides which later packets may
 * take the fast path.
 */
import { isPlainPublish, qosIn } from '../../mqtt/framing/firstBytes.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PUBACK, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import type { Seen } from '../exchanges/exchangeBook.ts';
import { wordsOf } from '../log/columns/copyBytes.ts';
import type { KnownProperties } from '../log/columns/knownProperties.ts';
import { versionBits } from '../log/columns/packetColumns.ts';
import type { OpenRows } from '../log/packetLog.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Stream } from '../streams/stream.ts';
import type { WaitingMessages } from '../topics/tree/waitingMessages.ts';
import type { CaptureParts } from './captureParts.ts';

/** Length of the shortest packet with a topic and a payload. */
const SHORTEST = 6;

/** The context of packets that arrived together, from the reader of the network. */
export interface PacketBatch {
  readonly stream: number;
  readonly time: number;
  readonly version: ProtocolVersion;
  /** Maximum packet size, bytes. */
  readonly maximumPacketSize: number;
  /** Topic aliases that the client knows. */
  readonly aliases: { has(alias: number): boolean };
  /**
   * Called for each packet that needs an answer: PUBLISH above QoS 0, and PUBREL. @param type type of the
   * answer
   */
  readonly answer: (type: number, packetId: number) => void;
  /** Called for each answer to our packets. @param type type of the answer */
  readonly acknowledged?: (type: number, packetId: number) => void;
}

/** State shared by the packets of a run. */
interface Run {
  readonly stream: Stream;
  readonly memory: StreamMemory;
  readonly waiting: WaitingMessages;
  readonly batch: PacketBatch;
  readonly most: number;
  readonly mostQos: number;
}

export class PlainMessages {
  readonly #parts: CaptureParts;
  readonly #known: KnownProperties;
  /** End of the processed packets. */
  #end = 0;

  /** @param known properties that the slow path has read */
  constructor(parts: CaptureParts, known: KnownProperties) {
    this.#parts = parts;
    this.#known = known;
  }

  /** Reports a message that took the slow path. The next one on its topic may take the fast path. */
  received(stream: Stream, time: number, topic: number, qos: number): void {
    const memory = this.#parts.problems.settledMemory(stream, 'in', time);
    const name = this.#parts.names.name(topic);
    if (memory === undefined || name === undefined || !memory.isPlain('in', topic, name)) return;
    this.#parts.topics.waitingAt(time)?.plainTopics(memory.plainSince).add(topic, qos);
  }

  /**
   * Processes packets from `from` on, in bytes that are staged in the log.
   * @returns how many, and the position of the first packet that it does not process
   */
  take(bytes: Uint8Array, from: number, batch: PacketBatch): { packets: number; end: number } {
    const run = this.#runFor(batch);
    let [packets, end] = [0, from];
    for (let rows = run && this.#parts.log.openRows(); run && rows; ) {
      const taken = this.#fill(rows, bytes, end, run);
      if (taken === 0) break;
      const size = this.#end - end;
      end = this.#end;
      packets += taken;
      this.#parts.log.wrote(taken, batch.time, size, bytes.byteOffset + end);
      rows = taken === rows.room ? this.#parts.log.openRows() : undefined;
    }
    if (run !== undefined && packets > 0) this.#account(run, packets, end - from);
    return { packets, end };
  }

  #runFor(batch: PacketBatch): Run | undefined {
    const { streams, armed, problems, topics, log } = this.#parts;
    const { time, version, maximumPacketSize } = batch;
    const stream = streams.get(batch.stream);
    if (stream === undefined || stream.version !== version || armed.isBusyAt(log.nextNumber))
      return undefined;
    const memory = problems.settledMemory(stream, 'in', time);
    const waiting = memory && topics.waitingAt(time);
    if (memory === undefined || waiting === undefined) return undefined;
    const most = Math.min(maximumPacketSize, memory.maximumPacketSize.in);
    const mostQos = problems.settledMemoryForAcks(stream, 'in', time) === undefined ? 0 : 2;
    return { stream, memory, waiting, batch, most, mostQos };
  }

  /** @returns number of rows written; they end at `#end` */
  #fill(
    { columns, index, room, slab }: OpenRows,
    bytes: Uint8Array,
    from: number,
    run: Run,
  ): number {
    const { names, replies, log } = this.#parts;
    const { memory, waiting, batch, most, mostQos, stream } = run;
    const { time, source, size: sizes, offset, exchange, back, packetId, firstByte } = columns;
    const { topic: topics, slab: slabs, marks } = columns;
    const plain = waiting.plainTopics(memory.plainSince);
    const mostAliases = memory.aliasMaximum.in;
    const words = wordsOf(bytes);
    const base = bytes.byteOffset;
    const isV5 = batch.version === 5;
    const number = log.nextNumber;
    const acknowledged = new Acknowledged(this.#parts, run, number);
    const of = stream.ordinal * 2;
    const mark = versionBits(batch.version);
    let at = from;
    let row = 0;
    for (; row < room; row += 1) {
      const first = bytes[at] ?? 0;
      const qos = qosIn(first);
      if (at + SHORTEST > bytes.length || !isPlainPublish(first) || qos > mostQos) break;
      let body = at + 2;
      let length = bytes[at + 1] ?? 0;
      if (length > 0x7f) {
        const second = bytes[at + 2] ?? 0;
        // Padded lengths and lengths of three or more bytes take the slow path.
        if (second === 0 || second > 0x7f) break;
        length = (length & 0x7f) | (second << 7);
        body = at + 3;
      }
      const end = body + length;
      const size = end - at;
      if (end > bytes.length || size > most) break;
      const nameLength = ((bytes[body] ?? 0) << 8) | (bytes[body + 1] ?? 0);
      const name = body + 2;
      let payload = name + nameLength;
      let id = 0;
      if (qos > 0) {
        id = ((bytes[payload] ?? 0) << 8) | (bytes[payload + 1] ?? 0);
        payload += 2;
      }
      // An empty message clears the retained message.
      if (payload >= end) break;
      let topic = 0;
      if (isV5 && bytes[payload] !== 0) {
        const properties = this.#known.find(bytes, payload, 'server');
        if (properties === undefined || properties.isSpecial || properties.breaksRule) break;
        const { aliasAt, reply } = properties;
        if (reply !== undefined) break;
        if (aliasAt > 0) {
          const topicAlias = words.getUint16(base + payload + aliasAt);
          // A PUBLISH with a topic name sets the alias.
          if (nameLength > 0 || topicAlias > mostAliases) break;
          if (!batch.aliases.has(topicAlias)) break;
          topic = stream.aliases('in').get(topicAlias) ?? 0;
        }
        payload += properties.length;
      } else if (isV5) payload += 1;
      if (payload >= end) break;
      if (nameLength > 0) topic = names.find(words, base + name, nameLength);
      if (topic === 0 || !plain.has(topic, qos)) break;
      if (names.isRead(topic) || replies.expects(topic)) break;
      if (qos === 0) {
        const { ordinal } = stream;
        if (this.#parts.needsComparison(ordinal, topic, number + row, bytes, payload, end)) break;
      }
      if (qos > 0 && !acknowledged.takes(topic, id, number + row)) break;
      names.retain(topic);
      const place = index + row;
      time[place] = batch.time;
      source[place] = of;
      topics[place] = topic;
      sizes[place] = size;
      slabs[place] = slab;
      offset[place] = base + at;
      exchange[place] = qos === 0 ? 0 : acknowledged.begin(topic, id, qos, number + row);
      back[place] = waiting.add(topic, number + row, size);
      packetId[place] = id;
      firstByte[place] = first;
      marks[place] = mark;
      at = end;
    }
    this.#end = at;
    return row;
  }

  #account({ stream, memory, batch }: Run, packets: number, bytes: number): void {
    stream.wire.in.bytes += bytes;
    stream.count('in', bytes, packets);
    memory.passed('in', this.#parts.log.nextNumber - 1, batch.time);
    this.#parts.problems.passed(batch.time);
  }
}

/** Effects of a message above QoS 0. */
class Acknowledged {
  readonly #parts: CaptureParts;
  readonly #memory: StreamMemory;
  readonly #ids: OpenIds;
  readonly #answer: PacketBatch['answer'];
  readonly #seen: { -readonly [Key in keyof Seen]: Seen[Key] };

  constructor(parts: CaptureParts, { stream, memory, batch }: Run, number: number) {
    this.#parts = parts;
    this.#memory = memory;
    this.#ids = stream.session.flow.of('in');
    this.#answer = batch.answer;
    this.#seen = { stream, direction: 'in', number, time: batch.time };
  }

  /** True if the identifier is free and no rule applies. */
  takes(topic: number, packetId: number, number: number): boolean {
    if (packetId === 0 || this.#ids.exchange(packetId) !== 0) return false;
    return !this.#memory.isFull('in') && !this.#parts.wasSentLately(topic, number);
  }

  /** @returns the exchange */
  begin(topic: number, packetId: number, qos: number, number: number): number {
    const seen = this.#seen;
    seen.number = number;
    this.#memory.counted('in', packetId);
    this.#memory.published('in', qos, packetId, number, seen.time);
    this.#answer(qos === 1 ? PUBACK : PUBREC, packetId);
    return this.#parts.exchanges.usual.begin(seen, qos, packetId, topic, this.#ids);
  }
}
