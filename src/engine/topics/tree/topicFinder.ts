/**
 * Finds the same topics as `topicSearch`, but in the bytes of names and values, because most of them are
 * never decoded.
 */

import { searchWords } from '../../../base/searchWords.ts';
import { encodeUtf8, hasLoneSurrogate } from '../../../base/utf8.ts';
import { splitShared, topicFilterError } from '../../../mqtt/tables/topics.ts';
import { FoldedSearch } from '../../log/columns/foldedSearch.ts';
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { holdsText, topicSearch } from '../../log/columns/topicSearch.ts';
import { levelEnd } from './levelBytes.ts';
import type { Valued } from './messageValues.ts';
import { type Preview, previewOf } from './preview.ts';
import type { TopicRecords } from './topicRecords.ts';

const PLUS = 0x2b;
const HASH = 0x23;
const DOLLAR = 0x24;

interface Word {
  readonly text: string;
  /** undefined: ASCII names cannot contain it. */
  readonly inNames: FoldedSearch | undefined;
  readonly inValues: FoldedSearch;
}

/** Characters of a value that are read to find a word in it. */
const MOST_READ = 64 << 10;
/** Characters of a value that are shown: before a match, and in all. */
const LEAD = 4;
const LONGEST = 80;

export class TopicFinder {
  readonly #names: TopicNames;
  readonly #words: readonly Word[];
  /** Matcher of a topic filter for names as texts. */
  readonly #filter: NonNullable<ReturnType<typeof topicSearch>>;
  /** The text is not well-formed, so no bytes contain it. */
  readonly #isIllFormed: boolean;
  /** Bytes of a topic filter. */
  readonly #pattern: Uint8Array | undefined;

  /** @param text not empty */
  constructor(text: string, names: TopicNames) {
    this.#names = names;
    this.#filter = topicSearch(text) ?? (() => false);
    this.#isIllFormed = hasLoneSurrogate(text);
    const isFilter = /[+#]/.test(text) && topicFilterError(text) === undefined;
    this.#pattern = isFilter ? encodeUtf8(splitShared(text)?.filter ?? text) : undefined;
    this.#words = searchWords(text).map((word) => {
      const wanted = encodeUtf8(word);
      const search = new FoldedSearch(wanted);
      const isPlain = wanted.every((byte) => byte < 0x80);
      return { text: word, inNames: isPlain ? search : undefined, inValues: search };
    });
  }

  /** False for a topic filter, which only matches names. */
  get looksAtValues(): boolean {
    return this.#pattern === undefined;
  }

  readonly finds = (topics: TopicRecords, topic: number): boolean =>
    this.#pattern === undefined
      ? this.#words.every(
          (word) => this.#isInName(topics, topic, word) || isInValue(topics, topic, word),
        )
      : this.isNamed(topics, topic);

  /** True if the name alone matches. */
  readonly isNamed = (topics: TopicRecords, topic: number): boolean => {
    const pattern = this.#pattern;
    if (pattern === undefined)
      return this.#words.every((word) => this.#isInName(topics, topic, word));
    if (this.#isIllFormed) return this.#filter(topics.name(topic), () => undefined);
    const { bytes, start, end } = this.#nameOf(topics, topic);
    return matches(pattern, bytes, start, end);
  };

  /** The same for a topic that was never received, so that only its name is known. */
  matchesName(name: string): boolean {
    return this.#filter(name, () => undefined);
  }

  /** How well a match fits; 0 is best: its last level is a word. */
  rank(topics: TopicRecords, topic: number): number {
    if (this.#pattern !== undefined) return 0;
    if (!this.isNamed(topics, topic)) return 3;
    const name = topics.name(topic).toLowerCase();
    const last = name.slice(name.lastIndexOf('/') + 1);
    if (this.#words.some(({ text }) => last === text)) return 0;
    return this.#words.some(({ text }) => last.startsWith(text)) ? 1 : 2;
  }

  /**
   * The part of a value around the first word that the name lacks. A row is too short for the whole value.
   * @param shown the beginning of the value; also the result if no word is in it, e.g. because it is masked
   */
  around(name: string, shown: Preview, value: Valued): Preview {
    const folded = name.toLowerCase();
    const words = this.#words.flatMap(({ text }) => (folded.includes(text) ? [] : [text]));
    return (
      partAround(shown, words, value) ??
      partAround(previewOf(value.payload, value, MOST_READ), words, value) ??
      shown
    );
  }

  #isInName(topics: TopicRecords, topic: number, word: Word): boolean {
    if (!topics.isPlain(topic)) return topics.name(topic).toLowerCase().includes(word.text);
    const { bytes, start, end } = this.#nameOf(topics, topic);
    return word.inNames?.isIn(bytes, start, end) === true;
  }

  #nameOf(topics: TopicRecords, topic: number) {
    const { spelled } = this.#names;
    const name = topics.nameId(topic);
    const start = spelled.start(name);
    return { bytes: spelled.bytes, start, end: start + spelled.length(name) };
  }
}

function isInValue(topics: TopicRecords, topic: number, word: Word): boolean {
  const value = topics.histories.value(topic);
  return value !== undefined && holdsText(value, word.inValues);
}

function partAround(
  { args }: Preview,
  words: readonly string[],
  { payload }: Valued,
): Preview | undefined {
  if (!('text' in args)) return undefined;
  const { text } = args;
  const folded = text.toLowerCase();
  const at = words.map((word) => folded.indexOf(word)).find((found) => found >= 0);
  if (at === undefined) return undefined;
  const start = at <= LEAD ? 0 : at - LEAD;
  const end = start + LONGEST;
  // Without halves of characters at the cuts.
  const cut = text.slice(start, end).replaceAll(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  const part = (start > 0 ? '…' : '') + cut;
  return end < text.length
    ? { key: 'folded', args: { text: part, bytes: payload.length } }
    : { key: 'whole', args: { text: part } };
}

/** `topicMatches` for bytes. */
function matches(pattern: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  const first = pattern[0];
  // [MQTT-4.7.2-1]
  if (start < end && bytes[start] === DOLLAR && (first === HASH || first === PLUS)) return false;
  let f = 0;
  let n = start;
  for (;;) {
    const filterEnd = levelEnd(pattern, f, pattern.length);
    const isOne = filterEnd === f + 1;
    if (isOne && pattern[f] === HASH) return true;
    const nameEnd = levelEnd(bytes, n, end);
    const isPlus = isOne && pattern[f] === PLUS;
    if (!isPlus && !isSame(pattern, f, filterEnd, bytes, n, nameEnd)) return false;
    if (nameEnd === end) {
      // `a/#` also matches its parent `a`.
      const rest = pattern.length - filterEnd;
      return rest === 0 || (rest === 2 && pattern[filterEnd + 1] === HASH);
    }
    if (filterEnd === pattern.length) return false;
    f = filterEnd + 1;
    n = nameEnd + 1;
  }
}

function isSame(
  a: Uint8Array,
  startA: number,
  endA: number,
  b: Uint8Array,
  startB: number,
  endB: number,
): boolean {
  if (endA - startA !== endB - startB) return false;
  for (let at = 0; at < endA - startA; at += 1) {
    if (a[startA + at] !== b[startB + at]) return false;
  }
  return true;
}
