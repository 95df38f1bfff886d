/** Checks each packet against the rules in the context of its stream and session. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { PLAIN_PUBLISH } from '../../mqtt/framing/firstBytes.ts';
import { isOnlyMask } from '../../mqtt/framing/masking.ts';
import { otherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import { CONNECT, SUBSCRIBE } from '../../mqtt/tables/typeNumbers.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { Irregularity } from '../exchanges/irregularity.ts';
import type { Finding } from '../findings/findings.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import { isMisdirected, isOffensive, type SeenPacket } from '../rules/memory/seenPacket.ts';
import { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import { Conversation, type ConversationContext } from './conversation.ts';
import { Reporter } from './reporter.ts';
import { type Unjudged, whyUnjudged } from './unjudged.ts';

/** Rules on the last bytes of a direction. */
const ENDS: ReadonlySet<string> = new Set(['captureEnd', 'cutOff']);

/** A packet, or bytes that are none, as received. */
export type CutPacket = Pick<SeenPacket, 'number' | 'stream' | 'time' | 'direction' | 'bytes'>;

export interface FinderContext extends Omit<ConversationContext, 'streams'> {
  readonly found: (problem: FoundProblem) => void;
  /** Called with each packet whose content no rule can judge. */
  readonly unjudged: (why: Unjudged) => void;
}

/** Number of closed streams remembered for late bytes. */
const LATE_KEPT = 16;
const RIVALLED_KEPT = 1_000;
const HEARD_KEPT = 10_000;
const SECOND = 1_000_000;
/** µs between two ticks that a page which is shown and awake does not leave. */
const UNWATCHED = 12 * SECOND;
/** µs after such a gap in which connections that a sleep has ended are found to be closed. */
const WAKES = 5 * SECOND;

export class ProblemFinder {
  readonly #topicName: FinderContext['topicName'];
  readonly #unjudged: FinderContext['unjudged'];
  readonly #reporter: Reporter;
  readonly #conversation: Conversation;
  readonly #streams = new Map<number, StreamMemory>();
  /** Recently closed streams, which may receive late bytes; oldest first. */
  readonly #late = new Map<number, StreamMemory>();
  /** Streams already reported, the most recent ones. */
  readonly #reportedRivals = new Set<number>();
  /** Servers with packets in the capture. */
  readonly #heard = new Set<string>();
  #last: StreamMemory | undefined;
  /** Time of the last tick. */
  #ticked = Number.POSITIVE_INFINITY;
  /** Time from which timeouts are judged. */
  #watchedFrom = Number.NEGATIVE_INFINITY;

  constructor(context: FinderContext) {
    this.#topicName = context.topicName;
    this.#unjudged = context.unjudged;
    this.#reporter = new Reporter(context.found);
    this.#conversation = new Conversation(this.#reporter, { ...context, streams: this.#streams });
  }

  /** Number of streams with state. */
  get remembered(): number {
    return this.#streams.size + this.#late.size;
  }

  /** Call before the stream learns from the packet. */
  see(packet: SeenPacket): void {
    const { stream, direction, time, number } = packet;
    const memory = this.#memoryOf(stream);
    this.#conversation.elapse(time);
    this.#reporter.at(packet);
    memory.learn();
    this.#hear(memory, direction);
    if (this.#isOther(packet, memory)) return;
    const type = (packet.bytes[0] ?? 0) >> 4;
    const isNameless = memory.lastPacket === 0 && type !== CONNECT;
    if (isNameless) this.#conversation.nameless(stream.server);
    if (memory.lastPacket === 0 && !stream.fromStart) this.#conversation.doubt(stream);
    const { connack, disconnect } = stream;
    const isUnsettled = connack?.code !== 0 || disconnect !== undefined || type === CONNECT;
    this.#conversation.judgePlace(packet, memory, isUnsettled);
    if (packet.problems.length > 0) this.#report(packet.problems, stream);
    if (packet.publish === undefined && packet.packet === undefined) {
      memory.hasToEnd = true;
      if (type === SUBSCRIBE) this.#conversation.unreadSubscribe(stream);
    }
    if (type === CONNECT && isOffensive(packet)) memory.hasToEnd = true;
    this.#conversation.judgeTime(packet, memory);
    if (direction === 'out') {
      memory.lastOut = number;
      memory.lastOutTime = time;
    } else {
      memory.hasServer = true;
      if (memory.expected.length > 0) this.#conversation.judgeExpected(packet, memory);
    }
    if (packet.publish !== undefined) {
      this.#conversation.messages.judge(packet, packet.publish, memory);
    } else if (packet.packet !== undefined && !isMisdirected(packet)) {
      this.#conversation.judgeContent(packet, packet.packet, memory);
    }
    memory.seen(number, time);
  }

  /**
   * Fast path for a plain PUBLISH with QoS 0 on a topic that has already passed the full checks. Costs a few
   * comparisons.
   * @returns false: the packet needs the full checks
   */
  passes(
    stream: StreamFacts,
    direction: Direction,
    number: number,
    time: number,
    bytes: Uint8Array,
    shape: PublishShape,
    topic: number,
  ): boolean {
    const memory = this.settledMemory(stream, direction, time);
    if (memory === undefined || bytes[0] !== PLAIN_PUBLISH || shape.isSpecial) return false;
    // An empty message may be meant to clear a retained message.
    if (direction === 'out' && bytes.length === shape.payloadStart) return false;
    if (shape.topicAlias > memory.aliasMaximum[direction]) return false;
    if (bytes.length > memory.maximumPacketSize[direction]) return false;
    const name = this.#topicName(topic);
    if (name === undefined || !memory.isPlain(direction, topic, name)) return false;
    if (direction === 'in') {
      const { needsComparison } = this.#conversation.messages;
      if (needsComparison(stream, topic, number, bytes, shape.payloadStart)) return false;
    }
    memory.passed(direction, number, time);
    return true;
  }

  /** Returns the memory of the stream if only the packet itself can be wrong at this time. */
  settledMemory(stream: StreamFacts, direction: Direction, time: number): StreamMemory | undefined {
    const memory = this.#last?.facts === stream ? this.#last : this.#streams.get(stream.ordinal);
    if (memory === undefined || memory.facts !== stream || !memory.isSettled(stream)) return;
    // Connections often alternate, so each becomes the last one on use.
    this.#last = memory;
    const isSilent = time - memory.lastOutTime > memory.silenceLimit;
    // The server's packets to a silent client are reported once.
    const isReported = direction === 'in' && memory.neglectedAfter === memory.lastOut;
    if (isSilent && !isReported) return;
    return this.#conversation.messages.isIdle(time) ? memory : undefined;
  }

  /**
   * Like `settledMemory`, but for packets above QoS 0 and their acknowledgements. These need only checks of
   * their content.
   */
  settledMemoryForAcks(
    stream: StreamFacts,
    direction: Direction,
    time: number,
  ): StreamMemory | undefined {
    const memory = this.settledMemory(stream, direction, time);
    if (memory === undefined || !this.#conversation.awaitsNothing) return undefined;
    return memory.hasServer && time <= memory.resumedAt[direction] ? memory : undefined;
  }

  /** Handles irregularities of exchanges for the last packet. */
  irregular(found: readonly Irregularity[], packet: SeenPacket): void {
    if (found.length === 0 || isMisdirected(packet)) return;
    const memory = this.#memoryOf(packet.stream);
    // If one side's packets were not captured, acknowledgements cannot be matched.
    if (memory.hasGap || memory.lastOut === 0 || !memory.hasServer) return;
    this.#reporter.at(packet);
    for (const irregularity of found) this.#conversation.judgeIrregularity(irregularity, packet);
  }

  /**
   * Handles bytes that are not a whole packet.
   * @param inside problems of the received part
   */
  broken(packet: CutPacket, problem: PacketProblem, inside: readonly PacketProblem[] = []): void {
    const { number, stream, time } = packet;
    const memory = this.#memoryOf(stream);
    this.#reporter.at(packet);
    if (this.#isOther(packet, memory)) return;
    const why = whyUnjudged(problem);
    if (why !== undefined) this.#unjudged(why);
    // Overwritten bytes have no length and no fields.
    const cut = isOnlyMask(packet.bytes) ? undefined : cutOff(problem, problem.inside ?? inside);
    if (cut !== undefined) this.#reporter.ofBytes(problem, cut);
    else if (why !== 'masked') this.#report([problem], stream, true);
    // Later bytes of this direction are unreadable or missing.
    if (!ENDS.has(problem.rule ?? '')) {
      memory.hasGap = true;
      memory.hasToEnd = true;
      this.#conversation.doubt(stream);
    }
    memory.seen(number, time);
  }

  /** Reports a problem of a whole packet that its own bytes do not show. */
  packetProblem(number: number, stream: StreamFacts, time: number, problem: PacketProblem): void {
    this.#reporter.at({ number, time, stream });
    this.#reporter.ofBytes(problem);
  }

  /** Handles a gap in the captured stream. */
  gap(stream: StreamFacts): void {
    this.#memoryOf(stream).hasGap = true;
    this.#conversation.doubt(stream);
  }

  /** Handles a while without a record of any connection to that server. */
  wasAway(server: string | undefined): void {
    this.#conversation.nameless(server);
    this.#conversation.doubt({ server });
  }

  /** True if the capture lacks part of the stream, which may have set an alias. */
  lacksPackets(stream: StreamFacts): boolean {
    return !stream.fromStart || this.#memoryOf(stream).hasGap;
  }

  /** Reports another connection of the app with the same client identifier. */
  rival(stream: StreamFacts, time: number): void {
    const { connect } = stream;
    if (connect === undefined || this.#reportedRivals.has(stream.ordinal)) return;
    this.#reportedRivals.add(stream.ordinal);
    const [oldest = 0] = this.#reportedRivals;
    if (this.#reportedRivals.size > RIVALLED_KEPT) this.#reportedRivals.delete(oldest);
    this.#reporter.at({ number: connect.packet, time, stream });
    this.#conversation.judgeRival(connect);
  }

  /**
   * @param time µs; undefined if the end was not seen
   * @param causeOf finds the cause of the end, if a rule reports it
   */
  closed(
    stream: StreamFacts,
    time: number | undefined,
    causeOf?: () => EndCause | undefined,
  ): void {
    const memory = this.#streams.get(stream.ordinal);
    if (memory === undefined) return;
    memory.isClosed = true;
    memory.causeOfEnd = causeOf && once(causeOf);
    this.#hear(memory);
    const end = time ?? memory.lastTime;
    memory.learn();
    this.#reporter.at({ number: memory.lastPacket, time: end, stream });
    if (memory.lastPacket > 0) this.#conversation.judgeEnd(memory, end, time !== undefined);
    this.#conversation.closed(stream);
    this.#streams.delete(stream.ordinal);
    this.#last = undefined;
  }

  /** Checks timeouts while nothing arrives. Only for live captures. */
  tick(now: number): void {
    if (now - this.#ticked > UNWATCHED) this.#watchedFrom = now + WAKES;
    this.#ticked = now;
    if (now >= this.#watchedFrom) this.#judgeWaits(now);
  }

  #judgeWaits(now: number): void {
    this.#conversation.elapse(now);
    for (const memory of this.#streams.values()) {
      const { facts } = memory;
      memory.learn();
      if (facts.disconnect !== undefined || facts.connack?.code !== 0) continue;
      this.#reporter.at({ number: memory.lastPacket, time: now, stream: facts });
      this.#conversation.judgeWait(memory, now);
    }
  }

  /** Ends the capture. */
  end(now: number): void {
    this.#judgeWaits(now);
    for (const memory of this.#streams.values()) {
      this.#reporter.at({ number: memory.lastPacket, time: now, stream: memory.facts });
      this.#conversation.judgeOpen(memory, now);
    }
    this.#conversation.judgeUnheard(now, true);
  }

  /** Judges rules that are too expensive for each tick, because somebody looks at the problems. */
  requested(now: number): void {
    this.#conversation.judgeUnheard(now, false);
  }

  #memoryOf(stream: StreamFacts): StreamMemory {
    if (this.#last?.facts.ordinal === stream.ordinal) return this.#last;
    const kept = stream.isOpen === false ? this.#late : this.#streams;
    const memory = kept.get(stream.ordinal) ?? new StreamMemory(stream);
    kept.set(stream.ordinal, memory);
    const [oldest = 0] = this.#late.keys();
    if (this.#late.size > LATE_KEPT) this.#late.delete(oldest);
    this.#last = memory;
    return memory;
  }

  /** Detects other protocols by the first bytes of a side. Later bytes that look like a packet are none. */
  #isOther({ number, time, bytes, direction }: CutPacket, memory: StreamMemory): boolean {
    if (memory.speaks(direction)) {
      const isBeginning = memory.facts.fromStart && !memory.hasGap;
      const other = isBeginning ? otherProtocol(bytes) : undefined;
      if (other !== undefined) {
        memory.isOther = true;
        this.#conversation.judgeOther(other.what, direction, memory);
      }
    }
    if (!memory.isOther) return false;
    this.#unjudged('other-protocol');
    memory.hasGap = true;
    memory.hasToEnd = true;
    memory.seen(number, time);
    return true;
  }

  /** A direction that is not captured is missing on all connections to that server. */
  #hear(memory: StreamMemory, direction?: Direction): void {
    if (memory.hearsServer) return;
    const server = memory.facts.server ?? '';
    if (direction === 'in' && this.#heard.size < HEARD_KEPT) this.#heard.add(server);
    memory.hearsServer = direction === 'in' || this.#heard.has(server);
  }

  /** Reports problems of a packet's own bytes. */
  #report(problems: readonly PacketProblem[], stream: StreamFacts, isBroken = false): void {
    const isGuess = (stream.version === undefined && !stream.fromStart) || stream.isGuessed;
    if (isGuess && !isBroken) return;
    for (const problem of problems) {
      if (problem.rule === 'topicAliasUnknown' && this.lacksPackets(stream)) continue;
      this.#reporter.ofBytes(problem);
    }
  }
}

/** Explains an incomplete packet at the end of the connection. Undefined if only its end is known. */
function cutOff({ rule }: PacketProblem, inside: readonly PacketProblem[]): Finding | undefined {
  if (rule !== 'cutOff') return undefined;
  const length = inside.find(({ breach }) => breach.key === 'length-beyond-end')?.breach;
  if (length?.key !== 'length-beyond-end') return undefined;
  const missing = inside.find(({ breach }) => breach.key === 'field-missing')?.breach;
  const field = missing?.key === 'field-missing' ? missing.args.field : undefined;
  return { key: 'cut-off', args: { ...length.args, field } };
}

/** Several rules ask for the cause, which is read back from the packets. */
function once<T>(find: () => T): () => T {
  let found: { readonly it: T } | undefined;
  return () => (found ??= { it: find() }).it;
}
