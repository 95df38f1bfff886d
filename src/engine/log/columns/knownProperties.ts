/**
 * Caches recent valid properties of PUBLISH. Most senders repeat the same ones, with another topic alias for
 * each topic.
 */
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { PROPERTIES } from '../../../mqtt/tables/properties.ts';
import { wordsOf } from './copyBytes.ts';

export interface PropertiesRead {
  /** Length of the properties including their length field, bytes. */
  readonly length: number;
  /** Position of a topic alias's value, from the beginning of the properties; 0: there is none. */
  readonly aliasAt: number;
  readonly contentType: string | undefined;
  /** Seconds. */
  readonly messageExpiry: number | undefined;
  /** True if the payload format indicator is UTF-8. */
  readonly payloadIsText: boolean;
  readonly hasIdentifier: boolean;
  /** From the beginning of the properties. */
  readonly reply: ReplyPlaces | undefined;
  readonly isSpecial: boolean;
  readonly breaksRule: boolean;
}

/** Positions of response topic and correlation data. A range with equal ends is absent. */
export interface ReplyPlaces {
  readonly topicStart: number;
  readonly topicEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
}

interface Known {
  readonly words: DataView;
  readonly sender: Sender;
  readonly read: PropertiesRead;
}

/** A power of two. */
const PLACES = 1024;
/** Bytes; longer properties are rarely repeated. */
const LONGEST = 256;
/**
 * Number of bytes at either end that determine the slot, without an alias there, because most changing values
 * are at an end.
 */
const HASHED = 8;
/** Length of the property with its value. */
const ALIAS_BYTES = 3;
const ALIAS = PROPERTIES.topicAlias.id;

export class KnownProperties {
  /** The last properties of each slot. */
  readonly #known: (Known | undefined)[] = [];

  /** The cached properties at `from` if the same bytes were seen before. The alias may differ. */
  find(bytes: Uint8Array, from: number, sender: Sender): PropertiesRead | undefined {
    const known = this.#known[placeOf(bytes, from, sender)];
    if (known === undefined || known.sender !== sender) return undefined;
    return matchesAt(bytes, from, known) ? known.read : undefined;
  }

  /** @param bytes the properties including their length field; kept, not copied */
  add(bytes: Uint8Array, sender: Sender, read: PropertiesRead): void {
    if (bytes.length > LONGEST) return;
    while (this.#known.length < PLACES) this.#known.push(undefined);
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#known[placeOf(bytes, 0, sender)] = { words, sender, read };
  }
}

/** Slot of properties whose length field has one or two bytes. */
function placeOf(bytes: Uint8Array, from: number, sender: Sender): number {
  const low = bytes[from] ?? 0;
  let start = from + (low < 0x80 ? 1 : 2);
  let end = start + (low < 0x80 ? low : (low & 0x7f) + (bytes[from + 1] ?? 0) * 128);
  if (bytes[start] === ALIAS) start += ALIAS_BYTES;
  else if (bytes[end - ALIAS_BYTES] === ALIAS) end -= ALIAS_BYTES;
  let hash = sender === 'client' ? end - start : start - end;
  const hashed = Math.min(HASHED, end - start);
  for (let at = 0; at < hashed; at += 1) {
    hash = Math.imul(hash ^ (bytes[start + at] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (bytes[end - at - 1] ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

function matchesAt(bytes: Uint8Array, from: number, { words: wanted, read }: Known): boolean {
  const length = wanted.byteLength;
  if (from + length > bytes.length) return false;
  const words = wordsOf(bytes);
  const start = bytes.byteOffset + from;
  const { aliasAt } = read;
  if (aliasAt === 0) return isSame(words, start, wanted, 0, length);
  // An alias of 0 violates a rule.
  if (words.getUint16(start + aliasAt) === 0) return false;
  const behind = aliasAt + 2;
  return isSame(words, start, wanted, 0, aliasAt) && isSame(words, start, wanted, behind, length);
}

function isSame(words: DataView, start: number, wanted: DataView, from: number, to: number) {
  let at = from;
  for (; at + 4 <= to; at += 4) {
    if (words.getUint32(start + at) !== wanted.getUint32(at)) return false;
  }
  for (; at < to; at += 1) {
    if (words.getUint8(start + at) !== wanted.getUint8(at)) return false;
  }
  return true;
}
