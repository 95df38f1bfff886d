/** One topic's last value and those before it, in a single run of bytes of its own. */
import type { QoS } from '../../mqtt/packet.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from '../../mqtt/utf8.ts';
import { copyWords, wordsOf } from '../log/copyBytes.ts';
import type { TopicMessage } from './topicRow.ts';

/** Messages of one topic. */
export const LONGEST_HISTORY = 500;

/** Bytes that a ring takes beside those of its messages, about. */
export const RING_OVERHEAD = 200;

/**
 * An entry: payload length (4), packet size (4), content type length plus 1, 0 for none (4),
 * flags as in a PUBLISH's first byte (4), time (8), packet number (8), payload, content type.
 */
const ENTRY_HEADER = 32;
const NOTHING = new DataView(new ArrayBuffer(0));
const SMALL = 1024;

/** A PUBLISH received, as the ring takes it. */
export interface ArrivedMessage {
  /** Its number in the packet log. */
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** The whole packet. Copied from it, because a view for each message would cost more than the copy. */
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
  readonly contentType: string | undefined;
}

const qosOf = (flags: number): QoS => {
  const qos = (flags >> 1) & 3;
  return qos === 1 || qos === 2 ? qos : 0;
};

/** Entries lie oldest first between `#start` and `#end`; new ones are put behind, old ones fall off in front. */
export class MessageRing {
  /** The budget's notes of how much could be given back; see `HistoryBudget`. */
  sizeClass = 0;
  placeInClass = 0;
  #entries = NOTHING;
  #start = 0;
  #end = 0;
  #newest = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of memory, without RING_OVERHEAD. */
  get capacity(): number {
    return this.#entries.byteLength;
  }

  /** Bytes of memory that could be given back without losing the last value. */
  get spareable(): number {
    return this.#count > 1 ? this.#entries.byteLength - (this.#end - this.#newest) : 0;
  }

  /** Bytes by which `append` would make it grow. */
  growthFor(message: ArrivedMessage): number {
    const length = entryLength(message);
    const capacity = this.#entries.byteLength;
    if (this.#end + length <= capacity) return 0;
    const needed = this.#end - this.#start + length;
    return Math.max(0, capacityFor(needed, capacity) - capacity);
  }

  append(message: ArrivedMessage): void {
    if (this.#count === LONGEST_HISTORY) this.#dropOldest();
    const { bytes, payloadStart, contentType } = message;
    const length = entryLength(message);
    this.#makeRoom(length);
    const at = this.#end;
    const entries = this.#entries;
    entries.setUint32(at, bytes.length - payloadStart);
    entries.setUint32(at + 4, bytes.length);
    entries.setUint32(at + 8, contentType === undefined ? 0 : utf8Length(contentType) + 1);
    entries.setUint32(at + 12, bytes[0] ?? 0);
    entries.setFloat64(at + 16, message.time);
    entries.setFloat64(at + 24, message.packet);
    const payload = bytes.byteOffset + payloadStart;
    copyWords(wordsOf(bytes), payload, bytes.length - payloadStart, entries, at + ENTRY_HEADER);
    if (contentType !== undefined) {
      const type = encodeUtf8(contentType);
      this.#bytes(at + length - type.length, at + length).set(type);
    }
    this.#newest = at;
    this.#end = at + length;
    this.#count += 1;
  }

  /** Those of another, which came before; the oldest fall off. */
  putBefore(before: MessageRing): void {
    const older = before.#bytes(before.#start, before.#end);
    const newer = this.#bytes(this.#start, this.#end);
    const newest =
      this.#count === 0
        ? before.#newest - before.#start
        : older.length + this.#newest - this.#start;
    const bytes = new Uint8Array(older.length + newer.length);
    bytes.set(older);
    bytes.set(newer, older.length);
    this.#entries = new DataView(bytes.buffer);
    this.#start = 0;
    this.#end = bytes.length;
    this.#newest = newest;
    this.#count += before.#count;
    while (this.#count > LONGEST_HISTORY) this.#dropOldest();
  }

  /** The last message; its payload is a view, good until the next `append`. */
  last(): TopicMessage | undefined {
    return this.#count === 0 ? undefined : this.#messageAt(this.#newest);
  }

  /** The newest that came as a retained one, else the last; its payload is a view. */
  lastRetained(): TopicMessage | undefined {
    let found: number | undefined;
    for (let at = this.#start; at < this.#end; at += this.#entryLength(at)) {
      if ((this.#entries.getUint32(at + 12) & 1) !== 0) found = at;
    }
    return found === undefined ? this.last() : this.#messageAt(found);
  }

  /** Newest first, `first` 0 is the last message; payloads are copies. */
  messages(first: number, count: number): TopicMessage[] {
    const end = this.#count - Math.max(0, first);
    const start = Math.max(0, end - count);
    const found: TopicMessage[] = [];
    let at = this.#start;
    for (let index = 0; index < end; index += 1) {
      if (index >= start) {
        const message = this.#messageAt(at);
        found.push({ ...message, payload: message.payload.slice() });
      }
      at += this.#entryLength(at);
    }
    return found.reverse();
  }

  /** Gives back about half of what is not the last value. @returns how many messages that cost */
  halve(): number {
    const before = this.#count;
    const target = this.#newest - (this.#newest - this.#start) / 2;
    while (this.#count > 1 && (this.#start < target || this.#count === before)) this.#dropOldest();
    this.#moveTo(this.#end - this.#start);
    return before - this.#count;
  }

  /**
   * Drops messages but the last, until another would fit without growing and with room for more.
   * @returns how many
   */
  dropFor(message: ArrivedMessage): number {
    const before = this.#count;
    const room = this.#entries.byteLength / 2 - entryLength(message);
    while (this.#count > 1 && this.#end - this.#start > room) this.#dropOldest();
    return before - this.#count;
  }

  #messageAt(at: number): TopicMessage {
    const entries = this.#entries;
    const length = entries.getUint32(at);
    const typeLength = entries.getUint32(at + 8);
    const flags = entries.getUint32(at + 12);
    const payload = at + ENTRY_HEADER;
    const type = payload + length;
    return {
      packet: entries.getFloat64(at + 24),
      time: entries.getFloat64(at + 16),
      qos: qosOf(flags),
      retain: (flags & 1) !== 0,
      dup: (flags & 8) !== 0,
      payload: this.#bytes(payload, type),
      size: entries.getUint32(at + 4),
      contentType:
        typeLength === 0 ? undefined : decodeUtf8(this.#bytes(type, type + typeLength - 1)),
    };
  }

  #entryLength(at: number): number {
    const typeLength = this.#entries.getUint32(at + 8);
    return ENTRY_HEADER + this.#entries.getUint32(at) + Math.max(0, typeLength - 1);
  }

  /** A view. */
  #bytes(start: number, end: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#entries.buffer, start, end - start);
  }

  #dropOldest(): void {
    this.#start += this.#entryLength(this.#start);
    this.#count -= 1;
  }

  /** Moves what is there to the front, or into a larger or smaller run of bytes. */
  #makeRoom(length: number): void {
    const before = this.#entries.byteLength;
    if (this.#end + length <= before) return;
    const capacity = capacityFor(this.#end - this.#start + length, before);
    if (capacity !== before) {
      this.#moveTo(capacity);
    } else {
      this.#bytes(0, before).copyWithin(0, this.#start, this.#end);
      this.#moved();
    }
  }

  #moveTo(capacity: number): void {
    const bytes = new Uint8Array(capacity);
    bytes.set(this.#bytes(this.#start, this.#end));
    this.#entries = new DataView(bytes.buffer);
    this.#moved();
  }

  #moved(): void {
    this.#newest -= this.#start;
    this.#end -= this.#start;
    this.#start = 0;
  }
}

/** The first message gets what it needs; to move within the same bytes must gain much to be worth it. */
function capacityFor(needed: number, capacity: number): number {
  if (capacity === 0) return needed;
  if (needed > capacity * 0.75) return Math.max(needed, capacity * 2);
  return capacity > SMALL && needed < capacity / 4 ? needed * 2 : capacity;
}

function entryLength({ bytes, payloadStart, contentType }: ArrivedMessage): number {
  const type = contentType === undefined ? 0 : utf8Length(contentType);
  return ENTRY_HEADER + bytes.length - payloadStart + type;
}
