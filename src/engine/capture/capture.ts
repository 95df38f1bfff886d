/** Combines one capture: every packet of its streams and the received topics. Answers windows. */

import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { SchemaFile } from '../../payload/schemas/step.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { EndCause, EndCauses } from '../endCauses/endCauses.ts';
import type { ExchangeFacts } from '../filter/packetFacts.ts';
import type { ArmedFilter } from '../filtering/armedFilter.ts';
import type { DisplayFilter } from '../filtering/displayFilter.ts';
import type { PacketCursor } from '../filtering/packetCursor.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { type Cleared, clearedPart, clearedTogether } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import { GapPlaces } from '../log/columns/gapPlaces.ts';
import type { Marks } from '../log/columns/marks.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { ReplyFacts } from '../requestResponse/reply.ts';
import { PACKET_IN_PAYLOAD } from '../rules/payloadRules.ts';
import type { ChartedSeries } from '../series/chartedSeries.ts';
import type { Stream, StreamOptions } from '../streams/stream.ts';
import type { StreamEnd } from '../streams/streamFacts.ts';
import type { LatestValue, Limits } from '../topics/latestBelow.ts';
import type { RetainedTopic, TopicsSearched } from '../topics/receivedTopics.ts';
import type { TopicTable } from '../topics/topicTable.ts';
import type { Arrangement } from '../topics/tree/arrangement.ts';
import type { TopicFinder } from '../topics/tree/topicFinder.ts';
import type { TopicMessage, TopicOrder } from '../topics/tree/topicRow.ts';
import type { Counters, WindowReply, WindowRequest } from '../window/window.ts';
import { Arrivals } from './arrivals.ts';
import { CaptureFaults } from './captureFaults.ts';
import { type CaptureOptions, CaptureParts } from './captureParts.ts';
import { CaptureWindow } from './captureWindow.ts';
import { type HeldPacket, heldPackets } from './heldPackets.ts';
import type { AnswerBatch } from './plainAnswers.ts';
import type { PacketBatch } from './plainMessages.ts';
import type { PlainSent } from './plainSent.ts';
import { stepProblems } from './stepWatch.ts';
import { causeOfStream, closedHow } from './streamEnd.ts';

export interface NewestStream {
  readonly stream: number;
  readonly opened: number | undefined;
  readonly isOpen: boolean;
  /** Empty if it has no name, or none is known. */
  readonly client: string;
}

/** Without a side, because neither of them ended it. */
const onPurpose = (args: EndCauses['on-purpose']) =>
  ({ cause: { key: 'on-purpose', args } }) as const;

const STOPPED: NoteFact = { key: 'recording-stopped', args: {} };

/** All times are µs since the capture's origin. Bytes that are passed in are copied. */
export class Capture {
  readonly conventions: Conventions;
  /** The user's marks. */
  readonly marks: Marks;
  /** Payload formats that the user chose. */
  readonly chosen: ChosenFormats;
  /** Decides which packets the list shows. */
  readonly filter: DisplayFilter;
  /** Filters that wait for a packet. */
  readonly armed: ArmedFilter;
  /** Injected faults. */
  readonly faults: CaptureFaults;
  readonly #parts: CaptureParts;
  readonly #arrivals: Arrivals;
  #nextReport: (() => void) | undefined;
  #sent: PlainSent | undefined;
  readonly #window: CaptureWindow;
  /** Numbers of packets before which bytes of their streams are missing. */
  readonly #gaps: GapPlaces;
  #cleared: Cleared | undefined;
  /** False for a file. Time advances without packets only in a live capture. */
  #isLive = true;
  /** Packets from before a reload are read, which are long over: no time passes for them. */
  isRecalling = false;

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
   * Opens a transport connection.
   * @param known its version if it is known without a CONNECT, or more options
   * @returns the stream's ordinal, from 1
   */
  openStream(known: ProtocolVersion | StreamOptions = {}): number {
    return this.#parts.streams.open(typeof known === 'number' ? { version: known } : known);
  }

  /** Sets the version of the stream's next packets, if the file contains it. */
  setVersion(stream: number, version: ProtocolVersion): void {
    const at = this.#parts.streams.remembered(stream);
    if (at === undefined) return;
    // The writer of the file may have guessed it, too.
    if (at.version === undefined) at.isGuessed = !at.fromStart;
    at.version = version;
  }

  /** Adds a note to a stream, for the list of streams. */
  noteStream(stream: number, note: NoteFact): void {
    this.#parts.streams.remembered(stream)?.note(note);
  }

  /** Reports that another connection of the app, in this tab or another, uses the same client identifier. */
  sameClientElsewhere(stream: number, time: number): void {
    const at = this.#parts.streams.remembered(stream);
    if (at !== undefined) this.#parts.problems.rival(at, time);
  }

  /** Reports that a PUBLISH without an answer will not be sent again because its sender has given it up. */
  gaveUp(packet: number): void {
    const row = this.#parts.log.row(packet);
    const at = row && this.#parts.streams.remembered(row.stream);
    if (at) this.#parts.exchanges.gaveUp(row.exchange, at.session.flow.of(row.direction));
  }

  /** Reports that bytes of the stream are missing here. Their content is unknown. */
  gapIn(stream: number): void {
    if (this.#parts.streams.remembered(stream) === undefined) return;
    this.#gaps.add(this.#parts.log.nextNumber);
    this.lacks(stream);
  }

  /** Reports that bytes of the stream are missing, possibly after its last packet. */
  lacks(stream: number): void {
    const at = this.#parts.streams.remembered(stream);
    if (at === undefined) return;
    // Once per stream, because there may be many sessions.
    const isNews = at.session.isKnown || !at.hasPackets;
    at.session.isKnown = false;
    at.isUncertain = true;
    for (let one: Stream | undefined = at; one; one = one.next) {
      one.isBackAtOnce = false;
      one.isBackSoon = false;
    }
    if (at.connect === undefined && isNews) this.#parts.streams.doubtAbsent(at.server);
    this.#parts.problems.gap(at);
  }

  /** Reports that nothing was recorded for a while, in which any client may have used its session. */
  wasAway(): void {
    const { streams, problems } = this.#parts;
    for (const server of new Set(streams.all().map((stream) => stream.server))) {
      streams.doubtAbsent(server);
      problems.wasAway(server);
    }
  }

  /** @param time µs; undefined if the end was not seen */
  closeStream(stream: number, time?: number, end?: StreamEnd): void {
    const closing = this.#parts.streams.remembered(stream);
    if (closing?.isOpen === true) {
      this.#explainStep(closing, time);
      this.#parts.problems.closed(closing, time, () => this.#causeOf(stream, time, end));
    }
    this.#parts.streams.close(stream, time, closing?.cut ? onPurpose(closing.cut) : end);
  }

  /**
   * Reports that a fault rule, a recipe or the user ended the connection, which may be closed already: neither
   * side is judged for it.
   */
  endedOnPurpose(stream: number, cut: EndCauses['on-purpose']): void {
    const at = this.#parts.streams.remembered(stream);
    if (at === undefined || at.cut !== undefined) return;
    at.cut = cut;
    if (at.isOpen) return;
    at.end = onPurpose(cut);
    this.#parts.endedOnPurpose(stream, onPurpose(cut).cause);
  }

  /** Explains bytes that could not be read. */
  #explainStep(stream: Stream, time: number | undefined): void {
    const { log, problems } = this.#parts;
    if (stream.warnings + stream.errors === 0) return;
    const isAfterGap = (packet: number): boolean => this.#gaps.has(packet);
    for (const { problem, misread } of stepProblems(log, stream, time, isAfterGap)) {
      problems.add(problem);
      this.#parts.withdraw(problem.packet, PACKET_IN_PAYLOAD.id);
      for (const packet of misread) this.#parts.withdrawMisread(packet);
    }
  }

  #causeOf(
    stream: number,
    time?: number,
    { by, cause, code, before = 0 }: StreamEnd = {},
  ): EndCause | undefined {
    const at = this.#parts.streams.remembered(stream);
    if (at?.cut !== undefined) return onPurpose(at.cut).cause;
    if (cause !== undefined || by === undefined || time === undefined) return cause;
    const how = closedHow(code, at?.notes);
    return causeOfStream(this.#parts, stream, { by, time: time - before, ...how });
  }

  /** Reports that one side ended the connection, and the other one has not yet. */
  halfClosed(stream: number, end: StreamEnd): void {
    const half = this.#parts.streams.remembered(stream);
    if (half?.isOpen === true) half.end = end;
  }

  /** True if the capture has both directions of the stream. */
  hasBothSides(stream: number): boolean {
    return this.#parts.streams.remembered(stream)?.mayLackSide === false;
  }

  /** True if no CONNECT states the protocol version of a stream. */
  isVersionInferred(stream: number): boolean {
    return this.#parts.streams.remembered(stream)?.isGuessed === true;
  }

  /** Notes on a stream. */
  notesOn(stream: number): readonly NoteFact[] {
    return this.#parts.streams.remembered(stream)?.notes ?? [];
  }

  /** The end of the connection, without what its packets say. Undefined if it is unseen or forgotten. */
  endOf(stream: number): StreamEnd | undefined {
    return this.#parts.streams.remembered(stream)?.end;
  }

  /**
   * Records one control packet with its exact bytes.
   * @param masked its secrets were overwritten before
   * @returns its number; 0: the recording is stopped
   */
  packet(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    masked = false,
  ): number {
    if (this.#nextReport !== undefined) this.#reportNext();
    return this.#arrivals.packet(stream, direction, time, bytes, masked);
  }

  /**
   * False for a subclass that has to see each packet in `packet`. Then packets are not processed in batches.
   */
  protected get takesBatches(): boolean {
    return true;
  }

  /**
   * Processes the plain messages and PUBRELs of a batch, from `from` on. `batch` lends the bytes.
   * @returns position of the first packet that must be passed to `packet`
   */
  plain(bytes: Uint8Array, from: number, batch: PacketBatch): number {
    if (!this.takesBatches) return from;
    const end = this.#arrivals.plain(bytes, from, batch);
    if (end > from && this.#nextReport !== undefined) this.#reportNext();
    return end;
  }

  /**
   * Processes our outgoing answers to messages (PUBACK, PUBREC, PUBCOMP). `batch` lends the bytes.
   * @returns position of the first packet that must be passed to `packet`
   */
  plainAnswers(bytes: Uint8Array, from: number, batch: AnswerBatch): number {
    if (!this.takesBatches) return from;
    const end = this.#arrivals.plainAnswers(bytes, from, 'out', batch);
    if (end > from && this.#nextReport !== undefined) this.#reportNext();
    return end;
  }

  /**
   * Records plain messages that are sent together in batches from now on. Loaded with the code that publishes
   * them.
   */
  sendsMany(Lane: typeof PlainSent): void {
    this.#sent ??= this.join((parts) => new Lane(parts));
  }

  /** Processes plain messages that are sent together. */
  plainSent(bytes: Uint8Array, from: number, stream: number, time: number): number {
    if (!this.takesBatches) return from;
    const { packets, end } = this.#sent?.take(bytes, from, stream, time) ?? {
      packets: 0,
      end: from,
    };
    if (packets === 0) return from;
    this.#arrivals.outRate.count(time, packets);
    if (this.#nextReport !== undefined) this.#reportNext();
    return end;
  }

  #reportNext(): void {
    const tell = this.#nextReport;
    this.#nextReport = undefined;
    tell?.();
  }

  /** Calls `tell` once, with the next packet. */
  whenNext(tell: () => void): void {
    this.#nextReport = tell;
  }

  /** The newest packet, if it is a PUBLISH of this version without an error for the decoder. */
  validPublish(version: ProtocolVersion): PublishShape | undefined {
    return this.#arrivals.validPublish(version);
  }

  /**
   * Runs `cut` with bytes that arrived together. `cut` passes their packets to `packet`. All bytes are copied
   * at once.
   * @param cut its argument replaces `bytes` and is only valid while it runs
   */
  batch(bytes: Uint8Array, cut: (bytes: Uint8Array) => void): void {
    if (this.armed.isStopped) cut(bytes);
    else this.#parts.log.batch(bytes, cut);
  }

  /** Reports an error in the transport of a packet that its own bytes do not show. */
  fault(stream: number, number: number, time: number, problem: PacketProblem): void {
    const found = this.#parts.streams.get(stream);
    if (found !== undefined && number > 0)
      this.#parts.problems.packetProblem(number, found, time, problem);
  }

  /**
   * Stores bytes that cannot be split into packets as one row.
   * @param problem the reason
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

  /** The newest streams, newest first: opening time (µs), and the client if it is known. */
  newestStreams(count: number): readonly NewestStream[] {
    const streams = this.#parts.streams.all().slice(-count).toReversed();
    return streams.map(({ ordinal, opened, isOpen, connect, session }) => ({
      stream: ordinal,
      opened,
      isOpen,
      client: session.clientId || (connect?.clientId ?? ''),
    }));
  }

  /**
   * Resumes after an armed filter stopped the recording. Missed packets were not seen, so streams continue as
   * new ones.
   */
  resumeRecording(time: number): void {
    if (!this.armed.isStopped) return;
    this.armed.resume();
    for (const stream of this.#parts.streams.all()) {
      if (!stream.isOpen) continue;
      this.#parts.problems.gap(stream);
      this.#parts.problems.closed(stream, undefined);
      stream.note(STOPPED);
    }
    this.#parts.streams.restartUnseen(time);
  }

  /** Wall-clock time of the origin of all times, ms since 1970. */
  get origin(): number {
    return this.#parts.origin;
  }

  /** Sets facts that are known only after the capture was created. Must run before its first packet. */
  begin({
    originWallClock,
    logBudget = 0,
  }: Pick<CaptureOptions, 'originWallClock' | 'logBudget'>): void {
    this.#parts.origin = originWallClock;
    this.#isLive = false;
    this.capturedAnywhere();
    this.#parts.log.enlarge(logBudget);
  }

  /**
   * Declares that the capture was not taken at the client, so a sent packet may not have arrived. Must run
   * before its first packet.
   */
  capturedAnywhere(): void {
    this.#parts.exchanges.capturedAnywhere();
    this.#parts.streams.seesAll = false;
    this.#parts.topics.haveSent = true;
  }

  /** Number of the newest packet; 0: none yet. */
  get newest(): number {
    return this.#parts.log.nextNumber - 1;
  }

  /**
   * True while messages wait for code that is loaded on first use: meanings of conventions, pairing of
   * requests with replies.
   */
  get hasUnread(): boolean {
    return this.#parts.messages.hasUnread || this.#parts.replies.hasUnread;
  }

  /** Replaces the user's conventions by those among these files. Earlier messages are interpreted again. */
  async readConventions(files: readonly SchemaFile[]): Promise<void> {
    if (!(await this.conventions.readFiles(files))) return;
    this.#parts.messages.conventionsChanged();
    this.chosen.forget();
    if (this.#parts.messages.hasUnread) await this.loadPairing();
  }

  /** Loads the pairing of requests with replies, then reads the waiting messages. */
  async loadPairing(): Promise<void> {
    await Promise.all([this.#parts.messages.load(), this.#parts.replies.load()]);
  }

  /**
   * Forgets packets, topics and counts. Numbers and open exchanges continue. The cleared data can be brought
   * back, as far as it fits into memory, until it is forgotten or Clear runs again.
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

  /** Joins the data that was cleared last with newer data. @returns whether there was any */
  restore(): boolean {
    const cleared = this.#cleared;
    this.#cleared = undefined;
    cleared?.restore();
    this.#window.readAgain();
    return cleared !== undefined;
  }

  /** Forgets the cleared data. */
  forgetCleared(): void {
    this.#cleared?.forget();
    this.#cleared = undefined;
  }

  /** Frees the memory of forgotten packets while there is time. @returns true when all of it is freed */
  freeForgotten(hasTime: () => boolean): boolean {
    const { log, kept } = this.#parts;
    return log.freeForgotten(hasTime) && kept.freeForgotten(hasTime);
  }

  /** Ends the capture at this time. Packets that still wait for an answer are judged. */
  end(time: number): void {
    for (const stream of this.#parts.streams.all())
      if (stream.isOpen) this.#explainStep(stream, time);
    this.#parts.problems.end(time);
    this.#parts.messages.books?.settle(time, true);
  }

  /** Shows or hides secrets in rows and topics, also packets whose boundaries are uncertain. */
  reveal(isRevealed: boolean): void {
    this.#parts.shownSecrets.isRevealed = isRevealed;
    this.#parts.topics.readAgain();
    this.#window.readAgain();
  }

  /** True if views hide a part of the packet unless the user reveals it. */
  hides(packet: number): boolean {
    return this.#window.hides(packet);
  }

  /** Creates a part that is loaded later from the same parts. */
  join<T>(make: (parts: CaptureParts) => T): T {
    return make(this.#parts);
  }

  /** True if bytes of the packet's stream are missing before it. */
  isAfterGap(packet: number): boolean {
    return this.#gaps.has(packet);
  }

  /** Findings of the rules on a packet. */
  foundOn(packet: number): readonly FoundProblem[] {
    return this.#parts.problems.store.ofPacket(packet);
  }

  /** Mutes a rule: its findings do not count. */
  muteRule(rule: string, muted: boolean): void {
    this.#parts.problems.store.mute(rule, muted);
  }

  /** Marks all problems as read. */
  readProblems(): void {
    this.#parts.problems.store.read();
  }

  /**
   * Opens or closes a row of the topic tree, with everything below if `deep`. Without a path, the whole tree.
   */
  expand(path: string | undefined, expanded: boolean, deep = false): void {
    this.#parts.topics.expand(path, expanded, deep);
  }

  /**
   * Searches for text, or for a topic filter if it contains `+` or `#`. Empty shows all. `lookForTopics`
   * searches the existing topics.
   */
  search(text: string, Finder: typeof TopicFinder): void {
    this.#parts.topics.search(text, Finder);
  }

  /** Continues that search while there is time. @returns whether all topics were checked */
  lookForTopics(hasTime: () => boolean): boolean {
    return this.#parts.topics.look(hasTime);
  }

  /** The search of the topic tree, with the matches found so far. Undefined: there is none. */
  get searched(): TopicsSearched | undefined {
    return this.#parts.topics.searched;
  }

  /** Retained messages that the broker is known to have, of the matching topics. */
  retained(matches: (topic: string) => boolean): readonly RetainedTopic[] {
    return this.#parts.topics.retained(matches);
  }

  /** Sets the order of topics, and which topics are hidden together with their subtopics. */
  arrangeTopics(
    order: TopicOrder,
    hidden: readonly string[],
    arrangement: () => Arrangement,
  ): void {
    this.#parts.topics.sort(order, arrangement);
    this.#parts.topics.hide(hidden);
  }

  /** Lists of topics, loaded on first use. */
  topicTable(Table: typeof TopicTable): TopicTable {
    return this.#parts.topics.table(Table);
  }

  /** Creates the charted values. Windows answer with them from now on. */
  charted(Charted: typeof ChartedSeries): ChartedSeries {
    return this.#parts.charted(Charted);
  }

  /** Topic names with this prefix. */
  complete(prefix: string, limit = 50): readonly { topic: string; messages: number }[] {
    return this.#parts.topics.complete(prefix, limit);
  }

  /** The last values of a branch, each with its previous value. */
  latest(path: string, limits: Limits): readonly LatestValue[] {
    return this.#parts.topics.latest(path, limits);
  }

  /** The last message received on a topic, its payload as a view. Undefined if there was none. */
  lastMessage(topic: string): TopicMessage | undefined {
    return this.#parts.topics.lastMessage(topic);
  }

  /** Called with each received message: the number of its PUBLISH, and its time. */
  set onReceived(heard: ((packet: number, time: number) => void) | undefined) {
    this.#arrivals.onReceived = heard;
  }

  /** A cursor for filters that check single packets. */
  cursor(): PacketCursor {
    return this.#parts.cursor();
  }

  /** The exchange that a packet belongs to. 0: none, or it has been discarded. */
  exchangeOf(packet: number): number {
    return this.#parts.log.row(packet)?.exchange ?? 0;
  }

  /** Numbers of all packets in the exchange of this packet, including itself. Empty if it has no exchange. */
  packetsOfExchange(packet: number): readonly number[] {
    const packets: number[] = [];
    this.#parts.exchanges.book.store.eachPacket(this.exchangeOf(packet), (one) => {
      packets.push(one);
    });
    return packets;
  }

  /** Undefined if the exchange is no longer available. */
  exchangeFacts(exchange: number): ExchangeFacts | undefined {
    return this.#parts.exchanges.factsOf(exchange);
  }

  /** The packet's role in requests and replies. */
  replyFacts(packet: number): ReplyFacts | undefined {
    return this.#parts.replyFacts(packet);
  }

  /** A copy of the packet's exact bytes. Undefined if it has been discarded. */
  bytesOf(number: number): Uint8Array | undefined {
    return this.#parts.log.view(number)?.slice();
  }

  /** All packets that are held or kept, oldest first, from this number on. Bytes are views. */
  packetsFrom(number: number): Generator<HeldPacket, void, undefined> {
    return heldPackets(this.#parts, number);
  }

  /** The requested data, as copies that can be posted, and always the counters. */
  window(request: WindowRequest, now: number): WindowReply {
    const { problems, messages } = this.#parts;
    const isLive = this.#isLive && !this.isRecalling;
    if (isLive && !this.armed.isStopped) problems.tick(now);
    if (isLive && request.problems !== undefined) {
      problems.requested(now);
      messages.books?.settle(now, false);
    }
    return this.#window.answer(request, this.#parts.origin, now);
  }

  counters(now: number): Counters {
    return this.#window.counters(now);
  }
}
