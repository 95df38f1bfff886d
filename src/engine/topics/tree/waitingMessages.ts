/**
 * Messages that are in the packet log and nowhere else yet: their topics' counts and histories take them over
 * when somebody looks, or when the log discards them. What is written for a message lies in one place.
 */
import { KnownProperties } from '../../log/columns/knownProperties.ts';
import { publishShape } from '../../log/columns/publishShape.ts';
import type { PacketLog } from '../../log/packetLog.ts';
import { type ArrivedMessage, LONGEST_HISTORY } from './histories.ts';
import { PlainTopics } from './plainTopics.ts';

/** Words of a topic's line, and which is what. */
const WORDS = 6;
/** The lower 32 bits of the number of its newest packet that waits. */
const NEWEST = 0;
/** Messages that its history lacks. */
const WAITING = 1;
/** Of these, those not counted yet, their packets' bytes, and which one was the last of all. */
const UNCOUNTED = 2;
const BYTES = 3;
const LAST = 4;
/** Like NEWEST: up to it, its history has taken them over. */
const TAKEN = 5;
const FEWEST = 64;

/** @param last which message of all that were not counted was the topic's last, from 1 */
type Count = (topic: number, messages: number, bytes: number, last: number) => void;

type Rows = Pick<PacketLog, 'nextNumber' | 'oldestHeld' | 'timeOf' | 'before' | 'row' | 'view'>;

export class WaitingMessages {
  readonly #rows: Rows;
  readonly #known = new KnownProperties();
  /** By connection: those that take turns on a topic do not drive out one another. */
  #plain = new WeakMap<object, PlainTopics>();
  /** Lines, by the numbers of interned names. */
  #lines = new Uint32Array(0);
  /** Topics with messages that are not counted. */
  #uncounted: number[] = [];
  #messages = 0;
  /** Number of the oldest packet whose message is not counted. */
  #firstUncounted = 0;
  readonly #numbers: number[] = [];

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Messages that are not counted. */
  get uncounted(): number {
    return this.#messages;
  }

  /** Whether the message of that packet, or of one before it, may not be counted. */
  isUncounted(packet: number): boolean {
    return this.#messages > 0 && packet >= this.#firstUncounted;
  }

  /** Topics whose messages of a connection may wait, as long as `since` is what it was. */
  plainTopics(since: object): PlainTopics {
    const known = this.#plain.get(since);
    if (known !== undefined) return known;
    const topics = new PlainTopics();
    this.#plain.set(since, topics);
    return topics;
  }

  /** What waits goes on to; which messages may wait besides is found out anew, as other topics were there meanwhile. */
  goOn(): void {
    this.#plain = new WeakMap();
  }

  /** Of a topic that was received before. @returns how many rows back the one before is */
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
    // What its history has taken over may not be counted yet.
    return waiting === 0 && uncounted === 0 ? 1 : back;
  }

  /** Each topic with messages that are not counted, once: then they are. */
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

  /** Of the newest messages of a topic that wait, µs, oldest first; only good until the next call. */
  timesOf(topic: number, messages: number): readonly number[] {
    const numbers = this.#newest(topic, messages);
    for (let at = 0; at < numbers.length; at += 1)
      numbers[at] = this.#rows.timeOf(numbers[at] ?? 0);
    return numbers;
  }

  /** The history takes over what it lacks. */
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

  /** Messages that the history of a topic lacks, if that packet is one of them; else 0. */
  waitingWith(topic: number, packet: number): number {
    const at = topic * WORDS;
    const { nextNumber } = this.#rows;
    const isTaken =
      (nextNumber - packet) >>> 0 >= (nextNumber - (this.#lines[at + TAKEN] ?? 0)) >>> 0;
    return isTaken ? 0 : (this.#lines[at + WAITING] ?? 0);
  }

  /** The oldest message of a topic does not wait any more. */
  dropOldest(topic: number): void {
    const at = topic * WORDS + WAITING;
    this.#lines[at] = (this.#lines[at] ?? 1) - 1;
  }

  /** Numbers of the newest packets of a topic that wait, oldest first; only good until the next call. */
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
