/** Messages on topics of conventions: paired, and told. Those whose meaning is being loaded wait for it. */
import type { MessageArrival, TopicMeaning } from '../conventions/convention.ts';
import type { TopicClaim } from '../conventions/conventions.ts';
import { type Cleared, clearedPart } from '../log/cleared.ts';

import { type Direction, senderOf } from '../log/direction.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { publishShape } from '../log/publishShape.ts';
import type { TopicNames } from '../log/topicNames.ts';
import type { BookSources, ConventionBooks } from './conventionBooks.ts';
import { BOOKS } from './conventionBooksLater.ts';

const DUP = 8;
const RETAIN = 1;
/** Numbers that may wait before those are dropped whose packets are not there any more. */
const MANY = 1024;

interface Sources extends BookSources {
  readonly names: TopicNames;
  readonly log: PacketLog;
  /** The client identifier of a stream; empty where it is not known. */
  readonly clientOf: (stream: number) => string;
  readonly onMessage: (arrival: MessageArrival) => void;
  /** Called with the first message that waits. */
  readonly onUnread: () => void;
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

export class ConventionMessages {
  readonly #sources: Sources;
  #books: ConventionBooks | undefined;
  /** Numbers of packets on topics that nobody can tell the meaning of yet. */
  #waiting: number[] = [];
  #many = MANY;
  #isTold = false;
  /** Conventions whose messages wait. */
  readonly #asked = new Set<string>();
  /** How many conventions could tell what topics mean when those that waited were last looked at. */
  #loaded = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** undefined: no message on a topic of a convention has been read yet. */
  get books(): ConventionBooks | undefined {
    return this.#books;
  }

  /** undefined: what they are made of is not loaded yet. */
  #openBooks(): ConventionBooks | undefined {
    const { found } = BOOKS;
    if (found !== undefined) this.#books ??= new found(this.#sources);
    return this.#books;
  }

  /** Messages wait for what conventions load later. */
  get hasUnread(): boolean {
    return this.#waiting.length > 0;
  }

  take(claim: TopicClaim, seen: Seen): void {
    const books = this.#openBooks();
    if (claim.meaning === undefined || books === undefined) {
      this.#wait(seen.number, claim);
      return;
    }
    if (this.#waiting.length > 0 && this.#sources.conventions.loaded > this.#loaded) this.#read();
    const arrival = this.#arrivalOf(claim.meaning, seen);
    books.take(claim.id, arrival);
    this.#sources.onMessage(arrival);
  }

  #arrivalOf(meaning: TopicMeaning, seen: Seen): MessageArrival {
    const { number, time, stream, direction, bytes } = seen;
    return {
      number,
      time,
      stream,
      client: this.#sources.clientOf(stream),
      direction,
      topic: this.#sources.names.name(seen.topic) ?? '',
      meaning,
      payload: bytes.subarray(seen.payloadStart),
      qos: ((bytes[0] ?? 0) >> 1) & 3,
      dup: ((bytes[0] ?? 0) & DUP) !== 0,
      retain: ((bytes[0] ?? 0) & RETAIN) !== 0,
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
    if (this.#sources.conventions.topics.size === 0) return;
    this.#books?.clear();
    const { log } = this.#sources;
    this.#waiting = [];
    for (let at = log.oldestNumber; at < log.nextNumber; at += 1) {
      const found = this.#found(at);
      if (found === undefined) continue;
      const { claim, seen } = found;
      const books = this.#openBooks();
      if (claim.meaning === undefined || books === undefined) this.#wait(at, claim);
      else books.take(claim.id, this.#arrivalOf(claim.meaning, seen));
    }
  }

  /** What came while the recording was stopped is not there to be read. */
  #wait(number: number, { id }: TopicClaim): void {
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

  #read(): void {
    this.#loaded = this.#sources.conventions.loaded;
    this.#sources.names.claimAnew();
    const numbers = this.#waiting;
    this.#waiting = [];
    for (const number of numbers) {
      const found = this.#found(number);
      if (found !== undefined) this.take(found.claim, found.seen);
    }
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
