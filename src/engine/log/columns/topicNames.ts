/** Interns topic names. Each is stored once under a number, and found by its bytes without decoding. */

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { topicNameError } from '../../../mqtt/tables/topics.ts';
import type { Conventions, TopicClaim } from '../../conventions/conventions.ts';
import { wordsOf } from './copyBytes.ts';
import { NameBytes } from './nameBytes.ts';

/** No topic, or an unreadable one. */
export const NO_TOPIC = 0;

const SMALLEST_TABLE = 64;

/**
 * Numbers count up from 1. A name exists as long as it is used: each `intern` and `retain` needs a `release`.
 * The number of a removed name is reused.
 */
export class TopicNames {
  #names: (string | undefined)[] = [undefined];
  /** Bytes for comparisons, because comparing the characters of a string takes four times as long. */
  #bytes = new NameBytes();
  #hashes = new Uint32Array(SMALLEST_TABLE);
  #uses = new Uint32Array(SMALLEST_TABLE);
  #freed: number[] = [];
  /** Names that are invalid as topics. */
  #invalid = new Set<number>();
  readonly #conventions: Pick<Conventions, 'claimOf'> | undefined;
  /** Names claimed by a convention. */
  readonly #claims = new Map<number, TopicClaim>();
  /** Names of topics that a convention hears. They need not be in use. */
  readonly #heardNames = new Set<string>();
  /** Those in use. */
  readonly #heard = new Set<number>();
  /** Open addressing: numbers of names, 0 for a free slot. At most half full. */
  #table = new Uint32Array(SMALLEST_TABLE);
  #count = 0;

  /** @param conventions conventions that may claim names */
  constructor(conventions?: Pick<Conventions, 'claimOf'>) {
    this.#conventions = conventions;
  }

  /** Number of names in use. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of the tables, including the names' bytes but not their strings. */
  get tableBytes(): number {
    const numbers = this.#table.byteLength + this.#hashes.byteLength + this.#uses.byteLength;
    return numbers + this.#bytes.allocated;
  }

  /** The bytes of all names. */
  get spelled(): Pick<NameBytes, 'bytes' | 'start' | 'length'> {
    return this.#bytes;
  }

  /** Undefined if the number is not in use. */
  name(topic: number): string | undefined {
    return this.#names[topic];
  }

  /** True if no PUBLISH may have the name (4.7): wildcards, U+0000, empty. */
  isInvalid(topic: number): boolean {
    return this.#invalid.size > 0 && this.#invalid.has(topic);
  }

  /** The convention that claims the name; undefined: none. */
  claim(topic: number): TopicClaim | undefined {
    return this.#claims.size > 0 ? this.#claims.get(topic) : undefined;
  }

  /** True if a convention reads messages on the topic. */
  isRead(topic: number): boolean {
    return this.claim(topic) !== undefined || this.isHeard(topic);
  }

  /** True if a convention hears the topic. */
  isHeard(topic: number): boolean {
    return this.#heard.size > 0 && this.#heard.has(topic);
  }

  /** Marks a topic that a convention hears. @returns its number; NO_TOPIC if it is not in use */
  hear(name: string): number {
    this.#heardNames.add(name);
    const topic = this.#numberOf(name);
    if (topic !== NO_TOPIC) this.#heard.add(topic);
    return topic;
  }

  unhear(name: string): void {
    this.#heardNames.delete(name);
    this.#heard.delete(this.#numberOf(name));
  }

  #numberOf(name: string): number {
    const bytes = encodeUtf8(name);
    return this.find(wordsOf(bytes), bytes.byteOffset, bytes.length);
  }

  /**
   * The number of the name in `bytes`, with its use count increased. NO_TOPIC if it is not well-formed UTF-8.
   */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const words = wordsOf(bytes);
    const from = bytes.byteOffset + start;
    const length = end - start;
    const hash = hashOf(words, from, length);
    const place = this.#placeOf(hash, words, from, length);
    const known = this.#table[place] ?? 0;
    if (known !== 0) {
      this.retain(known);
      return known;
    }
    const name = decodeUtf8(bytes.subarray(start, end));
    if (name === undefined) return NO_TOPIC;
    const topic = this.#add(name, hash, place);
    this.#bytes.add(topic, bytes, start, end);
    return topic;
  }

  /**
   * The number of an existing name, without increasing its use count. NO_TOPIC if it does not exist. @param
   * words from `wordsOf`
   */
  find(words: DataView, from: number, length: number): number {
    return this.#table[this.#placeOf(hashOf(words, from, length), words, from, length)] ?? NO_TOPIC;
  }

  /** Slot of the name in the table, or the free slot for it. */
  #placeOf(hash: number, words: DataView, from: number, length: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    let place = hash & mask;
    for (let topic = table[place]; topic !== 0 && topic !== undefined; topic = table[place]) {
      if (this.#hashes[topic] === hash && this.#bytes.isThat(topic, words, from, length)) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  retain(topic: number): void {
    if (topic !== NO_TOPIC) this.#uses[topic] = (this.#uses[topic] ?? 0) + 1;
  }

  release(topic: number): void {
    if (topic === NO_TOPIC) return;
    const uses = (this.#uses[topic] ?? 0) - 1;
    this.#uses[topic] = uses;
    if (uses > 0) return;
    this.#removeFromTable(topic);
    this.#invalid.delete(topic);
    this.#claims.delete(topic);
    this.#heard.delete(topic);
    this.#names[topic] = undefined;
    this.#bytes.remove(topic);
    this.#count -= 1;
    if (this.#count === 0) this.#shrink();
    else this.#freed.push(topic);
  }

  #add(name: string, hash: number, place: number): number {
    const topic = this.#freed.pop() ?? this.#names.length;
    if (topic >= this.#hashes.length) this.#growColumns();
    this.#names[topic] = name;
    this.#hashes[topic] = hash;
    this.#uses[topic] = 1;
    this.#table[place] = topic;
    if (topicNameError(name) !== undefined) this.#invalid.add(topic);
    else this.#claim(topic, name);
    if (this.#heardNames.has(name)) this.#heard.add(topic);
    this.#count += 1;
    if (this.#count * 2 > this.#table.length) this.#rebuild(this.#table.length * 2);
    return topic;
  }

  /** Asks again about names without a loaded meaning, after more conventions were loaded. */
  reclaim(): void {
    for (const [topic, { meaning }] of this.#claims) {
      if (meaning === undefined) this.#claim(topic, this.#names[topic] ?? '');
    }
  }

  /** Asks again about all names, because other conventions are in use. */
  reclaimAll(): void {
    for (const [topic, name] of this.#names.entries()) {
      if (name !== undefined && !this.isInvalid(topic)) this.#claim(topic, name);
    }
  }

  #claim(topic: number, name: string): void {
    const claim = this.#conventions?.claimOf(name);
    if (claim === undefined) this.#claims.delete(topic);
    else this.#claims.set(topic, claim);
  }

  /** Shrinks the tables, which would stay large after a flood of names. */
  #shrink(): void {
    this.#names = [undefined];
    this.#bytes = new NameBytes();
    this.#freed = [];
    this.#hashes = new Uint32Array(SMALLEST_TABLE);
    this.#uses = new Uint32Array(SMALLEST_TABLE);
    this.#table = new Uint32Array(SMALLEST_TABLE);
  }

  #growColumns(): void {
    this.#hashes = grown(this.#hashes);
    this.#uses = grown(this.#uses);
  }

  #rebuild(size: number): void {
    const table = new Uint32Array(size);
    const mask = size - 1;
    for (const topic of this.#table) {
      if (topic === 0) continue;
      let place = (this.#hashes[topic] ?? 0) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = topic;
    }
    this.#table = table;
  }

  /** Closes the gap by moving back the entries that belong at or before it. */
  #removeFromTable(topic: number): void {
    const table = this.#table;
    const mask = table.length - 1;
    let gap = (this.#hashes[topic] ?? 0) & mask;
    while (table[gap] !== topic) gap = (gap + 1) & mask;
    let place = gap;
    for (;;) {
      place = (place + 1) & mask;
      const next = table[place] ?? 0;
      if (next === 0) break;
      const home = (this.#hashes[next] ?? 0) & mask;
      if (((place - home) & mask) < ((place - gap) & mask)) continue;
      table[gap] = next;
      gap = place;
    }
    table[gap] = 0;
  }
}

function grown(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** Hashes four bytes at a time. The last step mixes the bits, because a table uses only the lowest ones. */
function hashOf(words: DataView, from: number, length: number): number {
  let hash = length;
  let at = 0;
  for (; at + 4 <= length; at += 4) hash = mixed(hash, words.getUint32(from + at));
  for (; at < length; at += 1) hash = mixed(hash, words.getUint8(from + at));
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function mixed(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
}
