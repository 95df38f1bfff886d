/**
 * The fast path of messages that a client publishes in batches: PUBLISH without DUP, RETAIN and properties,
 * on a topic that has already passed the full checks with a message of this client. Each gets its row in the
 * packet log, and above QoS 0 its exchange begins. All other packets take the slow path.
 */
import { isPlainPublish, qosIn } from '../../mqtt/framing/firstBytes.ts';
import type { Seen } from '../exchanges/exchangeBook.ts';
import { wordsOf } from '../log/columns/copyBytes.ts';
import { versionBits } from '../log/columns/packetColumns.ts';
import type { OpenRows } from '../log/packetLog.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { Stream } from '../streams/stream.ts';
import type { CaptureParts } from './captureParts.ts';

/** Length of the shortest packet with a topic and a payload. */
const SHORTEST = 6;

interface Run {
  readonly stream: Stream;
  readonly memory: StreamMemory;
  readonly mostQos: number;
  /** The current packet. */
  readonly seen: { -readonly [Key in keyof Seen]: Seen[Key] };
}

export class PlainSent {
  readonly #parts: CaptureParts;
  /** End of the processed packets. */
  #end = 0;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /**
   * Processes packets from `from` on, in bytes that are staged in the log.
   * @returns how many, and the position of the first packet that it does not process
   */
  take(
    bytes: Uint8Array,
    from: number,
    stream: number,
    time: number,
  ): { packets: number; end: number } {
    const run = this.#runFor(stream, time);
    let [packets, end] = [0, from];
    for (let rows = run && this.#parts.log.openRows(); run && rows; ) {
      const taken = this.#fill(rows, bytes, end, run);
      if (taken === 0) break;
      const size = this.#end - end;
      end = this.#end;
      packets += taken;
      this.#parts.log.wrote(taken, time, size, bytes.byteOffset + end);
      rows = taken === rows.room ? this.#parts.log.openRows() : undefined;
    }
    if (run !== undefined && packets > 0) this.#account(run, packets, end - from);
    return { packets, end };
  }

  #runFor(ordinal: number, time: number): Run | undefined {
    const { streams, armed, problems, log } = this.#parts;
    const stream = streams.get(ordinal);
    const number = log.nextNumber;
    if (stream?.version === undefined || armed.isBusyAt(number)) return undefined;
    const memory = problems.settledMemory(stream, 'out', time);
    if (memory === undefined) return undefined;
    const mayAsk = problems.settledMemoryForAcks(stream, 'out', time) !== undefined;
    const mostQos = mayAsk ? memory.maximumQos : 0;
    return { stream, memory, mostQos, seen: { stream, direction: 'out', number, time } };
  }

  /** @returns number of rows written; they end at `#end` */
  #fill(
    { columns, index, room, slab }: OpenRows,
    bytes: Uint8Array,
    from: number,
    run: Run,
  ): number {
    const { names, log, sentOn, notablySentOn } = this.#parts;
    const { stream, memory, mostQos, seen } = run;
    const { time, source, size: sizes, offset, exchange, back, packetId, firstByte } = columns;
    const { topic: topics, slab: slabs, marks } = columns;
    const words = wordsOf(bytes);
    const base = bytes.byteOffset;
    const most = memory.maximumPacketSize.out;
    const isV5 = stream.version === 5;
    const of = stream.ordinal * 2 + 1;
    const mark = versionBits(stream.version);
    const first = log.nextNumber;
    let at = from;
    let row = 0;
    for (; row < room; row += 1) {
      const firstOf = bytes[at] ?? 0;
      const qos = qosIn(firstOf);
      if (at + SHORTEST > bytes.length || !isPlainPublish(firstOf) || qos > mostQos) break;
      let body = at + 2;
      let length = bytes[at + 1] ?? 0;
      if (length > 0x7f) {
        const second = bytes[at + 2] ?? 0;
        if (second === 0 || second > 0x7f) break;
        length = (length & 0x7f) | (second << 7);
        body = at + 3;
      }
      const end = body + length;
      if (end > bytes.length || end - at > most) break;
      const nameLength = ((bytes[body] ?? 0) << 8) | (bytes[body + 1] ?? 0);
      const afterName = body + 2 + nameLength;
      const id = qos === 0 ? 0 : ((bytes[afterName] ?? 0) << 8) | (bytes[afterName + 1] ?? 0);
      let payload = qos === 0 ? afterName : afterName + 2;
      if (isV5 && bytes[payload] !== 0) break;
      if (isV5) payload += 1;
      if (nameLength === 0 || payload >= end) break;
      const topic = names.find(words, base + body + 2, nameLength);
      if (topic === 0 || !this.#isPlain(topic, memory)) break;
      seen.number = first + row;
      const begun = qos === 0 ? 0 : this.#begin(run, qos, id, topic);
      if (begun < 0) break;
      names.retain(topic);
      sentOn.add(topic, seen.number);
      if (qos > 0) notablySentOn.add(topic, seen.number);
      const place = index + row;
      time[place] = seen.time;
      source[place] = of;
      topics[place] = topic;
      sizes[place] = end - at;
      slabs[place] = slab;
      offset[place] = base + at;
      exchange[place] = begun;
      back[place] = 0;
      packetId[place] = id;
      firstByte[place] = firstOf;
      marks[place] = mark;
      at = end;
    }
    this.#end = at;
    return row;
  }

  #isPlain(topic: number, memory: StreamMemory): boolean {
    const { names, replies } = this.#parts;
    const name = names.name(topic);
    if (name === undefined || !memory.isPlain('out', topic, name)) return false;
    return !names.isInvalid(topic) && !names.isRead(topic) && !replies.expects(topic);
  }

  /** @returns the exchange; -1 if the identifier is not free, or a rule may apply */
  #begin({ stream, memory, seen }: Run, qos: number, packetId: number, topic: number): number {
    const ids = stream.session.flow.of('out');
    if (packetId === 0 || ids.exchange(packetId) !== 0 || memory.isFull('out')) return -1;
    memory.counted('out', packetId);
    memory.published('out', qos, packetId, seen.number, seen.time);
    return this.#parts.exchanges.usual.begin(seen, qos, packetId, topic, ids);
  }

  #account({ stream, memory, seen }: Run, packets: number, bytes: number): void {
    const last = this.#parts.log.nextNumber - 1;
    stream.wire.out.bytes += bytes;
    stream.count('out', bytes, packets);
    memory.passed('out', last, seen.time);
    this.#parts.lastSent = last;
    this.#parts.problems.passed(seen.time);
  }
}
