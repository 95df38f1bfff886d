/** One capture: every packet of its streams, and the topics received; answers windows. */
import type { PacketProblem } from '../mqtt/dissection.ts';
import type { ProtocolVersion } from '../mqtt/packet.ts';
import { connectVersion } from '../mqtt/peek.ts';
import { quickAck } from './acknowledgement.ts';
import type { Direction } from './direction.ts';
import { deliveryOf } from './exchanges/delivery.ts';
import { type DetailSources, exchangeDetail } from './exchanges/exchangeDetail.ts';
import { exchangeReplies } from './exchanges/exchangeReplies.ts';
import { Exchanges } from './exchanges/exchanges.ts';
import type { Irregularity } from './exchanges/irregularity.ts';
import type { ExchangeFacts } from './filter/packetFacts.ts';
import { ArmedFilter } from './filtering/armedFilter.ts';
import { DisplayFilter, type PacketMatcher } from './filtering/displayFilter.ts';
import { KeptPackets } from './filtering/keptPackets.ts';
import type { CaptureFacts } from './filtering/packetCursor.ts';
import { KnownProperties } from './knownProperties.ts';
import { Marks } from './marks.ts';
import { PacketLog } from './packetLog.ts';
import { packetDetail, packetRows, problemsOf, readArrival, senderOf } from './packetView.ts';
import type { FoundProblem } from './problems/problem.ts';
import { Problems } from './problems/problems.ts';
import type { SeenPacket } from './problems/seenPacket.ts';
import { type PublishShape, publishShape } from './publishShape.ts';
import { SecondCounter } from './rateMeter.ts';
import { ReceivedTopics } from './receivedTopics.ts';
import type { Stream, StreamOptions } from './streams/stream.ts';
import { streamRows } from './streams/streamRows.ts';
import { Streams } from './streams/streams.ts';
import { NO_TOPIC, TopicNames } from './topicNames.ts';
import type { Counters, PacketDetail, PacketRow, WindowReply, WindowRequest } from './window.ts';

export interface CaptureOptions {
  /** Wall-clock time of the origin of all times, ms since 1970. */
  readonly originWallClock: number;
  /** Bytes; 256 MiB by default. */
  readonly logBudget?: number;
  /** Bytes for packets that an armed filter keeps beyond their eviction; 32 MiB by default. */
  readonly keptBudget?: number;
  /** Bytes for last values and histories; 64 MiB by default. */
  readonly topicBudget?: number;
  /** Called with each problem as it is found. */
  readonly onProblem?: (problem: FoundProblem) => void;
  /** Called with each exchange that has ended, or goes on after all. */
  readonly onExchange?: (exchange: number) => void;
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
const STOPPED = 'The recording was stopped for a while: what came then is not here.';
const DUP = 8;
const NO_PUBLISH = { publish: undefined, topic: NO_TOPIC } as const;
const NO_PROBLEMS: readonly PacketProblem[] = [];
const qosOf = (publish: Uint8Array) => ((publish[0] ?? 0) >> 1) & 3;

/** All times are µs since the capture's origin. Bytes that are passed in are copied. */
export class Capture {
  /** A person's. */
  readonly marks = new Marks();
  #origin: number;
  readonly #names = new TopicNames();
  readonly #kept: KeptPackets;
  readonly #log: PacketLog;
  readonly #topics: ReceivedTopics;
  readonly #streams: Streams;
  readonly #exchanges: Exchanges;
  readonly #onExchange: (exchange: number) => void;
  readonly #problems: Problems;
  /** Not what a file tells: only then does time pass without packets. */
  #isLive = true;
  /** What was found marks the packet that comes into the log next. */
  #nextHasProblem = false;
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
    this.#onExchange = options.onExchange ?? (() => undefined);
    this.#kept = new KeptPackets(this.#names, options.keptBudget, (exchange) => {
      this.#exchanges.book.release(exchange);
    });
    this.#log = new PacketLog(this.#names, options.logBudget, this.#kept);
    this.#topics = new ReceivedTopics(this.#names, options.topicBudget);
    this.#problems = new Problems({
      topicName: (topic) => this.#names.name(topic),
      mark: (problem) => {
        this.#markProblem(problem);
      },
      onProblem: (problem) => {
        this.#problemFound(problem.packet);
        options.onProblem?.(problem);
      },
    });
    const isWanted = (exchange: number) => this.#kept.hasExchange(exchange);
    const followed = {
      irregular: (irregularity: Irregularity) => {
        this.#problems.irregular(irregularity);
      },
      changed: (exchange: number) => {
        this.#exchangeChanged(exchange);
      },
    };
    this.#exchanges = new Exchanges(this.#log, this.#names, followed, { isWanted });
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
    const closing = this.#streams.remembered(stream);
    if (closing?.isOpen === true) this.#problems.closed(closing, time);
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
    this.#problems.broken(number, at, time, problem);
    this.armed.arrived(number);
    return number;
  }

  /** After an armed filter stopped it. What was missed was not seen: streams go on as new ones. */
  resumeRecording(time: number): void {
    if (!this.armed.isStopped) return;
    this.armed.resume();
    for (const stream of this.#streams.all()) {
      if (!stream.isOpen) continue;
      this.#problems.gap(stream);
      this.#problems.closed(stream, undefined);
      stream.note(STOPPED);
    }
    this.#streams.goOnUnseen(time);
  }

  /** Wall-clock time of the origin of all times, ms since 1970. */
  get origin(): number {
    return this.#origin;
  }

  /** What is known of a capture only after it was made; before its first packet. */
  begin({ originWallClock, logBudget = 0 }: CaptureOptions): void {
    this.#origin = originWallClock;
    this.#isLive = false;
    this.#exchanges.capturedAnywhere();
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
    this.#problems.store.clear();
    this.#topics.clear();
    this.marks.clear();
    this.#messages = 0;
  }

  /** The capture is over at that time: what still waits for an answer is judged. */
  end(time: number): void {
    this.#problems.end(time);
  }

  /** What the rules found on a packet. */
  foundOn(packet: number): readonly FoundProblem[] {
    return this.#problems.store.ofPacket(packet);
  }

  /** What a muted rule finds does not count. */
  muteRule(rule: string, muted: boolean): void {
    this.#problems.store.mute(rule, muted);
  }

  /** The person has looked at the problems. */
  readProblems(): void {
    this.#problems.store.read();
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

  /** The exchange that a packet belongs to; 0: none, or it is not there any more. */
  exchangeOf(packet: number): number {
    return this.#log.row(packet)?.exchange ?? 0;
  }

  /** Undefined where it is not there any more. */
  exchangeFacts(exchange: number): ExchangeFacts | undefined {
    return this.#exchanges.factsOf(exchange);
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
    for (const at of this.filter.whole.each(number)) {
      const row = log.row(at);
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
    const { problems } = request;
    if (this.#isLive && !this.armed.isStopped) this.#problems.tick(now);
    return {
      counters: this.counters(now),
      origin: this.#origin,
      now,
      firstTime: this.#log.firstTime,
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
      ...(problems && { problems: this.#problems.store.window(problems) }),
      ...exchangeReplies(this.#exchanges, this.#sources, request, now),
      ...(request.streams && { streams: streamRows(this.#streams.all(), request.streams) }),
      ...(request.nextProblem && { nextProblem: this.#nextProblem(request.nextProblem.after) }),
    };
  }

  /** Of the list as it is filtered now. */
  #nextProblem(after: number): NonNullable<WindowReply['nextProblem']> {
    const { list } = this.filter;
    const later = this.#problems.store.packetsAfter(after);
    return { after, packet: later.find((one) => list.position(one) !== undefined) ?? null };
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
      problems: this.#problems.store.counts,
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
      eachPacket: (exchange, visit) => {
        this.#exchanges.book.store.eachPacket(exchange, visit);
      },
      foundProblems: (packet) => this.#problems.store.ofPacket(packet),
      hasFound: (packet) => this.#problems.store.hasPacket(packet),
    };
  }

  readonly #found = (packet: number) => this.#problems.store.ofPacket(packet);

  get #sources(): DetailSources {
    const { book } = this.#exchanges;
    return { book, log: this.#log, streams: this.#streams, found: this.#found };
  }

  #rows(range: NonNullable<WindowRequest['packets']>): NonNullable<WindowReply['packets']> {
    const { list, text: filter } = this.filter;
    const packets = packetRows(this.#log, this.#names, this.#found, list, range);
    const rows = packets.rows.map((row) => {
      const beside = this.filter.isBeside(row.number) && { beside: true as const };
      return { ...this.#completed(row), ...beside };
    });
    return { ...packets, rows, ...(filter !== undefined && { filter }) };
  }

  /** With what is not in the log's own columns. */
  #completed(row: PacketRow): PacketRow {
    const mark = this.marks.note(row.number);
    const exchange = this.#exchanges.packetExchange(row.number);
    if (mark === undefined && exchange === undefined) return row;
    return { ...row, ...(mark !== undefined && { mark }), ...(exchange && { exchange }) };
  }

  #detailOf(packet: number): PacketDetail | null {
    const detail = packetDetail(this.#log, this.#names, this.#found, packet);
    const found = this.#problems.store.ofPacket(packet);
    if (detail === null) return null;
    const row = this.#completed(detail.row);
    const exchange = row.exchange && exchangeDetail(this.#sources, row.exchange.exchange);
    const delivery = deliveryOf({ ...this.#sources, names: this.#names }, packet);
    return { ...detail, row, found, ...(exchange && { exchange }), ...(delivery && { delivery }) };
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
    const hasProblem = !isMessage || shape.breaksRule || this.#names.isFaulty(topic);
    if (hasProblem || !this.#passes(arrived, bytes, shape, topic)) {
      const problems = hasProblem
        ? problemsOf(bytes, stream.version, direction, () => this.#names.name(topic))
        : NO_PROBLEMS;
      this.#see(arrived, bytes, { publish: shape, topic, packet: undefined, problems });
    }
    const number = this.#log.append(bytes, {
      time,
      stream: stream.ordinal,
      direction,
      version: stream.version,
      packetId: shape?.packetId ?? 0,
      topic,
      masked: arrived.masked,
      hasProblem: hasProblem || this.#nextHasProblem,
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
    this.#problems.gap(stream);
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

  /** The short way of a plain PUBLISH. */
  #passes(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
  ): boolean {
    this.#nextHasProblem = false;
    const number = this.#log.nextNumber;
    return this.#problems.passes(stream, direction, number, time, bytes, shape, topic);
  }

  /** Before the stream learns from the packet. */
  #see(
    { stream, direction, time }: Arrived,
    bytes: Uint8Array,
    what: Pick<SeenPacket, 'publish' | 'topic' | 'packet' | 'problems'>,
  ): void {
    this.#nextHasProblem = false;
    const number = this.#log.nextNumber;
    const { publish, topic, packet, problems } = what;
    this.#problems.see({
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

  #markProblem({ packet, stream }: FoundProblem): void {
    if (packet === this.#log.nextNumber) this.#nextHasProblem = true;
    else this.#log.markProblem(packet);
    this.#exchanges.problemOn(packet);
    const its = this.#streams.remembered(stream);
    if (its !== undefined) its.problems += 1;
  }

  /** What a filter said of it may not hold any more. */
  #problemFound(packet: number): void {
    if (packet > this.newest) return;
    this.filter.problemFound(packet);
    this.armed.problemFound(packet);
  }

  /** What a filter said of its packets may not hold any more. */
  #exchangeChanged(exchange: number): void {
    this.#onExchange(exchange);
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
        hasProblem: hasProblem || this.#nextHasProblem,
        masked: arrived.masked,
      });
    };
    const ack = quickAck(bytes);
    if (ack !== undefined) {
      this.#see(arrived, bytes, { ...NO_PUBLISH, packet: ack, problems: NO_PROBLEMS });
      const number = append(ack.packetId, false);
      this.#exchanges.ack({ stream, direction, number, time }, ack);
      return number;
    }
    const read = readArrival(bytes, stream.version, direction);
    const { packet, packetId, hasProblem, problems } = read;
    this.#see(arrived, bytes, { ...NO_PUBLISH, packet, problems });
    // First, so that the row of a CONNECT has the version that it asks for.
    if (packet !== undefined) {
      this.#streams.follow(stream, direction, packet, this.#log.nextNumber, time);
    }
    const number = append(packetId, hasProblem);
    if (packet !== undefined) this.#exchanges.packet({ stream, direction, number, time }, packet);
    return number;
  }
}
