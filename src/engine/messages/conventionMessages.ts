/**
 * Reads messages on topics of conventions: pairs them, and passes them on. Messages wait while the code for
 * their meaning is loading.
 */
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import type { Packet, Will } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { CONNECT, DISCONNECT } from '../../mqtt/tables/typeNumbers.ts';
import type { DefaultOf } from '../../payload/chains/chosenFormats.ts';
import type { DescribedChain, DescribedReading, MessagePlace } from '../../payload/chains/rules.ts';
import type { Hear, MessageArrival, TopicMeaning } from '../conventions/convention.ts';
import type { TopicClaim } from '../conventions/conventions.ts';
import { foundIn } from '../conventions/foundIn.ts';
import { mayBeStored } from '../conventions/storedMessage.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { newestOnTopic } from '../log/topicNeighbours.ts';
import { CONVENTION_LIMIT } from '../rules/conventionRule.ts';
import { discardsWill } from '../rules/memory/wills.ts';
import { readArrival } from '../window/packetView.ts';
import type {
  BookSources,
  ConventionBooks,
  ReportTooMuch,
  SharedReports,
} from './conventionBooks.ts';
import { BOOKS } from './conventionBooksLater.ts';

const DUP = 8;
const RETAIN = 1;
/** Number of waiting messages above which those whose packets were discarded are dropped. */
const MANY = 1024;

interface Sources extends BookSources {
  readonly names: TopicNames;
  readonly log: PacketLog;
  /** The client identifier of a stream; empty if it is not known. */
  readonly clientOf: (stream: number) => string;
  /** Subscriptions of a stream's session before that packet; 0: now. */
  readonly subscriptions: (
    stream: number,
    packet: number,
  ) => ReturnType<MessageArrival['subscriptions']>;
  /** Number of the last message on a topic that the log has taken. */
  readonly lastPacketOn: (topic: string) => number | undefined;
  /** Called with the first message that waits. */
  readonly onUnread: () => void;
  /** Called with each finding of a convention's rules. */
  readonly onProblem: (found: FoundProblem) => void;
  /** Called with a topic whose payloads are read differently from now on. */
  readonly onChain: (topic: string) => void;
}

/** A PUBLISH on a topic of a convention. */
interface Seen {
  /** 0: the recording is stopped. */
  readonly number: number;
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly topic: number;
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
}

/** The convention of a message, and the books that it is entered in. */
interface Known {
  readonly id: string;
  readonly meaning: TopicMeaning;
  readonly books: ConventionBooks;
}

/** A CONNECT with a will. */
export interface SeenWill extends Omit<Seen, 'topic' | 'bytes' | 'payloadStart'> {
  readonly will: Will;
  /** The client does not start clean, or wants its session to be kept. */
  readonly keepsSession: boolean;
  readonly isDiscarded: boolean;
}

/** Maximum number of open connections with a will on a topic of a convention. The oldest give way. */
const MOST_WILLS = 10_000;
/** Maximum number of topics with a chain from a convention, and of topics that conventions hear. */
const MOST_CHAINS = 20_000;
const MOST_HEARD = 20_000;
/** Number of packets among which the last message on a topic is searched. */
const LOOKBACK = 10_000;

export class ConventionMessages {
  readonly #sources: Sources;
  #books: ConventionBooks | undefined;
  /** Numbers of packets on topics whose meaning is not loaded yet. */
  #waiting: number[] = [];
  #many = MANY;
  /** Chains that messages announced, by topic. */
  readonly #chains = new Map<string, DescribedChain>();
  /** Topics that conventions hear. */
  readonly #hears = new Map<string, Hear>();
  /** Wills on topics of conventions, without their payloads, by stream. */
  readonly #wills = new Map<number, SeenWill>();
  /** True while earlier messages are read again. Their problems have already been reported. */
  #isRepeat = false;
  #isTold = false;
  /** Conventions whose messages have waited. */
  readonly #asked = new Set<string>();
  /** Number of loaded conventions when the waiting messages were last read. */
  #loaded = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Undefined until a message on a topic of a convention has been read. */
  get books(): ConventionBooks | undefined {
    return this.#books;
  }

  /** Reads all messages again, because other conventions are in use. */
  conventionsChanged(): void {
    this.#sources.names.reclaimAll();
    this.#books = undefined;
    this.#chains.clear();
    this.#readAllAgain();
  }

  /** Undefined while the code is not loaded yet. */
  #openBooks(): ConventionBooks | undefined {
    const { found } = BOOKS;
    if (found !== undefined)
      this.#books ??= new found(this.#sources, this.#reports, this.#reportTooMuch);
    return this.#books;
  }

  /** The default chain for the payloads of a topic without a chain chosen by the user. */
  chainOf(topic: string): ReturnType<DefaultOf> {
    const chain = this.#sources.conventions.chainOf(topic);
    if (chain === undefined || !this.#chains.has(topic)) return chain;
    return { ...chain, declaredAt: (place) => this.declaredAt(topic, place)?.format };
  }

  /** The reading of one message, if other messages announced it. */
  declaredAt(topic: string, place: MessagePlace): DescribedReading | undefined {
    const told = this.#chains.get(topic);
    if (told === undefined) return undefined;
    const isWhole = place.stream !== undefined || !Number.isFinite(place.number);
    return told.at(isWhole ? place : (this.#sources.log.row(place.number) ?? place));
  }

  /** True while messages wait for code of conventions. */
  get hasUnread(): boolean {
    return this.#waiting.length > 0;
  }

  /** Reads a PUBLISH on a topic that conventions claim or hear. */
  read(seen: Seen): void {
    const { names } = this.#sources;
    const claim = names.claim(seen.topic);
    if (claim !== undefined) this.#take(claim, seen);
    if (names.isHeard(seen.topic)) this.#hear(seen);
  }

  #hear({ number, time, stream, topic, bytes, payloadStart }: Seen): void {
    const { names, conventions } = this.#sources;
    const name = names.name(topic) ?? '';
    const payload = conventions.secrets.maskMessage(name, bytes.slice(payloadStart));
    this.#hears.get(name)?.({ number, time, stream, payload });
  }

  /** Hears the last message on a topic. */
  #hearLast(topic: number): void {
    const { log } = this.#sources;
    const row = newestOnTopic(log, topic, LOOKBACK);
    const seen = row && seenIn(row, log);
    if (seen !== undefined) this.#hear(seen);
  }

  #take(claim: TopicClaim, seen: Seen): void {
    const known = this.#known(claim, seen.number);
    if (known === undefined) return;
    this.#readWaiting();
    this.#enter(known, seen);
  }

  takeWill(seen: SeenWill): void {
    const claim = this.#sources.conventions.claimOf(seen.will.topic);
    if (claim === undefined) return;
    const known = this.#known(claim, seen.number);
    const { stream, will, isDiscarded } = seen;
    if (isDiscarded) this.#wills.delete(stream);
    else this.#wills.set(stream, { ...seen, will: { ...will, payload: new Uint8Array() } });
    const [oldest = 0] = this.#wills.keys();
    if (this.#wills.size > MOST_WILLS) this.#wills.delete(oldest);
    if (known === undefined) return;
    this.#readWaiting();
    const client = this.#sources.clientOf(seen.stream);
    known.books.enter(known.id, { ...willArrival(known.meaning, seen), client });
  }

  /** Handles a DISCONNECT of a client after which its will is not published. */
  discardWill({ number, time, stream }: Pick<SeenWill, 'number' | 'time' | 'stream'>): void {
    const seen = this.#wills.get(stream);
    if (seen !== undefined) this.takeWill({ ...seen, number, time, isDiscarded: true });
  }

  /** Handles the end of a connection: no DISCONNECT discards its will any more. */
  closed(stream: number): void {
    this.#wills.delete(stream);
  }

  /** Undefined: the message waits. */
  #known({ id, meaning }: TopicClaim, number: number): Known | undefined {
    const books = this.#openBooks();
    if (meaning !== undefined && books !== undefined) return { id, meaning, books };
    this.#wait(number, id);
    return undefined;
  }

  #enter({ id, meaning, books }: Known, seen: Seen): void {
    books.enter(id, this.#arrivalOf(meaning, seen));
  }

  readonly #reportTooMuch: ReportTooMuch = ({ number, stream, time }, convention, of, most) => {
    if (number === 0 || this.#isRepeat) return;
    const { id: rule, severity, statement } = CONVENTION_LIMIT;
    const finding = { key: 'convention-limit', args: { convention, of, most } } as const;
    const place = { packet: number, other: undefined, stream, time };
    this.#sources.onProblem({ rule, severity, statement: statement(), finding, ...place });
  };

  readonly #reports: SharedReports = {
    report: (found, message) => {
      if (message.number > 0 && !this.#isRepeat) this.#sources.onProblem(foundIn(message, found));
    },
    reads: (topic, by) => {
      if (this.#chains.get(topic) === by) return;
      if (this.#chains.size >= MOST_CHAINS && !this.#chains.has(topic)) return;
      this.#chains.set(topic, by);
      this.#sources.onChain(topic);
    },
    told: (topic) => this.#chains.get(topic),
    hears: (topic, hear) => {
      const { names } = this.#sources;
      if (hear === undefined) {
        this.#hears.delete(topic);
        names.unhear(topic);
      } else if (this.#hears.has(topic) || this.#hears.size < MOST_HEARD) {
        this.#hears.set(topic, hear);
        const number = names.hear(topic);
        if (number !== NO_TOPIC) this.#hearLast(number);
      }
    },
  };

  #arrivalOf(meaning: TopicMeaning, seen: Seen): MessageArrival {
    const { number, time, stream, direction, bytes } = seen;
    const { clientOf, names, subscriptions, lastPacketOn } = this.#sources;
    const arrival = {
      number,
      time,
      stream,
      client: clientOf(stream),
      direction,
      topic: names.name(seen.topic) ?? '',
      meaning,
      payload: bytes.subarray(seen.payloadStart),
      qos: qosIn(bytes[0] ?? 0),
      dup: ((bytes[0] ?? 0) & DUP) !== 0,
      retain: ((bytes[0] ?? 0) & RETAIN) !== 0,
      subscriptions: () => subscriptions(stream, number),
    };
    const last = arrival.retain ? lastPacketOn(arrival.topic) : undefined;
    const before = last !== undefined && (number === 0 || last < number) ? last : undefined;
    return { ...arrival, isStored: mayBeStored(arrival, before) };
  }

  /** Loads the meaning of topics, then reads the waiting messages. */
  async load(): Promise<void> {
    if (this.#asked.size === 0) return;
    await Promise.all([this.#sources.conventions.load(this.#asked), BOOKS.load()]);
    this.#read();
  }

  clear(): Cleared {
    this.#waiting = [];
    this.#isTold = false;
    this.#books?.clear();
    return clearedPart(() => {
      this.#readAllAgain();
    });
  }

  /** Reads everything that the log holds again. Listeners are not called a second time. */
  #readAllAgain(): void {
    this.#books?.begin();
    for (const topic of this.#hears.keys()) this.#sources.names.unhear(topic);
    this.#hears.clear();
    if (this.#sources.conventions.topics.size === 0) return;
    const { log } = this.#sources;
    this.#waiting = [];
    this.#isRepeat = true;
    for (let at = log.oldestNumber; at < log.nextNumber; at += 1) {
      this.#takeWillAt(at);
      const seen = this.#seenAt(at);
      const claim = seen && this.#sources.names.claim(seen.topic);
      const known = claim && this.#known(claim, at);
      if (seen === undefined) continue;
      if (known !== undefined) this.#enter(known, seen);
      if (this.#sources.names.isHeard(seen.topic)) this.#hear(seen);
    }
    this.#closeEnded();
    // Reported before.
    this.#books?.settle(Number.POSITIVE_INFINITY, true);
    this.#isRepeat = false;
  }

  /**
   * A message that arrived while the recording was stopped cannot wait, because it is not stored. @param id
   * id of the convention
   */
  #wait(number: number, id: string): void {
    if (!this.#asked.has(id)) this.#isTold = false;
    this.#asked.add(id);
    if (number > 0) this.#waiting.push(number);
    if (this.#waiting.length > this.#many) {
      this.#waiting = this.#waiting.filter((each) => this.#sources.log.row(each) !== undefined);
      this.#many = Math.max(MANY, 2 * this.#waiting.length);
    }
    if (this.#isTold) return;
    this.#isTold = true;
    this.#sources.onUnread();
  }

  /** Skips the work if no further convention has been loaded since. */
  #readWaiting(): void {
    if (this.#waiting.length > 0 && this.#sources.conventions.loaded !== this.#loaded) this.#read();
  }

  #read(): void {
    this.#loaded = this.#sources.conventions.loaded;
    this.#sources.names.reclaim();
    const numbers = this.#waiting;
    this.#waiting = [];
    for (const number of numbers) {
      const seen = this.#seenAt(number);
      const claim = seen && this.#sources.names.claim(seen.topic);
      if (seen !== undefined && claim !== undefined) this.#take(claim, seen);
      this.#takeWillAt(number);
    }
    this.#closeEnded();
  }

  /** Handles ends of connections that came before their packets were read. */
  #closeEnded(): void {
    for (const stream of this.#wills.keys()) if (!this.#sources.isOpen(stream)) this.closed(stream);
  }

  /** Takes the will of a CONNECT in the log, or the DISCONNECT that discards it. */
  #takeWillAt(number: number): void {
    const { log } = this.#sources;
    const row = log.row(number);
    const bytes = row && log.view(number);
    const type = (bytes?.[0] ?? 0) >> 4;
    if (row === undefined || bytes === undefined || (type !== CONNECT && type !== DISCONNECT))
      return;
    const { packet } = readArrival(bytes, row.version, row.direction);
    const will = seenWill(row, packet);
    if (will !== undefined) this.takeWill(will);
    else if (discardsWill(packet, row.direction)) this.discardWill(row);
  }

  /** A PUBLISH in the log, if a convention reads its topic. */
  #seenAt(number: number): Seen | undefined {
    const { names, log } = this.#sources;
    const row = log.row(number);
    return row && names.isRead(row.topic) ? seenIn(row, log) : undefined;
  }
}

function seenIn(row: LogRow, log: PacketLog): Seen | undefined {
  const bytes = log.view(row.number);
  const shape = bytes && publishShape(bytes, row.version, senderOf(row.direction));
  return bytes && shape && { ...row, bytes, payloadStart: shape.payloadStart };
}

/** Undefined if the packet is not a CONNECT with a will. */
export function seenWill(
  place: Omit<SeenWill, 'will' | 'keepsSession' | 'isDiscarded'>,
  packet: Packet | undefined,
): SeenWill | undefined {
  if (packet?.type !== 'connect' || packet.will === undefined) return undefined;
  const { number, time, stream, direction } = place;
  const { will, cleanStart, properties } = packet;
  const expiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
  const keepsSession = !cleanStart || expiry > 0;
  return { number, time, stream, direction, will, keepsSession, isDiscarded: false };
}

function willArrival(meaning: TopicMeaning, seen: SeenWill): Omit<MessageArrival, 'client'> {
  const { number, time, stream, direction, keepsSession, isDiscarded } = seen;
  const { topic, payload, qos, retain } = seen.will;
  const place = { number, time, stream, direction, topic, meaning };
  return {
    ...place,
    payload,
    qos,
    dup: false,
    retain,
    isStored: false,
    subscriptions: () => [],
    will: { keepsSession, isDiscarded },
  };
}
