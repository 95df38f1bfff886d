/** Last values and histories of all topics, each in its own run of bytes, with a common budget. */

import { decodeUtf8, encodeUtf8, utf8Length } from '../../../base/utf8.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { copyWords, wordsOf } from '../../log/columns/copyBytes.ts';
import { ByteRuns, runSize } from './byteRuns.ts';
import { Records } from './records.ts';
import { SpareableHistories } from './spareableHistories.ts';
import type { TopicMessage } from './topicRow.ts';

/** Maximum messages per topic. */
export const LONGEST_HISTORY = 500;

/** Bytes per history in addition to its messages. */
export const HISTORY_OVERHEAD = 32;

const DEFAULT_TOPIC_BUDGET = 64 * 1024 * 1024;

/**
 * Layout of an entry: payload length (4), packet size (4), content type length plus 1 or 0 for none (4),
 * flags of the PUBLISH's first byte and SENT (4), time (8), packet number (8), payload, content type.
 */
const ENTRY_HEADER = 32;
const SENT = 0x100;
const SMALL = 1024;

/**
 * Fields. Entries lie between START and END of the run, oldest first; new ones are appended, old ones are
 * dropped from the start. RUN is the run plus 1, so that 0 means none; then its bytes.
 */
const RUN = 0;
const CAPACITY = 1;
const START = 2;
const END = 3;
const NEWEST = 4;
const COUNT = 5;

/** A PUBLISH to store in a history. */
export interface ArrivedMessage {
  /** Number in the packet log. */
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** The whole packet. The payload is copied, because a view per message would cost more. */
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
  readonly contentType: string | undefined;
  /** A client sent it; otherwise it was received. */
  readonly sent?: boolean;
  /** Its RETAIN flag is the publisher's. */
  readonly isAsPublished?: boolean;
}

/** A payload within a buffer. */
export interface Value {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export const qosOf = (flags: number): QoS => {
  const qos = (flags >> 1) & 3;
  return qos === 1 || qos === 2 ? qos : 0;
};

/**
 * When the budget is spent, the largest histories drop their oldest messages. Last values are never dropped:
 * they may exceed the budget.
 */
export class Histories {
  readonly budget: number;
  readonly #runs = new ByteRuns();
  readonly #records = new Records(0, 6);
  readonly #fat = new SpareableHistories();
  #bytes = 0;
  #discarded = 0;
  /** Called before a history is read or extended, so that it can store the waiting messages. */
  beforeLook: (history: number) => void = () => undefined;

  /** @param budget bytes of memory */
  constructor(budget: number = DEFAULT_TOPIC_BUDGET) {
    this.budget = budget;
  }

  /** Bytes used by last values and histories. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Messages dropped because of the budget. */
  get discarded(): number {
    return this.#discarded;
  }

  /** @returns the number of a new, empty history, counted from 0 */
  add(): number {
    this.#fat.add();
    return this.#records.add();
  }

  count(history: number): number {
    this.beforeLook(history);
    return this.#countOf(history);
  }

  #countOf(history: number): number {
    return this.#records.int(history, COUNT);
  }

  /** Bytes of memory without HISTORY_OVERHEAD. */
  capacity(history: number): number {
    return this.#records.int(history, CAPACITY);
  }

  append(history: number, message: ArrivedMessage): void {
    this.beforeLook(history);
    const length = entryLength(message);
    const at = this.#roomFor(history, length);
    this.#write(history, message, at, length);
    this.#added(history, length);
  }

  /** Appends the messages of a later history. */
  join(history: number, later: Histories, of: number): void {
    later.beforeLook(of);
    this.beforeLook(history);
    const held = later.#held(of);
    const words = new DataView(held.buffer, held.byteOffset, held.byteLength);
    for (let from = 0; from < held.length; ) {
      const length = lengthOf(words, from);
      const at = this.#roomFor(history, length);
      const run = this.#records.int(history, RUN) - 1;
      this.#runs.bytes(run).set(held.subarray(from, from + length), at);
      this.#added(history, length);
      from += length;
    }
  }

  /**
   * Makes room for a message, by dropping older ones if the budget requires it. @returns offset in the slab
   * of the run
   */
  #roomFor(history: number, length: number): number {
    if (this.#countOf(history) === 0) this.#bytes += HISTORY_OVERHEAD;
    if (this.#mustMakeDo(history, length)) this.#discarded += this.#dropFor(history, length);
    if (this.#countOf(history) === LONGEST_HISTORY) this.#dropOldest(history);
    this.#makeRoom(history, length);
    const run = this.#records.int(history, RUN) - 1;
    return this.#runs.start(run) + this.#records.int(history, END);
  }

  /** Registers the entry written there as the newest message. */
  #added(history: number, length: number): void {
    const end = this.#records.int(history, END);
    this.#records.setInt(history, NEWEST, end);
    this.#records.setInt(history, END, end + length);
    this.#records.setInt(history, COUNT, this.#countOf(history) + 1);
    this.#keepWithin(history);
  }

  /** True if a history that exceeds its share has no room for these bytes. */
  isFullFor(bytes: number): boolean {
    return this.#bytes + bytes > this.budget && bytes * this.#records.count > this.budget;
  }

  /** Drops all messages, and counts a message that is not stored. */
  giveUp(history: number): void {
    this.#discarded += 1 + this.#countOf(history);
    const run = this.#records.int(history, RUN) - 1;
    if (run < 0) return;
    this.#runs.giveBack(run);
    this.#bytes -= this.capacity(history) + HISTORY_OVERHEAD;
    for (const field of [RUN, CAPACITY, START, END, NEWEST, COUNT]) {
      this.#records.setInt(history, field, 0);
    }
    this.#fat.note(history, 0);
  }

  /** Counts messages dropped earlier. */
  countDiscarded(messages: number): void {
    this.#discarded += messages;
  }

  /** Position of the last value, valid until the next message. undefined: there is none. */
  value(history: number): Value | undefined {
    this.beforeLook(history);
    if (this.#countOf(history) === 0) return undefined;
    const run = this.#records.int(history, RUN) - 1;
    const at = this.#runs.start(run) + this.#records.int(history, NEWEST);
    const start = at + ENTRY_HEADER;
    return {
      bytes: this.#runs.bytes(run),
      start,
      end: start + this.#runs.words(run).getUint32(at),
    };
  }

  /** The last message; its payload is a view, valid until the next one. */
  last(history: number): TopicMessage | undefined {
    this.beforeLook(history);
    if (this.#countOf(history) === 0) return undefined;
    return this.#messageAt(history, this.#records.int(history, NEWEST));
  }

  /** The newest message received as retained, otherwise the last; its payload is a view. */
  lastRetained(history: number): TopicMessage | undefined {
    this.beforeLook(history);
    let found: number | undefined;
    const end = this.#records.int(history, END);
    for (let at = this.#records.int(history, START); at < end; at += this.#lengthAt(history, at)) {
      if ((this.#wordAt(history, at + 12) & 1) !== 0) found = at;
    }
    return found === undefined ? this.last(history) : this.#messageAt(history, found);
  }

  /** Newest first: `first` 0 is the last message. Payloads are copies. */
  messages(history: number, first: number, count: number): TopicMessage[] {
    this.beforeLook(history);
    const end = this.#countOf(history) - Math.max(0, first);
    const start = Math.max(0, end - count);
    const found: TopicMessage[] = [];
    let at = this.#records.int(history, START);
    for (let index = 0; index < end; index += 1) {
      if (index >= start) {
        const message = this.#messageAt(history, at);
        found.push({ ...message, payload: message.payload.slice() });
      }
      at += this.#lengthAt(history, at);
    }
    return found.reverse();
  }

  /** Times of its messages, µs, oldest first. */
  times(history: number): number[] {
    this.beforeLook(history);
    const times: number[] = [];
    const end = this.#records.int(history, END);
    for (let at = this.#records.int(history, START); at < end; at += this.#lengthAt(history, at)) {
      times.push(this.#floatAt(history, at + 16));
    }
    return times;
  }

  /**
   * Times of its newest messages, µs, oldest first. @param isSent only those that clients sent
   * @param isWhole begins with the first message of the topic, which is no pace if it was retained
   */
  lastTimes(history: number, most: number, isSent: boolean, isWhole: boolean): number[] {
    this.beforeLook(history);
    const times: number[] = [];
    const start = this.#records.int(history, START);
    const end = this.#records.int(history, END);
    for (let at = start; at < end; at += this.#lengthAt(history, at)) {
      const flags = this.#wordAt(history, at + 12);
      const isDelivered = (flags & SENT) === 0;
      if (isSent && isDelivered) continue;
      if (isWhole && at === start && isDelivered && (flags & 1) !== 0) continue;
      times.push(this.#floatAt(history, at + 16));
    }
    return times.slice(-most);
  }

  #write(history: number, message: ArrivedMessage, at: number, length: number): void {
    const { bytes, payloadStart, contentType, sent } = message;
    const run = this.#records.int(history, RUN) - 1;
    const words = this.#runs.words(run);
    words.setUint32(at, bytes.length - payloadStart);
    words.setUint32(at + 4, bytes.length);
    words.setUint32(at + 8, contentType === undefined ? 0 : utf8Length(contentType) + 1);
    words.setUint32(at + 12, (bytes[0] ?? 0) | (sent ? SENT : 0));
    words.setFloat64(at + 16, message.time);
    words.setFloat64(at + 24, message.packet);
    const payload = bytes.byteOffset + payloadStart;
    copyWords(wordsOf(bytes), payload, bytes.length - payloadStart, words, at + ENTRY_HEADER);
    if (contentType !== undefined) {
      const type = encodeUtf8(contentType);
      this.#runs.bytes(run).set(type, at + length - type.length);
    }
  }

  #keepWithin(history: number): void {
    this.#fat.note(history, this.#spareable(history));
    while (this.#bytes > this.budget && this.#giveUpSome());
  }

  /** Bytes that can be freed without losing the last value. */
  #spareable(history: number): number {
    if (this.#countOf(history) < 2) return 0;
    const last = this.#records.int(history, END) - this.#records.int(history, NEWEST);
    return this.capacity(history) - last;
  }

  /**
   * True if a history that would exceed the budget is among the largest. It then drops its own oldest
   * messages in place, which is cheaper than growing and shrinking another one.
   */
  #mustMakeDo(history: number, length: number): boolean {
    const growth = this.#growthFor(history, length);
    return growth > 0 && this.#bytes + growth > this.budget && this.#fat.isAmongFattest(history);
  }

  #growthFor(history: number, length: number): number {
    const capacity = this.capacity(history);
    const end = this.#records.int(history, END);
    if (end + length <= capacity) return 0;
    const needed = end - this.#records.int(history, START) + length;
    return Math.max(0, capacityFor(needed, capacity) - capacity);
  }

  /** False if only last values are left. */
  #giveUpSome(): boolean {
    const history = this.#fat.largest();
    if (history === undefined) return false;
    this.#discarded += this.#halve(history);
    this.#fat.note(history, this.#spareable(history));
    return true;
  }

  /** Frees about half of the memory except the last value. @returns number of dropped messages */
  #halve(history: number): number {
    const before = this.#countOf(history);
    const start = this.#records.int(history, START);
    const newest = this.#records.int(history, NEWEST);
    const target = newest - (newest - start) / 2;
    while (
      this.#countOf(history) > 1 &&
      (this.#records.int(history, START) < target || this.#countOf(history) === before)
    ) {
      this.#dropOldest(history);
    }
    const used = this.#records.int(history, END) - this.#records.int(history, START);
    this.#moveTo(history, runSize(used));
    return before - this.#countOf(history);
  }

  /**
   * Drops messages except the last until another fits without growing, with some spare room.
   * @returns number of dropped messages
   */
  #dropFor(history: number, length: number): number {
    const before = this.#countOf(history);
    const room = this.capacity(history) / 2 - length;
    const end = this.#records.int(history, END);
    while (this.#countOf(history) > 1 && end - this.#records.int(history, START) > room) {
      this.#dropOldest(history);
    }
    return before - this.#countOf(history);
  }

  #messageAt(history: number, at: number): TopicMessage {
    const run = this.#records.int(history, RUN) - 1;
    const words = this.#runs.words(run);
    const bytes = this.#runs.bytes(run);
    const from = this.#runs.start(run) + at;
    const typeLength = words.getUint32(from + 8);
    const flags = words.getUint32(from + 12);
    const payload = from + ENTRY_HEADER;
    const type = payload + words.getUint32(from);
    return {
      packet: words.getFloat64(from + 24),
      time: words.getFloat64(from + 16),
      qos: qosOf(flags),
      retain: (flags & 1) !== 0,
      dup: (flags & 8) !== 0,
      sent: (flags & SENT) !== 0,
      payload: bytes.subarray(payload, type),
      size: words.getUint32(from + 4),
      contentType:
        typeLength === 0 ? undefined : decodeUtf8(bytes.subarray(type, type + typeLength - 1)),
    };
  }

  #wordAt(history: number, at: number): number {
    const run = this.#records.int(history, RUN) - 1;
    return this.#runs.words(run).getUint32(this.#runs.start(run) + at);
  }

  #floatAt(history: number, at: number): number {
    const run = this.#records.int(history, RUN) - 1;
    return this.#runs.words(run).getFloat64(this.#runs.start(run) + at);
  }

  #lengthAt(history: number, at: number): number {
    const run = this.#records.int(history, RUN) - 1;
    return lengthOf(this.#runs.words(run), this.#runs.start(run) + at);
  }

  /** A view of all entries. */
  #held(history: number): Uint8Array {
    const run = this.#records.int(history, RUN) - 1;
    if (run < 0) return new Uint8Array(0);
    const from = this.#runs.start(run);
    const start = from + this.#records.int(history, START);
    return this.#runs.bytes(run).subarray(start, from + this.#records.int(history, END));
  }

  #dropOldest(history: number): void {
    const start = this.#records.int(history, START);
    this.#records.setInt(history, START, start + this.#lengthAt(history, start));
    this.#records.setInt(history, COUNT, this.#countOf(history) - 1);
  }

  /** Moves the entries to the start, or to a run of another size. */
  #makeRoom(history: number, length: number): void {
    const before = this.capacity(history);
    const end = this.#records.int(history, END);
    if (end + length <= before) return;
    const start = this.#records.int(history, START);
    const capacity = capacityFor(end - start + length, before);
    if (capacity !== before) {
      this.#moveTo(history, capacity);
    } else {
      const run = this.#records.int(history, RUN) - 1;
      const from = this.#runs.start(run);
      this.#runs.bytes(run).copyWithin(from, from + start, from + end);
      this.#moved(history, start);
    }
  }

  /** @param capacity as returned by `runSize` */
  #moveTo(history: number, capacity: number): void {
    const before = this.#records.int(history, RUN) - 1;
    const run = this.#runs.take(capacity);
    if (before >= 0) {
      this.#runs.bytes(run).set(this.#held(history).subarray(0, capacity), this.#runs.start(run));
      this.#runs.giveBack(before);
    }
    this.#bytes += capacity - this.capacity(history);
    this.#records.setInt(history, RUN, run + 1);
    this.#records.setInt(history, CAPACITY, capacity);
    this.#moved(history, this.#records.int(history, START));
  }

  #moved(history: number, start: number): void {
    for (const field of [NEWEST, END, START]) {
      this.#records.setInt(history, field, this.#records.int(history, field) - start);
    }
  }
}

/** The first message gets exactly its size. Moving within the same run must gain much to be worthwhile. */
function capacityFor(needed: number, capacity: number): number {
  if (capacity === 0) return runSize(needed);
  if (needed > capacity * 0.75) return runSize(Math.max(needed, capacity * 2));
  return capacity > SMALL && needed < capacity / 4 ? runSize(needed * 2) : capacity;
}

function entryLength({ bytes, payloadStart, contentType }: ArrivedMessage): number {
  const type = contentType === undefined ? 0 : utf8Length(contentType);
  return ENTRY_HEADER + bytes.length - payloadStart + type;
}

/** Length of the entry at this offset. */
function lengthOf(words: DataView, at: number): number {
  return ENTRY_HEADER + words.getUint32(at) + Math.max(0, words.getUint32(at + 8) - 1);
}
