/** A record of MQTT-SN messages with both sides, as rows for a list. */
import { decodeSn } from '../decodeSn.ts';
import { SnBook, type StoredSnMessage } from './snBook.ts';
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
  /** `PUBLISH`; absent if unknown. */
  readonly name?: string;
  /** Client identifier, otherwise its address. */
  readonly client: string;
  readonly topic?: string;
  /** A short summary. */
  readonly details: string;
  readonly size: number;
  readonly problems: readonly SnFound[];
  /** The packet on the other side of the gateway. */
  readonly other?: SnOther;
}

/** An MQTT control packet. */
interface SnOther {
  /** Its number in the capture; 0 if not recorded. */
  readonly packet: number;
  readonly name: string;
  readonly packetId?: number;
}

export interface SnRows {
  readonly total: number;
  /** The number of discarded messages, the oldest ones. */
  readonly discarded: number;
  /** Total number of messages if a filter is active. */
  readonly of?: number;
  /** Messages not listed because the filter exceeded its budget; absent if none. */
  readonly givenUp?: number;
  /** Number of clients discarded to save memory: names and other sides may be missing. */
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
/** Fractions for earlier state and for messages that wait for their other side; rows get the rest. */
const CONVERSATIONS = 1 / 2;
const SIDES = 1 / 4;

export class SnRecord {
  readonly #budget: number;
  readonly #conversations: SnConversations;
  readonly #predefined: Map<number, string>;
  readonly #book = new SnBook();
  #matches: SnMatches | undefined;
  #problems = 0;
  /** Time of the first message, µs. */
  #first = 0;
  readonly #sides: SnSides;

  /**
   * @param predefined may be shared and change later
   * @param budget bytes of memory for everything
   */
  constructor(predefined: Map<number, string> = new Map(), budget = BUDGET) {
    this.#budget = budget;
    this.#predefined = predefined;
    this.#conversations = new SnConversations(predefined, budget * CONVERSATIONS);
    this.#sides = new SnSides(budget * SIDES, (no, other) => this.#book.pair(no, other));
  }

  /** Total memory in bytes, estimated. */
  get bytes(): number {
    return this.#book.bytes + this.#conversations.bytes + this.#sides.bytes;
  }

  /** Number of problems in all messages so far. */
  get problems(): number {
    return this.#problems;
  }

  /** Topics with a predefined id. */
  get topics(): ReadonlyMap<number, string> {
    return this.#predefined;
  }

  /** Applies also to earlier messages. */
  nameTopics(topics: ReadonlyMap<number, string>): void {
    this.#predefined.clear();
    for (const [id, topic] of topics) this.#predefined.set(id, topic);
    this.#matches = undefined;
  }

  message(seen: SnDatagramSeen): void {
    const read = this.#conversations.take(seen);
    if (read.no === 1) this.#first = read.time;
    this.#problems += read.problems.length;
    this.#book.keep(read);
    this.#sides.message(read);
    this.#trim();
  }

  /** Handles an MQTT packet of any connection. @param packet its number in the capture; 0 if not recorded */
  packet(stream: number, direction: 'in' | 'out', bytes: Uint8Array, packet: number): void {
    this.#sides.packet(stream, direction, bytes, packet);
    this.#trim();
  }

  /** An MQTT connection has ended. */
  ended(stream: number): void {
    this.#sides.ended(stream);
  }

  /** A client has disconnected, and nothing more of it follows. False if another one has its place. */
  left(stream: number, clientId: string): boolean {
    this.#sides.left(clientId);
    return this.#conversations.left(stream, clientId);
  }

  /**
   * The existing datagrams in order. A name whose message was discarded is returned with the first datagram
   * that uses it.
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

  /** @param filter limits the rows and their positions to messages that pass */
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

  #row(kept: StoredSnMessage): SnRow {
    return rowOf(this.#named(kept));
  }

  /** Adds the current names of predefined ids. */
  #named(kept: StoredSnMessage): StoredSnMessage {
    const { predefined } = kept;
    return predefined === undefined ? kept : { ...kept, topic: this.#predefined.get(predefined) };
  }

  /** undefined if it does not exist or was discarded. */
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

/** Name of an id that a reader of the later messages would lack. */
function nameFor(
  { bytes, stream, topic }: StoredSnMessage,
  reader: SnConversations,
): string | undefined {
  const message = decodeSn(bytes)?.message;
  if (message?.type !== 'publish' || message.topic.kind !== 'normal') return undefined;
  return reader.topicBehind(stream, message.topic.id) === undefined ? topic : undefined;
}

function rowOf(kept: StoredSnMessage): SnRow {
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
