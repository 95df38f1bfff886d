/** Properties of PUBLISH seen lately and found good: most senders send the same ones all the time. */
import type { Sender } from '../../mqtt/packet.ts';

export interface PropertiesRead {
  /** Bytes that the properties and their length take. */
  readonly length: number;
  /** 0: none. */
  readonly topicAlias: number;
  readonly contentType: string | undefined;
  /** Seconds. */
  readonly messageExpiry: number | undefined;
  /** The payload is announced as UTF-8. */
  readonly payloadIsText: boolean;
  readonly hasIdentifier: boolean;
  /** Counted from the properties' beginning. */
  readonly reply: ReplyPlaces | undefined;
  readonly isSpecial: boolean;
  readonly breaksRule: boolean;
}

/** Where a request says how it is to be answered, and a reply what it answers; equal ends: it does not. */
export interface ReplyPlaces {
  readonly topicStart: number;
  readonly topicEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
}

interface Known {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  readonly read: PropertiesRead;
}

/** A power of two. */
const PLACES = 1024;
/** Bytes; longer ones are rarely the same twice. */
const LONGEST = 256;
/** Bytes at either end that decide on the place: aliases stand at one of them, most of what changes at the other. */
const LOOKED_AT = 8;

export class KnownProperties {
  /** The last ones of each place. */
  readonly #known: (Known | undefined)[] = [];

  /** What the properties at `from` say, where the same bytes were seen before. */
  find(bytes: Uint8Array, from: number, sender: Sender): PropertiesRead | undefined {
    const known = this.#known[placeOf(bytes, from)];
    if (known === undefined || known.sender !== sender) return undefined;
    return standsAt(bytes, from, known.bytes) ? known.read : undefined;
  }

  /** @param bytes the properties with their length in front; kept, not copied */
  add(bytes: Uint8Array, sender: Sender, read: PropertiesRead): void {
    if (bytes.length > LONGEST) return;
    while (this.#known.length < PLACES) this.#known.push(undefined);
    this.#known[placeOf(bytes, 0)] = { bytes, sender, read };
  }
}

/** Of properties that begin with their length, as far as it has one byte or two. */
function placeOf(bytes: Uint8Array, from: number): number {
  const low = bytes[from] ?? 0;
  const start = from + (low < 0x80 ? 1 : 2);
  const end = start + (low < 0x80 ? low : (low & 0x7f) + (bytes[from + 1] ?? 0) * 128);
  let hash = end - start;
  const lookedAt = Math.min(LOOKED_AT, end - start);
  for (let at = 0; at < lookedAt; at += 1) {
    hash = Math.imul(hash ^ (bytes[start + at] ?? 0), 0x01000193);
    hash = Math.imul(hash ^ (bytes[end - at - 1] ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

function standsAt(bytes: Uint8Array, from: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[from + index] !== wanted[index]) return false;
  }
  return true;
}
