/** A record of messages of MQTT-SN with both of their sides, and what a list of them asks for. */
import { decodeSn } from '../decodeSn.ts';
import { SnBook, type SnKept } from './snBook.ts';
import { SnConversations } from './snConversations.ts';
import { detailsOf } from './snDetails.ts';
import type { SnDatagramSeen } from './snFlows.ts';
import { type SnFilter, SnMatches } from './snMatches.ts';
import { type OtherSide, SnSides } from './snSides.ts';
import type { SnFound } from './snTalk.ts';

export interface SnRow {
  /** From 1. */
  readonly no: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  /** `out`: from the client. */
  readonly direction: 'in' | 'out';
  /** `PUBLISH`; absent: nobody knows what it is. */
  readonly name?: string;
  /** Its identifier, else its address. */
  readonly client: string;
  readonly topic?: string;
  /** In few words. */
  readonly details: string;
  readonly size: number;
  readonly problems: readonly SnFound[];
  /** On the other side of the gateway. */
  readonly other?: SnOther;
}

/** A control packet of MQTT. */
interface SnOther {
  /** Its number in the capture; 0: it is not in it. */
  readonly packet: number;
  readonly name: string;
  readonly packetId?: number;
}

export interface SnRows {
  readonly total: number;
  /** The oldest of these, which are not there any more. */
  readonly discarded: number;
  /** Of how many these are, where a filter chose them. */
  readonly of?: number;
  /** Messages that are not listed because the filter exceeded its budget on them; absent: none. */
  readonly givenUp?: number;
  /** How often a client was forgotten for want of room: names and other sides may be missing. */
  readonly forgotten?: number;
  /** Position of the first row. */
  readonly first: number;
  readonly rows: readonly SnRow[];
}

export interface SnDetail {
  readonly row: SnRow;
  /** Bytes as hexadecimal digits. */
  readonly hex: string;
  readonly otherHex?: string;
}

/** Bytes of memory. */
const BUDGET = 32 * 1024 * 1024;
/** Of which what went before, and what waits for its other side, may take so much; rows take the rest. */
const CONVERSATIONS = 1 / 2;
const SIDES = 1 / 4;

export class SnRecord {
  readonly #budget: number;
  readonly #conversations: SnConversations;
  readonly #predefined: Map<number, string>;
  readonly #book = new SnBook();
  #matches: SnMatches | undefined;
  /** µs, of the first message. */
  #first = 0;
  readonly #sides: SnSides;

  /**
   * @param predefined may be shared, and change
   * @param budget bytes of memory, for all that it keeps
   */
  constructor(predefined: Map<number, string> = new Map(), budget = BUDGET) {
    this.#budget = budget;
    this.#predefined = predefined;
    this.#conversations = new SnConversations(predefined, budget * CONVERSATIONS);
    this.#sides = new SnSides(budget * SIDES, (no, other) => this.#book.pair(no, other));
  }

  /** Of memory, as far as can be told: of all that it keeps. */
  get bytes(): number {
    return this.#book.bytes + this.#conversations.bytes + this.#sides.bytes;
  }

  /** Topics that have a number without REGISTER. */
  get topics(): ReadonlyMap<number, string> {
    return this.#predefined;
  }

  /** Also of what has come already. */
  nameTopics(topics: ReadonlyMap<number, string>): void {
    this.#predefined.clear();
    for (const [id, topic] of topics) this.#predefined.set(id, topic);
    this.#matches = undefined;
  }

  message(seen: SnDatagramSeen): void {
    const read = this.#conversations.take(seen);
    if (read.no === 1) this.#first = read.time;
    this.#book.keep(read);
    this.#sides.message(read);
    this.#trim();
  }

  /** Of MQTT, whosever it is. @param packet its number in the capture; 0: it is in none */
  packet(stream: number, direction: 'in' | 'out', bytes: Uint8Array, packet: number): void {
    this.#sides.packet(stream, direction, bytes, packet);
    this.#trim();
  }

  /** A connection of MQTT is over. */
  ended(stream: number): void {
    this.#sides.ended(stream);
  }

  /** A client is gone, and nothing of it is to come. False: another one has come in its place. */
  left(stream: number, clientId: string): boolean {
    this.#sides.left(clientId);
    return this.#conversations.left(stream, clientId);
  }

  /**
   * As they came, the oldest first; of what is still there. Names whose message is not there any more are told
   * with the first that needs them.
   */
  *datagrams(): Generator<SnDatagramSeen, void, undefined> {
    const reader = new SnConversations(this.#predefined);
    for (let no = this.#book.discarded + 1; no <= this.#book.total; no += 1) {
      const read = this.#book.row(no);
      if (read === undefined) continue;
      const { stream, direction, time, client, gateway, bytes } = read;
      const named = nameFor(read, reader);
      const told = { stream, direction, time, client, gateway, bytes, ...(named && { named }) };
      reader.take(told);
      yield told;
    }
  }

  /** @param filter of those alone that pass it; positions count them alone */
  rows(first: number, count: number, filter?: SnFilter): SnRows {
    const { total, discarded } = this.#book;
    const forgotten = this.#conversations.forgotten + this.#sides.forgotten;
    const more = { ...(forgotten > 0 && { forgotten }) };
    if (filter !== undefined) return { ...this.#filtered(first, count, filter), ...more };
    this.#matches = undefined;
    const from = Math.min(Math.max(first, discarded), total);
    const rows = this.#book.rows(from, count).map((kept) => this.#row(kept));
    return { total, discarded, ...more, first: from, rows };
  }

  #filtered(first: number, count: number, filter: SnFilter): SnRows {
    if (this.#matches?.filter.text !== filter.text) this.#matches = new SnMatches(filter);
    const found = this.#matches.among(this.#book, (kept) => this.#named(kept), this.#first);
    const { givenUp } = this.#matches.filter.spending;
    const from = Math.min(first, found.length);
    const rows = found
      .slice(from, from + count)
      .map((no) => this.#book.row(no))
      .filter((kept) => kept !== undefined)
      .map((kept) => this.#row(kept));
    const all = { total: found.length, discarded: 0, of: this.#book.total, first: from, rows };
    return givenUp > 0 ? { ...all, givenUp } : all;
  }

  #row(kept: SnKept): SnRow {
    return rowOf(this.#named(kept));
  }

  /** By the names that predefined numbers have now. */
  #named(kept: SnKept): SnKept {
    const { predefined } = kept;
    return predefined === undefined ? kept : { ...kept, topic: this.#predefined.get(predefined) };
  }

  /** Undefined: it is not there, or not any more. */
  detail(no: number): SnDetail | undefined {
    const read = this.#book.row(no);
    if (read === undefined) return undefined;
    const { bytes, other } = read;
    return {
      row: this.#row(read),
      hex: hexOf(bytes),
      ...(other && { otherHex: hexOf(other.bytes) }),
    };
  }

  #trim(): void {
    this.#book.trim(this.#budget - this.#conversations.bytes - this.#sides.bytes);
  }
}

/** Of a number that nothing has named for whoever reads from there on. */
function nameFor({ bytes, stream, topic }: SnKept, reader: SnConversations): string | undefined {
  const message = decodeSn(bytes)?.message;
  if (message?.type !== 'publish' || message.topic.kind !== 'normal') return undefined;
  return reader.topicBehind(stream, message.topic.id) === undefined ? topic : undefined;
}

function rowOf(kept: SnKept): SnRow {
  const { no, time, stream, direction, name, clientId, client, topic, bytes, other } = kept;
  const message = decodeSn(bytes)?.message;
  return {
    no,
    time,
    stream,
    direction,
    ...(name !== undefined && { name }),
    client: clientId ?? client,
    ...(topic !== undefined && { topic }),
    details: message === undefined ? '' : detailsOf(message, clientId).join(', '),
    size: bytes.length,
    problems: kept.problems,
    ...(other && { other: withoutBytes(other) }),
  };
}

function withoutBytes({ packet, name, packetId }: OtherSide): SnOther {
  return { packet, name, ...(packetId !== undefined && { packetId }) };
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
