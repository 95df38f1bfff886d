/** Messages on topics of conventions: paired, and told. Those whose meaning is being loaded wait for it. */
import type { Packet, Will } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import type { DefaultOf } from '../../payload/chains/chosenFormats.ts';
import type { MessagePlace, ToldChain, ToldReading } from '../../payload/chains/rules.ts';
import type { MessageArrival, Telling, TopicMeaning } from '../conventions/convention.ts';
import type { TopicClaim } from '../conventions/conventions.ts';
import { foundIn } from '../conventions/foundIn.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { CONVENTION_LIMIT } from '../rules/conventionRule.ts';
import type { BookSources, ConventionBooks, ReportTooMuch } from './conventionBooks.ts';
import { BOOKS } from './conventionBooksLater.ts';
import { readArrival } from './packetView.ts';

const CONNECT = 1;
const DUP = 8;
const RETAIN = 1;
/** Numbers that may wait before those are dropped whose packets are not there any more. */
const MANY = 1024;

interface Sources extends BookSources {
  readonly names: TopicNames;
  readonly log: PacketLog;
  /** The client identifier of a stream; empty where it is not known. */
  readonly clientOf: (stream: number) => string;
  /** Of the session of a stream, before that packet; 0: now. */
  readonly subscriptions: (
    stream: number,
    packet: number,
  ) => ReturnType<MessageArrival['subscriptions']>;
  readonly onMessage: (arrival: MessageArrival) => void;
  /** Called with the first message that waits. */
  readonly onUnread: () => void;
  /** Called with what a rule of a convention found. */
  readonly onProblem: (found: FoundProblem) => void;
  /** Called with a topic whose payloads are to be read in another way. */
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

/** Whose a message is, and what it is told to. */
interface Known {
  readonly id: string;
  readonly meaning: TopicMeaning;
  readonly books: ConventionBooks;
}

/** A CONNECT with a will. */
export interface SeenWill extends Omit<Seen, 'topic' | 'bytes' | 'payloadStart'> {
  readonly will: Will;
  /** The client does not begin anew, or wants its session to be kept. */
  readonly keepsSession: boolean;
}

/** Topics for which conventions tell what their payloads are read by. */
const MOST_CHAINS = 20_000;

export class ConventionMessages {
  readonly #sources: Sources;
  #books: ConventionBooks | undefined;
  /** Numbers of packets on topics that nobody can tell the meaning of yet. */
  #waiting: number[] = [];
  #many = MANY;
  /** Chains that messages told of; by topic. */
  readonly #chains = new Map<string, ToldChain>();
  /** All is told once more: whatever was wrong was reported then. */
  #isAnew = false;
  #isTold = false;
  /** Conventions whose messages have waited. */
  readonly #asked = new Set<string>();
  /** How many conventions could tell what topics mean when those that wait were last looked at. */
  #loaded = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** undefined: no message on a topic of a convention has been read yet. */
  get books(): ConventionBooks | undefined {
    return this.#books;
  }

  /** Other conventions are in use. */
  conventionsChanged(): void {
    this.#sources.names.claimAllAnew();
    this.#books = undefined;
    this.#chains.clear();
    this.#pairAnew();
  }

  /** undefined: what they are made of is not loaded yet. */
  #openBooks(): ConventionBooks | undefined {
    const { found } = BOOKS;
    if (found !== undefined)
      this.#books ??= new found(this.#sources, this.#telling, this.#reportTooMuch);
    return this.#books;
  }

  /** By which the payloads of a topic are read where a person chose nothing. */
  chainOf(topic: string): ReturnType<DefaultOf> {
    const chain = this.#sources.conventions.chainOf(topic);
    if (chain === undefined || !this.#chains.has(topic)) return chain;
    return { ...chain, toldAt: (place) => this.toldAt(topic, place)?.format };
  }

  /** By which one of its messages is, if others told it. */
  toldAt(topic: string, place: MessagePlace): ToldReading | undefined {
    const told = this.#chains.get(topic);
    if (told === undefined) return undefined;
    const isWhole = place.stream !== undefined || !Number.isFinite(place.number);
    return told.at(isWhole ? place : (this.#sources.log.row(place.number) ?? place));
  }

  /** Messages wait for what conventions load later. */
  get hasUnread(): boolean {
    return this.#waiting.length > 0;
  }

  take(claim: TopicClaim, seen: Seen): void {
    const known = this.#known(claim, seen.number);
    if (known === undefined) return;
    this.#readWaiting();
    this.#sources.onMessage(this.#enter(known, seen));
  }

  takeWill(seen: SeenWill): void {
    const claim = this.#sources.conventions.claimOf(seen.will.topic);
    const known = claim && this.#known(claim, seen.number);
    if (known === undefined) return;
    this.#readWaiting();
    const client = this.#sources.clientOf(seen.stream);
    known.books.tellDevices(known.id, { ...willArrival(known.meaning, seen), client });
  }

  /** undefined: the message waits. */
  #known({ id, meaning }: TopicClaim, number: number): Known | undefined {
    const books = this.#openBooks();
    if (meaning !== undefined && books !== undefined) return { id, meaning, books };
    this.#wait(number, id);
    return undefined;
  }

  #enter({ id, meaning, books }: Known, seen: Seen): MessageArrival {
    const arrival = this.#arrivalOf(meaning, seen);
    // While the recording is stopped, a device goes on to be called.
    if (seen.number > 0) books.publish(id, arrival);
    books.tellDevices(id, arrival);
    return arrival;
  }

  readonly #reportTooMuch: ReportTooMuch = ({ number, stream, time }, convention, of, most) => {
    if (number === 0 || this.#isAnew) return;
    const { id: rule, severity, statement } = CONVENTION_LIMIT;
    const finding = { key: 'convention-limit', args: { convention, of, most } } as const;
    const place = { packet: number, other: undefined, stream, time };
    this.#sources.onProblem({ rule, severity, statement: statement(), finding, ...place });
  };

  readonly #telling: Telling = {
    report: (found, message) => {
      if (message.number > 0 && !this.#isAnew) this.#sources.onProblem(foundIn(message, found));
    },
    reads: (topic, by) => {
      if (this.#chains.get(topic) === by) return;
      if (this.#chains.size >= MOST_CHAINS && !this.#chains.has(topic)) return;
      this.#chains.set(topic, by);
      this.#sources.onChain(topic);
    },
    told: (topic) => this.#chains.get(topic),
  };

  #arrivalOf(meaning: TopicMeaning, seen: Seen): MessageArrival {
    const { number, time, stream, direction, bytes } = seen;
    const { clientOf, names, subscriptions } = this.#sources;
    return {
      number,
      time,
      stream,
      client: clientOf(stream),
      direction,
      topic: names.name(seen.topic) ?? '',
      meaning,
      payload: bytes.subarray(seen.payloadStart),
      qos: ((bytes[0] ?? 0) >> 1) & 3,
      dup: ((bytes[0] ?? 0) & DUP) !== 0,
      retain: ((bytes[0] ?? 0) & RETAIN) !== 0,
      subscriptions: () => subscriptions(stream, number),
    };
  }

  /** What tells the meaning of topics; what came before is read then. */
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
      this.#pairAnew();
    });
  }

  /** From all that the log holds: nobody is told a second time. */
  #pairAnew(): void {
    this.#books?.begin();
    if (this.#sources.conventions.topics.size === 0) return;
    const { log } = this.#sources;
    this.#waiting = [];
    this.#isAnew = true;
    for (let at = log.oldestNumber; at < log.nextNumber; at += 1) {
      const will = this.#willOf(at);
      if (will !== undefined) this.takeWill(will);
      const found = this.#found(at);
      const known = found && this.#known(found.claim, at);
      if (found !== undefined && known !== undefined) this.#enter(known, found.seen);
    }
    this.#isAnew = false;
  }

  /** What came while the recording was stopped is not there to be read. @param id of its convention */
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

  /** Of another convention than theirs nothing new is known. */
  #readWaiting(): void {
    if (this.#waiting.length > 0 && this.#sources.conventions.loaded !== this.#loaded) this.#read();
  }

  #read(): void {
    this.#loaded = this.#sources.conventions.loaded;
    this.#sources.names.claimAnew();
    const numbers = this.#waiting;
    this.#waiting = [];
    for (const number of numbers) {
      const found = this.#found(number);
      if (found !== undefined) this.take(found.claim, found.seen);
      const will = this.#willOf(number);
      if (will !== undefined) this.takeWill(will);
    }
  }

  /** Of a CONNECT of the log. */
  #willOf(number: number): SeenWill | undefined {
    const { log } = this.#sources;
    const row = log.row(number);
    const bytes = row && log.view(number);
    if (row === undefined || bytes === undefined || (bytes[0] ?? 0) >> 4 !== CONNECT) {
      return undefined;
    }
    return seenWill(row, readArrival(bytes, row.version, row.direction).packet);
  }

  /** A PUBLISH of the log, where a convention has its topic. */
  #found(number: number): { readonly claim: TopicClaim; readonly seen: Seen } | undefined {
    const { names, log } = this.#sources;
    const row = log.row(number);
    const claim = row && names.claim(row.topic);
    const bytes = claim && log.view(number);
    if (row === undefined || bytes === undefined || claim === undefined) return undefined;
    const shape = publishShape(bytes, row.version, senderOf(row.direction));
    return shape && { claim, seen: { ...row, bytes, payloadStart: shape.payloadStart } };
  }
}

/** undefined: it is no CONNECT with a will. */
export function seenWill(
  place: Omit<SeenWill, 'will' | 'keepsSession'>,
  packet: Packet | undefined,
): SeenWill | undefined {
  if (packet?.type !== 'connect' || packet.will === undefined) return undefined;
  const { number, time, stream, direction } = place;
  const { will, cleanStart, properties } = packet;
  const expiry = propertyValue(properties, 'sessionExpiryInterval') ?? 0;
  return { number, time, stream, direction, will, keepsSession: !cleanStart || expiry > 0 };
}

function willArrival(meaning: TopicMeaning, seen: SeenWill): Omit<MessageArrival, 'client'> {
  const { number, time, stream, direction, keepsSession } = seen;
  const { topic, payload, qos, retain } = seen.will;
  const place = { number, time, stream, direction, topic, meaning };
  return {
    ...place,
    payload,
    qos,
    dup: false,
    retain,
    subscriptions: () => [],
    will: { keepsSession },
  };
}
