/** One capture: every packet of its streams, and the topics received; answers windows. */

import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { SchemaFile } from '../../payload/formats/step.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { ExchangeFacts } from '../filter/packetFacts.ts';
import type { ArmedFilter } from '../filtering/armedFilter.ts';
import type { DisplayFilter } from '../filtering/displayFilter.ts';
import type { PacketCursor } from '../filtering/packetCursor.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { type Cleared, clearedPart, clearedTogether } from '../log/columns/cleared.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import { GapPlaces } from '../log/columns/gapPlaces.ts';
import type { Marks } from '../log/columns/marks.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { ReplyFacts } from '../requestResponse/reply.ts';
import type { ChartedSeries } from '../series/chartedSeries.ts';
import type { Stream, StreamOptions } from '../streams/stream.ts';
import type { StreamEnd } from '../streams/streamFacts.ts';
import type { LatestValue, Limits } from '../topics/latestBelow.ts';
import type { RetainedTopic } from '../topics/receivedTopics.ts';
import type { TopicTable } from '../topics/topicTable.ts';
import type { Arrangement } from '../topics/tree/arrangement.ts';
import type { TopicFinder } from '../topics/tree/topicFinder.ts';
import type { TopicMessage, TopicOrder } from '../topics/tree/topicRow.ts';
import { Arrivals } from './arrivals.ts';
import { CaptureFaults } from './captureFaults.ts';
import { type CaptureOptions, CaptureParts } from './captureParts.ts';
import { CaptureWindow } from './captureWindow.ts';
import type { AnswersTogether } from './plainAnswers.ts';
import type { Together } from './plainMessages.ts';
import type { PlainSent } from './plainSent.ts';
import type { Counters, WindowReply, WindowRequest } from './window.ts';

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
  /** It came where nobody knew that packets begin. */
  readonly lost: boolean;
  /** Of a PUBLISH, also behind an alias. */
  readonly topic: string | undefined;
  /** No packet could be cut from the bytes; why. */
  readonly problem?: PacketProblem;
  /** It never was on the wire. */
  readonly withheld: boolean;
  /** What was done to it on purpose. */
  readonly faults: readonly RowFault[];
}

export interface NewestStream {
  readonly stream: number;
  readonly opened: number | undefined;
  readonly isOpen: boolean;
  /** Empty: it has no name, or none is known. */
  readonly client: string;
}

const STOPPED: NoteFact = { key: 'recording-stopped', args: {} };

/** All times are µs since the capture's origin. Bytes that are passed in are copied. */
export class Capture {
  readonly conventions: Conventions;
  /** A person's. */
  readonly marks: Marks;
  /** How a person wants payloads to be read. */
  readonly chosen: ChosenFormats;
  /** What the packet list shows. */
  readonly filter: DisplayFilter;
  /** What is waited for. */
  readonly armed: ArmedFilter;
  /** What was done to packets on purpose. */
  readonly faults: CaptureFaults;
  readonly #parts: CaptureParts;
  readonly #arrivals: Arrivals;
  #tellNext: (() => void) | undefined;
  #sent: PlainSent | undefined;
  readonly #window: CaptureWindow;
  /** Numbers of packets before which bytes of their streams are missing. */
  readonly #gaps: GapPlaces;
  #cleared: Cleared | undefined;
  /** Not what a file tells: only then does time pass without packets. */
  #isLive = true;

  constructor(options: CaptureOptions) {
    this.conventions = options.conventions;
    this.#parts = new CaptureParts(options);
    this.#parts.origin = options.originWallClock;
    const { log } = this.#parts;
    this.#gaps = new GapPlaces((packet) => log.holds(packet));
    this.#arrivals = new Arrivals(this.#parts);
    this.#window = new CaptureWindow(this.#parts, this.#arrivals);
    this.faults = new CaptureFaults(this.#parts);
    const { marks, filter, armed, chosen } = this.#parts;
    this.marks = marks;
    this.chosen = chosen;
    this.filter = filter;
    this.armed = armed;
  }

  /**
   * A new transport connection.
   * @param known its version, where it is known without a CONNECT, or more
   * @returns the stream's ordinal, from 1
   */
  openStream(known: ProtocolVersion | StreamOptions = {}): number {
    return this.#parts.streams.open(typeof known === 'number' ? { version: known } : known);
  }

  /** Something worth knowing of a stream; in the list of streams. */
  noteStream(stream: number, note: NoteFact): void {
    this.#parts.streams.remembered(stream)?.note(note);
  }

  /** Another connection of the app, in this tab or another, uses the client identifier of this one. */
  sameClientElsewhere(stream: number, time: number): void {
    const at = this.#parts.streams.remembered(stream);
    if (at !== undefined) this.#parts.problems.rival(at, time);
  }

  /** A PUBLISH that waits for its answer is not sent again: its sender has given it up. */
  gaveUp(packet: number): void {
    const row = this.#parts.log.row(packet);
    const at = row && this.#parts.streams.remembered(row.stream);
    if (at) this.#parts.exchanges.gaveUp(row.exchange, at.session.flow.of(row.direction));
  }

  /** Bytes of the stream are missing here: nobody knows what they said. */
  gapIn(stream: number): void {
    if (this.#parts.streams.remembered(stream) === undefined) return;
    this.#gaps.add(this.#parts.log.nextNumber);
    this.lacks(stream);
  }

  /** Bytes of the stream are missing, maybe behind its last packet. */
  lacks(stream: number): void {
    const at = this.#parts.streams.remembered(stream);
    if (at === undefined) return;
    // Once for each stream: there may be many sessions.
    const isNews = at.session.isKnown || !at.hasPackets;
    at.session.isKnown = false;
    for (let one: Stream | undefined = at; one; one = one.next) one.isBackAtOnce = false;
    if (at.connect === undefined && isNews) this.#parts.streams.doubtAbsent(at.server);
    this.#parts.problems.gap(at);
  }

  /** @param time µs; undefined where its end was not seen */
  closeStream(stream: number, time?: number, end?: StreamEnd): void {
    const closing = this.#parts.streams.remembered(stream);
    if (closing?.isOpen === true) this.#parts.problems.closed(closing, time);
    this.#parts.streams.close(stream, time, end);
  }

  /** One side has ended it, as far as that is known, and the other one has not yet. */
  halfClosed(stream: number, end: StreamEnd): void {
    const half = this.#parts.streams.remembered(stream);
    if (half?.isOpen === true) half.end = end;
  }

  /** What is worth knowing of a stream. */
  notesOn(stream: number): readonly NoteFact[] {
    return this.#parts.streams.remembered(stream)?.notes ?? [];
  }

  /** How it ended, beside what its packets say; undefined where that was not seen, or is not remembered. */
  endOf(stream: number): StreamEnd | undefined {
    return this.#parts.streams.remembered(stream)?.end;
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
    if (this.#tellNext !== undefined) this.#tellOfNext();
    return this.#arrivals.packet(stream, direction, time, bytes, masked);
  }

  /** Whether packets may be taken in many at a time. Whoever has to see each of them in `packet` says no. */
  protected get takesTogether(): boolean {
    return true;
  }

  /**
   * The plain messages and PUBREL among packets that came in together, from `from` on, in the bytes that `together` lends.
   * @returns where the first packet stands that is to be passed to `packet`
   */
  plain(bytes: Uint8Array, from: number, together: Together): number {
    if (!this.takesTogether) return from;
    const end = this.#arrivals.plain(bytes, from, together);
    if (end > from && this.#tellNext !== undefined) this.#tellOfNext();
    return end;
  }

  /**
   * Our answers to messages (PUBACK, PUBREC, PUBCOMP), in the bytes that `together` lends, as they leave.
   * @returns where the first packet stands that is to be passed to `packet`
   */
  plainAnswers(bytes: Uint8Array, from: number, together: AnswersTogether): number {
    if (!this.takesTogether) return from;
    const end = this.#arrivals.plainAnswers(bytes, from, 'out', together);
    if (end > from && this.#tellNext !== undefined) this.#tellOfNext();
    return end;
  }

  /** Plain messages that leave together are recorded at once from now on; it is loaded with what publishes so. */
  sendsMany(Lane: typeof PlainSent): void {
    this.#sent ??= this.join((parts) => new Lane(parts));
  }

  /** The same of plain messages that leave together. */
  plainSent(bytes: Uint8Array, from: number, stream: number, time: number): number {
    if (!this.takesTogether) return from;
    const { packets, end } = this.#sent?.take(bytes, from, stream, time) ?? {
      packets: 0,
      end: from,
    };
    if (packets === 0) return from;
    this.#arrivals.outRate.count(time, packets);
    if (this.#tellNext !== undefined) this.#tellOfNext();
    return end;
  }

  #tellOfNext(): void {
    const tell = this.#tellNext;
    this.#tellNext = undefined;
    tell?.();
  }

  /** Tells of the next packet that comes, once. */
  whenNext(tell: () => void): void {
    this.#tellNext = tell;
  }

  /** The packet that came last, if it is a PUBLISH of that version in which the decoder would find no fault. */
  faultlessPublish(version: ProtocolVersion): PublishShape | undefined {
    return this.#arrivals.faultlessPublish(version);
  }

  /**
   * Runs `cut` with bytes that came together, whose packets it passes to `packet`: these are copied all at once.
   * @param cut its argument, in place of `bytes`, is only good while it runs
   */
  together(bytes: Uint8Array, cut: (bytes: Uint8Array) => void): void {
    if (this.armed.isStopped) cut(bytes);
    else this.#parts.log.together(bytes, cut);
  }

  /** What is wrong with how a packet that came travelled: its own bytes do not tell. */
  fault(stream: number, number: number, time: number, problem: PacketProblem): void {
    const found = this.#parts.streams.get(stream);
    if (found !== undefined && number > 0) this.#parts.problems.fault(number, found, time, problem);
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
    return this.#arrivals.brokenBytes(stream, direction, time, bytes, problem);
  }

  /** Nobody knows whether what comes next begins a packet: it will be kept, and say nothing. */
  isFramingLost(stream: number, direction: Direction): boolean {
    return this.#parts.streams.get(stream)?.framing.isLost(senderOf(direction)) ?? false;
  }

  /** What comes next begins a packet for sure: whoever took it from the network can tell. */
  framingFound(stream: number, direction: Direction): void {
    this.#parts.streams.get(stream)?.framing.found(senderOf(direction));
  }

  /** The newest streams, newest first: when each was opened (µs), and its client as far as it is known. */
  newestStreams(count: number): readonly NewestStream[] {
    const streams = this.#parts.streams.all().slice(-count).toReversed();
    return streams.map(({ ordinal, opened, isOpen, connect, session }) => ({
      stream: ordinal,
      opened,
      isOpen,
      client: session.clientId || (connect?.clientId ?? ''),
    }));
  }

  /** After an armed filter stopped it. What was missed was not seen: streams go on as new ones. */
  resumeRecording(time: number): void {
    if (!this.armed.isStopped) return;
    this.armed.resume();
    for (const stream of this.#parts.streams.all()) {
      if (!stream.isOpen) continue;
      this.#parts.problems.gap(stream);
      this.#parts.problems.closed(stream, undefined);
      stream.note(STOPPED);
    }
    this.#parts.streams.goOnUnseen(time);
  }

  /** Wall-clock time of the origin of all times, ms since 1970. */
  get origin(): number {
    return this.#parts.origin;
  }

  /** What is known of a capture only after it was made; before its first packet. */
  begin({
    originWallClock,
    logBudget = 0,
  }: Pick<CaptureOptions, 'originWallClock' | 'logBudget'>): void {
    this.#parts.origin = originWallClock;
    this.#isLive = false;
    this.seenAnywhere();
    this.#parts.log.enlarge(logBudget);
  }

  /** Not at its client: what a side sent may not have reached the other. Before its first packet. */
  seenAnywhere(): void {
    this.#parts.exchanges.capturedAnywhere();
    this.#parts.streams.seesAll = false;
    this.#parts.topics.haveSent = true;
  }

  /** Number of the newest packet; 0: none yet. */
  get newest(): number {
    return this.#parts.log.nextNumber - 1;
  }

  /** Messages wait for what is loaded when it is first needed: what conventions mean, what pairs requests with replies. */
  get hasUnread(): boolean {
    return this.#parts.messages.hasUnread || this.#parts.replies.hasUnread;
  }

  /**
   * Conventions among a person's files are in use from then on, and those of before no more; what came is told
   * anew.
   */
  async readConventions(files: readonly SchemaFile[]): Promise<void> {
    if (!(await this.conventions.readFiles(files))) return;
    this.#parts.messages.conventionsChanged();
    this.chosen.forget();
    if (this.#parts.messages.hasUnread) await this.loadPairing();
  }

  /** Then they are read. */
  async loadPairing(): Promise<void> {
    await Promise.all([this.#parts.messages.load(), this.#parts.replies.load()]);
  }

  /**
   * Forgets packets, topics and counts. Numbers go on, and so do open exchanges. Until it is forgotten, or
   * cleared once more, what was there can be brought back, as far as there was room for it.
   */
  clear(): void {
    this.#cleared?.forget();
    const { messages } = this.#arrivals;
    this.#arrivals.messages = 0;
    const counted = clearedPart(() => {
      this.#arrivals.messages += messages;
    });
    this.#cleared = clearedTogether([this.#parts.clear(), this.#gaps.clear(), counted]);
  }

  /** Joins what was cleared last with what came since. @returns whether there was anything */
  bringBack(): boolean {
    const cleared = this.#cleared;
    this.#cleared = undefined;
    cleared?.bringBack();
    return cleared !== undefined;
  }

  /** What was cleared will not be asked for any more. */
  forgetCleared(): void {
    this.#cleared?.forget();
    this.#cleared = undefined;
  }

  /** Gives back what forgotten packets take, as long as there is time. @returns whether nothing is left of them */
  letGo(hasTime: () => boolean): boolean {
    const { log, kept } = this.#parts;
    return log.letGo(hasTime) && kept.letGo(hasTime);
  }

  /** Keeps to the memory that there is, as long as there is time. @returns whether that is done */
  makeRoom(hasTime: () => boolean): boolean {
    return this.#parts.log.makeRoom(hasTime);
  }

  /** The capture is over at that time: what still waits for an answer is judged. */
  end(time: number): void {
    this.#parts.problems.end(time);
  }

  /** What is loaded later is made of the same parts. */
  join<T>(make: (parts: CaptureParts) => T): T {
    return make(this.#parts);
  }

  /** Whether bytes of its stream are missing before it. */
  isAfterGap(packet: number): boolean {
    return this.#gaps.has(packet);
  }

  /** What the rules found on a packet. */
  foundOn(packet: number): readonly FoundProblem[] {
    return this.#parts.problems.store.ofPacket(packet);
  }

  /** What a muted rule finds does not count. */
  muteRule(rule: string, muted: boolean): void {
    this.#parts.problems.store.mute(rule, muted);
  }

  /** The person has looked at the problems. */
  readProblems(): void {
    this.#parts.problems.store.read();
  }

  /** Opens or closes a row of the topic tree, `deep` with all below it; without a path, the whole tree. */
  expand(path: string | undefined, expanded: boolean, deep = false): void {
    this.#parts.topics.expand(path, expanded, deep);
  }

  /** Text, or a topic filter where it holds `+` or `#`; empty shows all. `lookForTopics` finds what is there already. */
  search(text: string, Finder: typeof TopicFinder): void {
    this.#parts.topics.search(text, Finder);
  }

  /** Goes on with that search as long as there is time. @returns whether all topics were looked at */
  lookForTopics(hasTime: () => boolean): boolean {
    return this.#parts.topics.look(hasTime);
  }

  /** What the broker is known to retain, of the topics that are meant. */
  retained(isMeant: (topic: string) => boolean): readonly RetainedTopic[] {
    return this.#parts.topics.retained(isMeant);
  }

  /** In which order topics are shown, and which of them, with all below, are not. */
  arrangeTopics(
    order: TopicOrder,
    hidden: readonly string[],
    arrangement: () => Arrangement,
  ): void {
    this.#parts.topics.sort(order, arrangement);
    this.#parts.topics.hide(hidden);
  }

  /** All topics as a list; windows answer with it from now on. */
  topicTable(Table: typeof TopicTable): TopicTable {
    return this.#parts.topics.table(Table);
  }

  /** Values that are charted; windows answer with them from now on. */
  charted(Charted: typeof ChartedSeries): ChartedSeries {
    return this.#parts.charted(Charted);
  }

  /** Topic names that begin so. */
  complete(prefix: string, limit = 50): readonly { topic: string; messages: number }[] {
    return this.#parts.topics.complete(prefix, limit);
  }

  /** The last values of a branch, each with the one before it. */
  latest(path: string, limits: Limits): readonly LatestValue[] {
    return this.#parts.topics.latest(path, limits);
  }

  /** The last message received on a topic, its payload a view; undefined: none was. */
  lastMessage(topic: string): TopicMessage | undefined {
    return this.#parts.topics.lastMessage(topic);
  }

  /** Called with each message that was received, by the number of its PUBLISH and its time. */
  set onReceived(heard: ((packet: number, time: number) => void) | undefined) {
    this.#arrivals.onReceived = heard;
  }

  /** For filters that are asked of single packets. */
  cursor(): PacketCursor {
    return this.#parts.cursor();
  }

  /** The exchange that a packet belongs to; 0: none, or it is not there any more. */
  exchangeOf(packet: number): number {
    return this.#parts.log.row(packet)?.exchange ?? 0;
  }

  /** Numbers of the packets in the exchange that this one belongs to, itself included; none: it belongs to none. */
  packetsOfExchange(packet: number): readonly number[] {
    const packets: number[] = [];
    this.#parts.exchanges.book.store.eachPacket(this.exchangeOf(packet), (one) => {
      packets.push(one);
    });
    return packets;
  }

  /** Undefined where it is not there any more. */
  exchangeFacts(exchange: number): ExchangeFacts | undefined {
    return this.#parts.exchanges.factsOf(exchange);
  }

  /** What a packet has to do with requests and replies. */
  replyFacts(packet: number): ReplyFacts | undefined {
    return this.#parts.replyFacts(packet);
  }

  /** A copy of the packet's exact bytes; undefined where it is not there any more. */
  bytesOf(number: number): Uint8Array | undefined {
    return this.#parts.log.view(number)?.slice();
  }

  /** Every packet that is held or kept, oldest first, from this number on. Bytes are views. */
  *packetsFrom(number: number): Generator<HeldPacket, void, undefined> {
    const log = this.#parts.log;
    for (const at of this.filter.whole.each(number)) {
      const row = log.row(at);
      const bytes = row && log.view(at);
      if (row === undefined || bytes === undefined) continue;
      const { stream, direction, time, version, unframed, masked, lost } = row;
      const [problem] = unframed ? log.notedProblems(at) : [];
      const topic = this.#parts.names.name(row.topic);
      const { withheld } = row;
      const faults = this.faults.on(at);
      const place = { number: at, stream, direction, time, version };
      const held = { ...place, bytes, masked, lost, topic, withheld, faults };
      yield { ...held, ...(problem && { problem }) };
    }
  }

  /** What is asked for, in copies that may be posted; and always the counters. */
  window(request: WindowRequest, now: number): WindowReply {
    if (this.#isLive && !this.armed.isStopped) this.#parts.problems.tick(now);
    return this.#window.answer(request, this.#parts.origin, now);
  }

  counters(now: number): Counters {
    return this.#window.counters(now);
  }
}
