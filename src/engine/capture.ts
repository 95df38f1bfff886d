/** One capture: every packet of its streams, and the topics received; answers windows. */
import type { PacketProblem } from '../mqtt/dissection.ts';
import type { ProtocolVersion } from '../mqtt/packet.ts';
import { connectVersion } from '../mqtt/peek.ts';
import { quickAck } from './acknowledgement.ts';
import type { Direction } from './direction.ts';
import type { Seen } from './exchanges/exchangeBook.ts';
import { Exchanges } from './exchanges/exchanges.ts';
import type { Irregularity } from './exchanges/irregularity.ts';
import { ArmedFilter } from './filtering/armedFilter.ts';
import { DisplayFilter, type PacketMatcher } from './filtering/displayFilter.ts';
import { KeptPackets } from './filtering/keptPackets.ts';
import type { CaptureFacts } from './filtering/packetCursor.ts';
import { KnownProperties } from './knownProperties.ts';
import { Marks } from './marks.ts';
import { PacketLog } from './packetLog.ts';
import { packetDetail, packetRows, readArrival, senderOf } from './packetView.ts';
import { type PublishShape, publishShape } from './publishShape.ts';
import { SecondCounter } from './rateMeter.ts';
import { ReceivedTopics } from './receivedTopics.ts';
import type { Stream, StreamOptions } from './streams/stream.ts';
import { Streams } from './streams/streams.ts';
import { NO_TOPIC, TopicNames } from './topicNames.ts';
import type { Counters, PacketDetail, PacketRow, WindowReply, WindowRequest } from './window.ts';

export interface CaptureOptions {
  /** Wall-clock time of the origin of all times, ms since 1970. */
  readonly originWallClock: number;
  /** Bytes; 256 MiB by default. */
  readonly logBudget?: number;
  /** Bytes for last values and histories; 64 MiB by default. */
  readonly topicBudget?: number;
}

/** A packet as the log has it. */
export interface HeldPacket {
  readonly number: number;
  readonly stream: number;
  readonly direction: Direction;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly version: ProtocolVersion | undefined;
  readonly bytes: Uint8Array;
  /** Secrets in it were overwritten before it came here. */
  readonly masked: boolean;
  /** Of a PUBLISH, also behind an alias. */
  readonly topic: string | undefined;
  /** No packet could be cut from the bytes; why. */
  readonly problem?: PacketProblem;
}

/** Where and when a packet was seen. */
interface Arrived {
  readonly stream: Stream;
  readonly direction: Direction;
  readonly time: number;
  readonly masked: boolean;
}

const PUBLISH = 3;
const DUP = 8;
const qosOf = (publish: Uint8Array) => ((publish[0] ?? 0) >> 1) & 3;

/** All times are µs since the capture's origin. Bytes that are passed in are copied. */
export class Capture {
  /** A person's. */
  readonly marks = new Marks();
  #origin: number;
  readonly #names = new TopicNames();
  readonly #kept = new KeptPackets(this.#names);
  readonly #log: PacketLog;
  readonly #topics: ReceivedTopics;
  readonly #streams: Streams;
  readonly #exchanges: Exchanges;
  readonly #knownProperties = new KnownProperties();
  /** What the packet list shows. */
  readonly filter: DisplayFilter;
  /** What is waited for. */
  readonly armed: ArmedFilter;
  #messages = 0;
  #inRate = new SecondCounter();
  #outRate = new SecondCounter();

  constructor(options: CaptureOptions) {
    this.#origin = options.originWallClock;
    this.#log = new PacketLog(this.#names, options.logBudget, this.#kept);
    this.#topics = new ReceivedTopics(this.#names, options.topicBudget);
    this.#exchanges = new Exchanges(this.#log, this.#names, {
      irregular: (irregularity, seen) => {
        this.#irregular(irregularity, seen);
      },
      changed: (exchange) => {
        this.#exchangeChanged(exchange);
      },
    });
    this.#streams = new Streams(this.#names, {
      closed: (stream) => {
        this.#exchanges.closed(stream);
      },
      forgets: (session) => {
        this.#exchanges.forget(session);
      },
    });
    this.filter = new DisplayFilter(this.#facts());
    this.armed = new ArmedFilter(this.#facts());
  }

  /**
   * A new transport connection.
   * @param known its version, where it is known without a CONNECT, or more
   * @returns the stream's ordinal, from 1
   */
  openStream(known: ProtocolVersion | StreamOptions = {}): number {
    return this.#streams.open(typeof known === 'number' ? { version: known } : known);
  }

  /** Something worth knowing of a stream; in the list of streams. */
  noteStream(stream: number, note: string): void {
    this.#streams.remembered(stream)?.note(note);
  }

  /** @param time µs; undefined where its end was not seen */
  closeStream(stream: number, time?: number): void {
    this.#streams.close(stream, time);
  }

  /**
   * One control packet with its exact bytes.
   * @param masked secrets in it were overwritten before it came here
   * @returns its number; 0: the recording is stopped
   */
  packet(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    masked = false,
  ): number {
    const arrived = { stream: this.#streamOf(stream), direction, time, masked };
    const isPublish = (bytes[0] ?? 0) >> 4 === PUBLISH;
    if (this.armed.isStopped) {
      this.#passOver(arrived, bytes);
      return 0;
    }
    const number = isPublish ? this.#publish(arrived, bytes) : this.#otherPacket(arrived, bytes);
    this.armed.arrived(number);
    return number;
  }

  /**
   * Bytes that no packet can be cut from: they are kept as a row of their own.
   * @param problem why not
   * @returns the row's number; 0: the recording is stopped
   */
  brokenBytes(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    problem: PacketProblem,
  ): number {
    const at = this.#streamOf(stream);
    if (this.armed.isStopped) {
      this.armed.passedOver();
      return 0;
    }
    const { version, ordinal } = at;
    at.count(direction, bytes.length);
    const arrival = { time, stream: ordinal, direction, version, packetId: 0, topic: NO_TOPIC };
    const number = this.#log.appendUnframed(bytes, { ...arrival, hasProblem: true }, problem);
    this.armed.arrived(number);
    return number;
  }

  /** After an armed filter stopped it. What was missed was not seen: streams go on as new ones. */
  resumeRecording(time: number): void {
    if (!this.armed.isStopped) return;
    this.armed.resume();
    this.#streams.goOnUnseen(time);
  }

  /** Wall-clock time of the origin of all times, ms since 1970. */
  get origin(): number {
    return this.#origin;
  }

  /** What is known of a capture only after it was made; before its first packet. */
  begin({ originWallClock, logBudget = 0 }: CaptureOptions): void {
    this.#origin = originWallClock;
    this.#log.enlarge(logBudget);
  }

  /** Number of the newest packet; 0: none yet. */
  get newest(): number {
    return this.#log.nextNumber - 1;
  }

  /** Forgets packets, topics and counts. Numbers go on, and so do open exchanges. */
  clear(): void {
    this.#log.clear();
    this.#kept.clear();
    this.filter.clear();
    this.armed.clear();
    this.#streams.clear();
    this.#exchanges.clear();
    this.#topics.clear();
    this.marks.clear();
    this.#messages = 0;
  }

  /** Opens or closes a row of the topic tree; `deep` with an empty path means the whole tree. */
  expand(path: string, expanded: boolean, deep = false): void {
    this.#topics.expand(path, expanded, deep);
  }

  /** Text, or a topic filter where it holds `+` or `#`; empty shows all. */
  search(text: string): void {
    this.#topics.search(text);
  }

  /** Topic names that begin so. */
  complete(prefix: string, limit = 50): readonly { topic: string; messages: number }[] {
    return this.#topics.complete(prefix, limit);
  }

  /** A display filter asked of single packets by their numbers, whatever the list shows. */
  matcher(text: string): PacketMatcher {
    return this.filter.matcher(text);
  }

  /** A copy of the packet's exact bytes; undefined where it is not there any more. */
  bytesOf(number: number): Uint8Array | undefined {
    return this.#log.view(number)?.slice();
  }

  /** Every packet that is held or kept, oldest first, from this number on. Bytes are views. */
  *packetsFrom(number: number): Generator<HeldPacket, void, undefined> {
    const log = this.#log;
    for (const at of this.filter.whole.each()) {
      const row = at < number ? undefined : log.row(at);
      const bytes = row && log.view(at);
      if (row === undefined || bytes === undefined) continue;
      const { stream, direction, time, version, unframed, masked } = row;
      const [problem] = unframed ? log.notedProblems(at) : [];
      const topic = this.#names.name(row.topic);
      const held = { number: at, stream, direction, time, version, bytes, masked, topic };
      yield { ...held, ...(problem && { problem }) };
    }
  }

  /** What is asked for, in copies that may be posted; and always the counters. */
  window(request: WindowRequest, now: number): WindowReply {
    const { topics, topicPosition: path, packets, packetPosition, packet, topic } = request;
    return {
      counters: this.counters(now),
      origin: this.#origin,
      now,
      ...(topics && { topics: this.#topics.rows(topics, now) }),
      ...(path !== undefined && {
        topicPosition: { path, position: this.#topics.position(path) },
      }),
      ...(packets && { packets: this.#rows(packets) }),
      ...(packetPosition !== undefined && {
        packetPosition: {
          packet: packetPosition,
          position: this.filter.list.position(packetPosition) ?? null,
        },
      }),
      ...(packet !== undefined && { packet: this.#detailOf(packet) }),
      ...(topic && { topic: this.#topics.detail(topic.name, topic.history, now) }),
    };
  }

  counters(now: number): Counters {
    const inFlight = this.#streams.inFlight;
    const { bytes, budget, discarded } = this.#topics.histories;
    return {
      topics: this.#topics.count,
      messages: this.#messages,
      packets: this.#log.total,
      newest: this.newest,
      discarded: this.#log.discarded - this.#kept.size,
      logBytes: this.#log.bytes,
      logBudget: this.#log.budget,
      topicBytes: bytes,
      topicBudget: budget,
      historyDiscarded: discarded,
      inRate: this.#inRate.lastFullSecond(now),
      outRate: this.#outRate.lastFullSecond(now),
      inFlightOut: inFlight.out,
      inFlightIn: inFlight.in,
      exchanges: this.#exchanges.counts,
      filter: this.filter.progress,
      armed: this.armed.status,
    };
  }

  #facts(): CaptureFacts {
    return {
      log: this.#log,
      kept: this.#kept,
      names: this.#names,
      exchange: (exchange) => this.#exchanges.factsOf(exchange),
      foundProblems: () => [],
      hasFound: () => false,
    };
  }

  #rows(range: NonNullable<WindowRequest['packets']>): NonNullable<WindowReply['packets']> {
    const { list, text: filter } = this.filter;
    const packets = packetRows(this.#log, this.#names, list, range);
    const rows = packets.rows.map((row) => this.#withMark(row));
    return { ...packets, rows, ...(filter !== undefined && { filter }) };
  }

  #withMark(row: PacketRow): PacketRow {
    const mark = this.marks.note(row.number);
    return mark === undefined ? row : { ...row, mark };
  }

  #detailOf(packet: number): PacketDetail | null {
    const detail = packetDetail(this.#log, this.#names, packet);
    return detail && { ...detail, row: this.#withMark(detail.row) };
  }

  #streamOf(ordinal: number): Stream {
    const stream = this.#streams.get(ordinal);
    if (stream === undefined) throw new Error(`Stream ${ordinal} is not open.`);
    return stream;
  }

  #publish(arrived: Arrived, bytes: Uint8Array): number {
    const { stream, direction, time } = arrived;
    const shape = publishShape(bytes, stream.version, senderOf(direction), this.#knownProperties);
    const topic = shape === undefined ? NO_TOPIC : this.#topicOf(arrived, bytes, shape);
    const isMessage = shape !== undefined && topic !== NO_TOPIC;
    const number = this.#log.append(bytes, {
      time,
      stream: stream.ordinal,
      direction,
      version: stream.version,
      packetId: shape?.packetId ?? 0,
      topic,
      masked: arrived.masked,
      hasProblem: !isMessage || shape.breaksRule || this.#names.isFaulty(topic),
    });
    stream.count(direction, bytes.length);
    if (!isMessage) return number;
    if (direction === 'in') this.#received(arrived, bytes, shape, topic, number);
    else {
      this.#outRate.count(time);
      this.#follow(arrived, bytes, shape, topic, number);
    }
    return number;
  }

  /** What is needed to read what comes after it is learned also while the recording is stopped. */
  #passOver(arrived: Arrived, bytes: Uint8Array): void {
    const { stream, direction } = arrived;
    this.armed.passedOver();
    stream.version = connectVersion(bytes) ?? stream.version;
    const shape = publishShape(bytes, stream.version, senderOf(direction), this.#knownProperties);
    if (shape !== undefined) this.#names.release(this.#topicOf(arrived, bytes, shape));
  }

  /** The topic of a PUBLISH, also behind an alias; used once more. */
  #topicOf(arrived: Arrived, bytes: Uint8Array, shape: PublishShape): number {
    const { stream, direction } = arrived;
    const { topicStart, topicEnd, topicAlias } = shape;
    if (topicStart === topicEnd) {
      const topic = this.#streams.aliased(stream, direction, topicAlias);
      this.#names.retain(topic);
      return topic;
    }
    const topic = this.#names.intern(bytes, topicStart, topicEnd);
    if (topicAlias > 0 && topic !== NO_TOPIC) {
      this.#streams.setAlias(stream, direction, topicAlias, topic);
    }
    return topic;
  }

  #received(
    arrived: Arrived,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
    number: number,
  ): void {
    if (this.#follow(arrived, bytes, shape, topic, number)) return;
    this.#messages += 1;
    this.#inRate.count(arrived.time);
    const { time } = arrived;
    const { payloadStart, contentType } = shape;
    this.#topics.receive(topic, { packet: number, time, bytes, payloadStart, contentType });
  }

  /** @returns whether a receiver takes it for one that it holds already (4.3.3) */
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
    return this.#exchanges.publish(seen, { bytes, qos, packetId, dup, topic });
  }

  #irregular({ packet }: Irregularity, _seen: Seen): void {
    this.#exchanges.problemOn(packet);
  }

  /** What a filter said of its packets may not hold any more. */
  #exchangeChanged(exchange: number): void {
    this.#exchanges.book.store.eachPacket(exchange, (packet) => {
      this.filter.exchangeChanged(packet);
      this.armed.exchangeChanged(packet);
    });
  }

  #otherPacket(arrived: Arrived, bytes: Uint8Array): number {
    const { stream, direction, time } = arrived;
    const append = (packetId: number, hasProblem: boolean) => {
      stream.count(direction, bytes.length);
      return this.#log.append(bytes, {
        time,
        stream: stream.ordinal,
        direction,
        version: stream.version,
        packetId,
        topic: NO_TOPIC,
        hasProblem,
        masked: arrived.masked,
      });
    };
    const ack = quickAck(bytes);
    if (ack !== undefined) {
      const number = append(ack.packetId, false);
      this.#exchanges.ack({ stream, direction, number, time }, ack);
      return number;
    }
    const { packet, packetId, hasProblem } = readArrival(bytes, stream.version, direction);
    // First, so that the row of a CONNECT has the version that it asks for.
    if (packet !== undefined) {
      this.#streams.follow(stream, direction, packet, this.#log.nextNumber, time);
    }
    const number = append(packetId, hasProblem);
    if (packet !== undefined) this.#exchanges.packet({ stream, direction, number, time }, packet);
    return number;
  }
}
