/**
 * Messages that are only in the packet log so far. Counts and histories take them over when they are read, or
 * when the log discards them. Receiving a message writes to a single memory location.
 */
import { KnownProperties } from '../../log/columns/knownProperties.ts';
import { publishShape } from '../../log/columns/publishShape.ts';
import type { PacketLog } from '../../log/packetLog.ts';
import { type ArrivedMessage, LONGEST_HISTORY } from './histories.ts';

/** Topics per page, by the leading bits of their numbers, because most connections use few topics. */
const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

/** Topics of a connection whose messages may take the fast path, with their QoS. */
class PlainTopics {
  /** Highest QoS plus one, for each topic. */
  readonly #pages: (Uint8Array | undefined)[] = [];

  /** Includes lower QoS levels. */
  add(topic: number, qos: number): void {
    const page = (this.#pages[topic >>> PAGE_BITS] ??= new Uint8Array(PAGE));
    const at = topic % PAGE;
    page[at] = Math.max(page[at] ?? 0, qos + 1);
  }

  has(topic: number, qos: number): boolean {
    const page = this.#pages[topic >>> PAGE_BITS];
    return page !== undefined && (page[topic % PAGE] ?? 0) > qos;
  }
}

/** Words per topic, and their meaning. */
const WORDS = 6;
/** Lower 32 bits of the number of its newest waiting packet. */
const NEWEST = 0;
/** Number of messages missing from its history. */
const WAITING = 1;
/** Number of those not counted yet, bytes of their packets, and index of the last one. */
const UNCOUNTED = 2;
const BYTES = 3;
const LAST = 4;
/** Like NEWEST: the history contains messages up to this packet. */
const TAKEN = 5;
const FEWEST = 64;

/** @param last index of the topic's last message among all uncounted ones, from 1 */
type Count = (topic: number, messages: number, bytes: number, last: number) => void;

type Rows = Pick<PacketLog, 'nextNumber' | 'oldestHeld' | 'timeOf' | 'before' | 'row' | 'view'>;

export class WaitingMessages {
  readonly #rows: Rows;
  readonly #known = new KnownProperties();
  /** By connection, so that connections alternating on a topic do not evict each other. */
  #plain = new WeakMap<object, PlainTopics>();
  /** Entries by number of the interned name. */
  #lines = new Uint32Array(0);
  /** Topics with uncounted messages. */
  #uncounted: number[] = [];
  #messages = 0;
  /** Number of the oldest packet with an uncounted message. */
  #firstUncounted = 0;
  readonly #numbers: number[] = [];

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Number of uncounted messages. */
  get uncounted(): number {
    return this.#messages;
  }

  /** True if the message of that packet or an earlier one may be uncounted. */
  isUncounted(packet: number): boolean {
    return this.#messages > 0 && packet >= this.#firstUncounted;
  }

  /** Topics whose messages from a connection may wait, while `since` stays the same. */
  plainTopics(since: object): PlainTopics {
    const known = this.#plain.get(since);
    if (known !== undefined) return known;
    const topics = new PlainTopics();
    this.#plain.set(since, topics);
    return topics;
  }

  /** Waiting messages keep waiting. Which others may wait is determined again, because the topics changed. */
  goOn(): void {
    this.#plain = new WeakMap();
  }

  /** Adds a message of a known topic. @returns distance in rows to the previous one */
  add(topic: number, number: number, size: number): number {
    if ((topic + 1) * WORDS > this.#lines.length) this.#grow(topic);
    const lines = this.#lines;
    const at = topic * WORDS;
    const back = (number - (lines[at + NEWEST] ?? 0)) >>> 0;
    const waiting = lines[at + WAITING] ?? 0;
    const uncounted = lines[at + UNCOUNTED] ?? 0;
    lines[at + NEWEST] = number;
    lines[at + WAITING] = waiting + 1;
    lines[at + UNCOUNTED] = uncounted + 1;
    lines[at + BYTES] = (uncounted === 0 ? 0 : (lines[at + BYTES] ?? 0)) + size;
    if (this.#messages === 0) this.#firstUncounted = number;
    this.#messages += 1;
    lines[at + LAST] = this.#messages;
    if (uncounted === 0) this.#uncounted.push(topic);
    // Messages taken over by the history may still be uncounted.
    return waiting === 0 && uncounted === 0 ? 1 : back;
  }

  /** Calls back once for each topic with uncounted messages and marks them as counted. */
  countAll(count: Count): void {
    const topics = this.#uncounted;
    this.#uncounted = [];
    this.#messages = 0;
    const lines = this.#lines;
    for (const topic of topics) {
      const at = topic * WORDS;
      const messages = lines[at + UNCOUNTED] ?? 0;
      lines[at + UNCOUNTED] = 0;
      count(topic, messages, lines[at + BYTES] ?? 0, lines[at + LAST] ?? 0);
    }
  }

  /** Times of the newest waiting messages of a topic, µs, oldest first; valid until the next call. */
  timesOf(topic: number, messages: number): readonly number[] {
    const numbers = this.#newest(topic, messages);
    for (let at = 0; at < numbers.length; at += 1)
      numbers[at] = this.#rows.timeOf(numbers[at] ?? 0);
    return numbers;
  }

  /** Appends the missing messages to the history. */
  takeOver(topic: number, append: (message: ArrivedMessage) => void): void {
    const at = topic * WORDS + WAITING;
    const waiting = this.#lines[at] ?? 0;
    if (waiting === 0) return;
    this.#lines[at] = 0;
    this.#lines[at - WAITING + TAKEN] = this.#lines[at - WAITING + NEWEST] ?? 0;
    const rows = this.#rows;
    for (const packet of this.#newest(topic, Math.min(waiting, LONGEST_HISTORY))) {
      const row = rows.row(packet);
      const bytes = rows.view(packet);
      const shape = bytes && publishShape(bytes, row?.version, 'server', this.#known);
      if (row === undefined || bytes === undefined || shape === undefined) continue;
      const { payloadStart, contentType } = shape;
      append({ packet, time: row.time, bytes, payloadStart, contentType });
    }
  }

  /** Number of messages missing from the history of a topic, if that packet is one of them; otherwise 0. */
  waitingWith(topic: number, packet: number): number {
    const at = topic * WORDS;
    const { nextNumber } = this.#rows;
    const isTaken =
      (nextNumber - packet) >>> 0 >= (nextNumber - (this.#lines[at + TAKEN] ?? 0)) >>> 0;
    return isTaken ? 0 : (this.#lines[at + WAITING] ?? 0);
  }

  /** Removes the oldest waiting message of a topic. */
  dropOldest(topic: number): void {
    const at = topic * WORDS + WAITING;
    this.#lines[at] = (this.#lines[at] ?? 1) - 1;
  }

  /** Numbers of the newest waiting packets of a topic, oldest first; valid until the next call. */
  #newest(topic: number, count: number): number[] {
    const { nextNumber, oldestHeld } = this.#rows;
    const numbers = this.#numbers;
    numbers.length = 0;
    let number = nextNumber - ((nextNumber - (this.#lines[topic * WORDS + NEWEST] ?? 0)) >>> 0);
    for (let left = count; left > 0 && number >= oldestHeld; left -= 1) {
      numbers.push(number);
      if (left > 1) number = this.#rows.before(number);
    }
    return numbers.reverse();
  }

  #grow(topic: number): void {
    const lines = new Uint32Array(Math.max(FEWEST, topic + 1) * 2 * WORDS);
    lines.set(this.#lines);
    this.#lines = lines;
  }
}
