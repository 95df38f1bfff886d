/** Creates the parts of a capture and connects them. */

import { PLAIN_PUBLISH } from '../../mqtt/framing/firstBytes.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { mayBeStored } from '../conventions/storedMessage.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import { Exchanges } from '../exchanges/exchanges.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import { PacketFaults } from '../faults/packetFaults.ts';
import { SecondAnswers } from '../faults/secondAnswers.ts';
import { ArmedFilter } from '../filtering/armedFilter.ts';
import { DisplayFilter } from '../filtering/displayFilter.ts';
import { KeptPackets } from '../filtering/keptPackets.ts';
import { type CaptureFacts, PacketCursor } from '../filtering/packetCursor.ts';
import type { FoundProblem, ProblemWords } from '../findings/problem.ts';
import { type Cleared, clearedTogether } from '../log/columns/cleared.ts';
import { LastOfTopic } from '../log/columns/lastOfTopic.ts';
import { Marks } from '../log/columns/marks.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import { RecentOfTopic } from '../log/columns/recentOfTopic.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { PacketLog } from '../log/packetLog.ts';
import { ConventionMessages } from '../messages/conventionMessages.ts';
import { DeliveryOrder } from '../messages/deliveryOrder.ts';
import { LOOKBACK, PublishLog } from '../messages/publishLog.ts';
import { ReplyMessages } from '../messages/replyMessages.ts';
import type { ProblemBounds } from '../problems/problemStore.ts';
import { Problems } from '../problems/problems.ts';
import type { Unjudged } from '../problems/unjudged.ts';
import type { PacketReply, ReplyFacts } from '../requestResponse/reply.ts';
import { factsOf } from '../requestResponse/requestRecord.ts';
import { PROBLEM_RULES } from '../rules/rules.ts';
import type { ChartedSeries } from '../series/chartedSeries.ts';
import { type Absence, absencesOf, type Carriers } from '../streams/absences.ts';
import { ConnectionChanges } from '../streams/connectionChanges.ts';
import type { Stream } from '../streams/stream.ts';
import { Streams } from '../streams/streams.ts';
import { ReceivedTopics } from '../topics/receivedTopics.ts';
import { ShownSecrets } from './shownSecrets.ts';

export interface CaptureOptions {
  readonly conventions: Conventions;
  /** Wall-clock time of the origin of all times, ms since 1970. */
  readonly originWallClock: number;
  /** Bytes; 256 MiB by default. */
  readonly logBudget?: number;
  /** Bytes for packets that an armed filter keeps after their eviction; 32 MiB by default. */
  readonly keptBudget?: number;
  /** Bytes for last values and histories; 64 MiB by default. */
  readonly topicBudget?: number;
  /** False if no view shows the topics: their values are not kept, and messages are not counted. */
  readonly hasViews?: boolean;
  readonly problemBounds?: ProblemBounds;
  /**
   * Texts of problems that filters search. Without them, filters search only rule, severity and statement.
   */
  readonly problemWords?: ProblemWords;
  /** Called with each problem as it is found. */
  readonly onProblem?: (problem: FoundProblem) => void;
  /** Called with a problem that turned out to be none. */
  readonly onWithdrawn?: (problem: FoundProblem) => void;
  /** Called for each packet whose content no rule can judge. */
  readonly onUnjudged?: (why: Unjudged) => void;
  /** Called with each exchange that ended, or that continues after all. */
  readonly onExchange?: (exchange: number) => void;
  /** Called with each request that gets an answer. */
  readonly onReply?: (request: number) => void;
  /** Called when the first message waits for its reader (`loadPairing`). */
  readonly onUnread?: () => void;
}

export class CaptureParts {
  /** Wall-clock time of the origin of all times, ms since 1970. */
  origin = 0;
  /** The user's marks. */
  readonly marks = new Marks();
  /** Decides how payloads are read. */
  readonly chosen: ChosenFormats;
  /** Injected faults. */
  readonly faults = new PacketFaults();
  readonly #secondAnswers = new SecondAnswers();
  readonly names: TopicNames;
  readonly conventions: Conventions;
  readonly shownSecrets: ShownSecrets;
  readonly kept: KeptPackets;
  readonly log: PacketLog;
  readonly topics: ReceivedTopics;
  readonly streams: Streams;
  readonly exchanges: Exchanges;
  readonly problems: Problems;
  readonly messages: ConventionMessages;
  readonly replies: ReplyMessages;
  /** Decides which packets the list shows. */
  readonly filter: DisplayFilter;
  /** Filters that wait for a packet. */
  readonly armed: ArmedFilter;
  /** Places where connections closed and where their clients reconnected. */
  readonly changes = new ConnectionChanges();
  /** True if the findings concern the packet that is appended next. */
  nextHasProblem = false;
  /** Number of the last PUBLISH that a client sent. */
  lastSent = 0;
  /** Messages that clients sent, by topic. */
  readonly sentOn = new RecentOfTopic();
  /** Those above QoS 0, with RETAIN or with properties. */
  readonly notablySentOn = new LastOfTopic();
  /** Messages of the server, compared with those. */
  readonly deliveryOrder: DeliveryOrder;
  /** Topics and counts are shown. */
  readonly hasViews: boolean;
  readonly #onExchange: (exchange: number) => void;
  readonly #onWithdrawn: (problem: FoundProblem) => void;
  readonly #problemWords: ProblemWords | undefined;
  #series: ChartedSeries | undefined;

  constructor(options: Omit<CaptureOptions, 'originWallClock'>) {
    const { conventions } = options;
    this.conventions = conventions;
    this.hasViews = options.hasViews ?? true;
    this.#problemWords = options.problemWords;
    this.names = new TopicNames(conventions);
    this.chosen = new ChosenFormats(undefined, (topic) => this.messages.chainOf(topic));
    this.#onExchange = options.onExchange ?? (() => undefined);
    this.#onWithdrawn = options.onWithdrawn ?? (() => undefined);
    this.kept = new KeptPackets(this.names, options.keptBudget, (exchange) => {
      this.exchanges.book.release(exchange);
    });
    this.log = new PacketLog(this.names, options.logBudget, this.kept);
    this.deliveryOrder = new DeliveryOrder(this);
    this.shownSecrets = new ShownSecrets(conventions.secrets);
    this.topics = new ReceivedTopics(
      this.names,
      this.shownSecrets,
      options.topicBudget,
      this.chosen,
      this.log,
    );
    this.problems = new Problems({
      bounds: options.problemBounds,
      hasLeadingSlash: (topic, owner) => conventions.hasLeadingSlash(topic, owner),
      isSentUnasked: (topic, clientId) => conventions.isSentUnasked(topic, clientId),
      topicName: (topic) => this.names.name(topic),
      messageLog: new PublishLog(this),
      isOfOthers: () => !this.streams.seesAll,
      needsComparison: ({ ordinal }, ...message) => this.needsComparison(ordinal, ...message),
      leftBehind:
        ({ ordinal }) =>
        (direction) => {
          const streamOf = (one: number) => this.streams.remembered(one);
          const stream = streamOf(ordinal);
          return stream && this.exchanges.leftBehind(stream, direction, streamOf);
        },
      openMessages: ({ ordinal }) => {
        const stream = this.streams.remembered(ordinal);
        return stream === undefined ? [] : this.exchanges.openMessages(stream);
      },
      faults: (packet) => this.faults.of(packet),
      mark: (problem) => {
        this.#markProblem(problem);
      },
      onProblem: (problem) => {
        this.#count(problem, 1);
        this.#problemFound(problem.packet);
        options.onProblem?.(problem);
      },
      onUnjudged: options.onUnjudged,
    });
    const isWanted = (exchange: number) => this.kept.hasExchange(exchange);
    const followed = {
      irregular: (irregularity: Irregularity) => {
        if (!this.#isOnPurpose(irregularity)) this.problems.irregular(irregularity);
      },
      changed: (exchange: number) => {
        this.#exchangeChanged(exchange);
      },
    };
    this.exchanges = new Exchanges(this.log, this.names, followed, { isWanted });
    this.streams = new Streams(this.names, conventions, {
      closed: (stream) => {
        if (stream.closed === undefined)
          stream.lastSeen = this.log.row(this.log.nextNumber - 1)?.time;
        this.exchanges.closed(stream);
        this.messages.closed(stream.ordinal);
        if (stream.closed !== undefined && stream.hasPackets)
          this.#changed('closed', stream, stream.closed, this.log.nextNumber);
      },
      back: (stream, packet, time) => {
        this.#changed('back', stream, time, packet);
      },
      forgets: (session) => {
        this.exchanges.forget(session);
      },
    });
    const isOpen = (stream: number) => this.streams.remembered(stream)?.isOpen === true;
    const onPaired = (request: number) => {
      options.onReply?.(request);
      this.filter.exchangeChanged(request);
      this.armed.exchangeChanged(request);
    };
    const onUnread = options.onUnread ?? (() => undefined);
    const { names, log } = this;
    this.replies = new ReplyMessages({ names, log, isOpen, onChange: onPaired, onUnread });
    this.messages = new ConventionMessages({
      conventions,
      names,
      log,
      isOpen,
      clientOf: (stream) => this.streams.remembered(stream)?.session.clientId ?? '',
      subscriptions: (stream, packet) => this.#subscriptionsAt(stream, packet || Infinity),
      onPaired,
      onUnread,
      onProblem: (found) => {
        this.problems.add(found);
      },
      onChain: (topic) => {
        this.chosen.changed(topic);
      },
      lastOn: (topic) => this.#lastOn(topic),
      lastPacketOn: (topic) => this.topics.lastMessage(topic)?.packet,
      lastPayloadOn: (topic) => {
        const payload = this.topics.lastOf(topic);
        return payload && conventions.secrets.maskMessage(topic, payload.slice());
      },
      newestOn: (topic, count) =>
        this.topics.detail(topic, { first: 0, count }, 0)?.history.rows ?? [],
    });
    this.filter = new DisplayFilter(this.#facts(options.problemWords));
    this.armed = new ArmedFilter(this.#facts(options.problemWords));
  }

  #subscriptionsAt(stream: number, packet: number) {
    return this.streams.remembered(stream)?.session.subscriptionsAt(packet) ?? [];
  }

  /** The last message on a topic. */
  #lastOn(topic: string) {
    const last = this.topics.lastMessage(topic);
    if (last === undefined || !last.retain || last.sent)
      return last && { ...last, isStored: false };
    const { packet, time, retain } = last;
    const stream = this.log.row(packet)?.stream ?? 0;
    const subscriptions = () => this.#subscriptionsAt(stream, packet);
    const before = this.topics.detail(topic, { first: 1, count: 1 }, 0)?.history.rows[0]?.packet;
    const message = { topic, time, direction: 'in', retain, subscriptions } as const;
    return { packet, time, isStored: mayBeStored(message, before) };
  }

  /** Values that are charted. Undefined if there never was one. */
  get series(): ChartedSeries | undefined {
    return this.#series;
  }

  /** @param Charted loaded when a value is first charted */
  charted(Charted: typeof ChartedSeries): ChartedSeries {
    const absences = (carriers?: Carriers) => this.absences(carriers);
    const sources = { facts: this.filter.facts, topics: this.topics, absences };
    return (this.#series ??= new Charted(sources));
  }

  /** @param carriers of the value in question; undefined: they are unknown, so any connection counts */
  absences(carriers?: Carriers): readonly Absence[] {
    return absencesOf(this.streams.all(), this.streams.seesAll, carriers);
  }

  clear(): Cleared {
    this.#secondAnswers.clear();
    return clearedTogether([
      this.log.clear(),
      this.kept.clear(),
      this.armed.clear(),
      this.streams.clear(),
      this.changes.clear(),
      this.exchanges.clear(),
      this.problems.store.clear(),
      this.topics.clear(),
      this.marks.clear(),
      this.faults.clear(),
      // They read the messages that exist by then.
      this.messages.clear(),
      this.replies.clear(),
      this.filter.clear(),
      ...(this.#series ? [this.#series.clear()] : []),
    ]);
  }

  #changed(kind: 'closed' | 'back', { ordinal }: Stream, time: number, before: number): void {
    this.changes.add({ kind, stream: ordinal, time, before });
  }

  cursor(): PacketCursor {
    return new PacketCursor(this.#facts(this.#problemWords));
  }

  /** The packet's request or reply, by the protocol or else by a convention. */
  replyOf(packet: number): PacketReply | undefined {
    return this.replies.ofPacket(packet) ?? this.messages.books?.ofPacket(packet);
  }

  replyFacts(packet: number): ReplyFacts | undefined {
    const of = this.replyOf(packet);
    return of && factsOf(of.asks, of.answers);
  }

  #facts(problemWords: ProblemWords | undefined): CaptureFacts {
    return {
      log: this.log,
      origin: () => this.origin,
      kept: this.kept,
      names: this.names,
      secrets: this.conventions.secrets,
      exchange: (exchange) => this.exchanges.factsOf(exchange),
      reply: (packet) => this.replyFacts(packet),
      eachPacket: (exchange, visit) => {
        this.exchanges.book.store.eachPacket(exchange, visit);
      },
      faults: (packet) => this.faults.of(packet),
      chosen: this.chosen,
      problemWords,
      foundProblems: (packet) => this.problems.store.ofPacket(packet),
      hasFound: (packet) => this.problems.store.hasPacket(packet),
    };
  }

  /** Records a message of a client. */
  sent(topic: number, packet: number, bytes: Uint8Array, shape: PublishShape | undefined): void {
    this.sentOn.add(topic, packet);
    if (bytes[0] !== PLAIN_PUBLISH || shape?.hasProperties === true)
      this.notablySentOn.add(topic, packet);
  }

  /** True if a client sent a message shortly before the packet, on this topic or one that shares its slot. */
  wasSentLately(topic: number, packet: number): boolean {
    return this.sentOn.since(topic, packet - LOOKBACK) > 0;
  }

  /** True if a plain delivery has to be compared with messages that clients sent before. */
  needsComparison(
    stream: number,
    topic: number,
    packet: number,
    bytes: Uint8Array,
    start: number,
    end = bytes.length,
  ): boolean {
    if (!this.wasSentLately(topic, packet)) return false;
    if (this.notablySentOn.since(topic, packet - LOOKBACK) > 0) return true;
    return !this.deliveryOrder.isInOrder(stream, topic, packet, bytes.subarray(start, end));
  }

  #markProblem({ packet }: FoundProblem): void {
    if (packet === this.log.nextNumber) this.nextHasProblem = true;
    else this.log.markProblem(packet, true);
    this.exchanges.problemOn(packet);
  }

  /** Counts a problem for its stream. */
  #count({ stream, severity }: FoundProblem, by: 1 | -1): void {
    const its = this.streams.remembered(stream);
    if (its === undefined) return;
    its.problems += by;
    if (severity === 'warn') its.warnings += by;
    else if (severity === 'error') its.errors += by;
  }

  /** Invalidates the filter's result for a packet after a problem was found. */
  #problemFound(packet: number): void {
    if (packet >= this.log.nextNumber) return;
    this.filter.problemFound(packet);
    this.armed.problemFound(packet);
  }

  /** Invalidates the filter's result for a packet after a fault was marked. */
  faultMarked(packet: number): void {
    this.filter.faultMarked(packet);
    this.armed.faultMarked(packet);
    this.problems.treated(packet);
    const exchange = this.log.row(packet)?.exchange ?? 0;
    const isDoubled = this.faults.of(packet).some(({ action }) => action === 'duplicate');
    if (!isDoubled || exchange === 0) return;
    // They were reported as problems before the fault was known.
    for (const answer of this.#secondAnswers.doubled(exchange)) {
      this.withdraw(answer, 'answered-twice');
    }
  }

  /** True for a second answer to a packet that a fault rule duplicated. */
  #isOnPurpose({ kind, packet, other = 0 }: Irregularity): boolean {
    const exchange = kind === 'answered-twice' ? (this.log.row(other)?.exchange ?? 0) : 0;
    return exchange > 0 && this.#secondAnswers.came(exchange, packet);
  }

  /** Withdraws a finding of a rule. */
  withdraw(packet: number, rule: string): void {
    const { store } = this.problems;
    const withdrawn = store.withdraw(packet, rule);
    if (withdrawn === undefined) return;
    this.#onWithdrawn(withdrawn);
    this.#count(withdrawn, -1);
    if (store.ofPacket(packet).every(({ severity }) => severity === 'note')) {
      this.log.markProblem(packet, false);
      this.exchanges.problemOff(packet);
    }
    this.#problemFound(packet);
  }

  /** Corrects the findings on the end of a connection that a fault rule or the user ended. */
  endedOnPurpose(stream: number, cause: EndCause): void {
    const { store } = this.problems;
    const lost = store.newestOn(stream, 'closed-without-disconnect');
    if (lost !== undefined) this.withdraw(lost.packet, lost.rule);
    const will = store.newestOn(stream, 'will-due');
    if (will?.finding.key !== 'will-due') return;
    const finding = { ...will.finding, args: { ...will.finding.args, cause } };
    store.replace(will, { ...will, finding });
  }

  /** Withdraws the findings on bytes that were never sent as a packet. Faults of their frame remain. */
  withdrawMisread(packet: number): void {
    for (const { rule } of this.problems.store.ofPacket(packet))
      if (PROBLEM_RULES.get(rule)?.isOfFrame !== true) this.withdraw(packet, rule);
  }

  /** Invalidates the filter's results for the packets of an exchange. */
  #exchangeChanged(exchange: number): void {
    this.#onExchange(exchange);
    if (!this.filter.asksExchange && !this.armed.asksExchange) return;
    this.exchanges.book.store.eachPacket(exchange, (packet) => {
      this.filter.exchangeChanged(packet);
      this.armed.exchangeChanged(packet);
    });
  }
}
