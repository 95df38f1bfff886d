/** One topic's last value and those before it, in a single run of bytes of its own. */
import type { QoS } from '../mqtt/packet.ts';
import { decodeUtf8, encodeUtf8 } from '../mqtt/utf8.ts';
import type { TopicMessage } from './window.ts';

/** Messages of one topic. */
export const LONGEST_HISTORY = 500;

/** Bytes that a ring takes beside those of its messages, about. */
export const RING_OVERHEAD = 200;

/**
 * An entry: payload length (4), packet size (4), content type length plus 1, 0 for none (4),
 * flags as in a PUBLISH's first byte (4), time (8), packet number (8), payload, content type.
 */
const ENTRY_HEADER = 32;
const header = new Uint8Array(ENTRY_HEADER);
const headerFields = new DataView(header.buffer);
const NOTHING = new Uint8Array(0);
const SMALL = 1024;

const qosOf = (flags: number): QoS => {
  const qos = (flags >> 1) & 3;
  return qos === 1 || qos === 2 ? qos : 0;
};

/** Entries lie oldest first between `#start` and `#end`; new ones are put behind, old ones fall off in front. */
export class MessageRing {
  /** The budget's note of how much could be given back; see `HistoryBudget`. */
  sizeClass = 0;
  #bytes = NOTHING;
  #start = 0;
  #end = 0;
  #newest = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of memory, without RING_OVERHEAD. */
  get capacity(): number {
    return this.#bytes.length;
  }

  /** Bytes of memory that could be given back without losing the last value. */
  get spareable(): number {
    return this.#count > 1 ? this.#bytes.length - (this.#end - this.#newest) : 0;
  }

  append(message: TopicMessage): void {
    if (this.#count === LONGEST_HISTORY) this.#dropOldest();
    const contentType =
      message.contentType === undefined ? undefined : encodeUtf8(message.contentType);
    const length = ENTRY_HEADER + message.payload.length + (contentType?.length ?? 0);
    this.#makeRoom(length);
    headerFields.setUint32(0, message.payload.length);
    headerFields.setUint32(4, message.size);
    headerFields.setUint32(8, contentType === undefined ? 0 : contentType.length + 1);
    headerFields.setUint32(12, flagsOf(message));
    headerFields.setFloat64(16, message.time);
    headerFields.setFloat64(24, message.packet);
    const bytes = this.#bytes;
    this.#newest = this.#end;
    copy(header, bytes, this.#end);
    copy(message.payload, bytes, this.#end + ENTRY_HEADER);
    if (contentType) bytes.set(contentType, this.#end + ENTRY_HEADER + message.payload.length);
    this.#end += length;
    this.#count += 1;
  }

  /** The last message; its payload is a view, good until the next `append`. */
  last(): TopicMessage | undefined {
    return this.#count === 0 ? undefined : this.#messageAt(this.#newest);
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
    this.#moveTo(new Uint8Array(this.#end - this.#start));
    return before - this.#count;
  }

  #messageAt(at: number): TopicMessage {
    header.set(this.#bytes.subarray(at, at + ENTRY_HEADER));
    const length = headerFields.getUint32(0);
    const typeLength = headerFields.getUint32(8);
    const flags = headerFields.getUint32(12);
    const payload = at + ENTRY_HEADER;
    const type = payload + length;
    return {
      packet: headerFields.getFloat64(24),
      time: headerFields.getFloat64(16),
      qos: qosOf(flags),
      retain: (flags & 1) !== 0,
      dup: (flags & 8) !== 0,
      payload: this.#bytes.subarray(payload, type),
      size: headerFields.getUint32(4),
      contentType:
        typeLength === 0
          ? undefined
          : decodeUtf8(this.#bytes.subarray(type, type + typeLength - 1)),
    };
  }

  #entryLength(at: number): number {
    const b = this.#bytes;
    const number = (o: number) =>
      (((b[o] ?? 0) << 24) | ((b[o + 1] ?? 0) << 16) | ((b[o + 2] ?? 0) << 8) | (b[o + 3] ?? 0)) >>>
      0;
    return ENTRY_HEADER + number(at) + Math.max(0, number(at + 8) - 1);
  }

  #dropOldest(): void {
    this.#start += this.#entryLength(this.#start);
    this.#count -= 1;
  }

  /** Moves what is there to the front, or into a larger or smaller run of bytes. */
  #makeRoom(length: number): void {
    const capacity = this.#bytes.length;
    if (this.#end + length <= capacity) return;
    const needed = this.#end - this.#start + length;
    // Moving within is only worth it where it gains much; the first message gets what it needs.
    if (needed > capacity * 0.75) {
      this.#moveTo(new Uint8Array(capacity === 0 ? needed : Math.max(needed, capacity * 2)));
    } else if (capacity > SMALL && needed < capacity / 4) {
      this.#moveTo(new Uint8Array(needed * 2));
    } else {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#moved();
    }
  }

  #moveTo(bytes: Uint8Array<ArrayBuffer>): void {
    bytes.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = bytes;
    this.#moved();
  }

  #moved(): void {
    this.#newest -= this.#start;
    this.#end -= this.#start;
    this.#start = 0;
  }
}

function flagsOf(message: TopicMessage): number {
  return (message.dup ? 8 : 0) | (message.qos << 1) | (message.retain ? 1 : 0);
}

/** A loop beats `set` for the short payloads that most are. */
function copy(from: Uint8Array, to: Uint8Array, offset: number): void {
  if (from.length > 64) to.set(from, offset);
  else for (let index = 0; index < from.length; index += 1) to[offset + index] = from[index] ?? 0;
}
