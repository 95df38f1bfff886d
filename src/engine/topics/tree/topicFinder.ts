/**
 * Finds the same topics as `topicSearch`, but in the bytes of names and values, because most of them are
 * never decoded.
 */

import { encodeUtf8, hasLoneSurrogate } from '../../../base/utf8.ts';
import { splitShared, topicFilterError } from '../../../mqtt/tables/topics.ts';
import { FoldedSearch } from '../../log/columns/foldedSearch.ts';
import type { TopicNames } from '../../log/columns/topicNames.ts';
import { holdsText, topicSearch } from '../../log/columns/topicSearch.ts';
import { levelEnd } from './levelBytes.ts';
import type { TopicRecords } from './topicRecords.ts';

const PLUS = 0x2b;
const HASH = 0x23;
const DOLLAR = 0x24;

export class TopicFinder {
  readonly #names: TopicNames;
  /** Matcher for names as texts. */
  readonly #inTexts: NonNullable<ReturnType<typeof topicSearch>>;
  /** The text is not well-formed, so no bytes contain it. */
  readonly #isIllFormed: boolean;
  /** Bytes of a topic filter. */
  readonly #pattern: Uint8Array | undefined;
  /** undefined: ASCII names cannot contain it. */
  readonly #inNames: FoldedSearch | undefined;
  readonly #inValues: FoldedSearch;

  /** @param text not empty */
  constructor(text: string, names: TopicNames) {
    this.#names = names;
    this.#inTexts = topicSearch(text) ?? (() => false);
    this.#isIllFormed = hasLoneSurrogate(text);
    const isFilter = /[+#]/.test(text) && topicFilterError(text) === undefined;
    this.#pattern = isFilter ? encodeUtf8(splitShared(text)?.filter ?? text) : undefined;
    const wanted = encodeUtf8(text.toLowerCase());
    this.#inNames = wanted.every((byte) => byte < 0x80) ? new FoldedSearch(wanted) : undefined;
    this.#inValues = new FoldedSearch(encodeUtf8(text));
  }

  /** False for a topic filter, which only matches names. */
  get looksAtValues(): boolean {
    return this.#pattern === undefined;
  }

  readonly finds = (topics: TopicRecords, topic: number): boolean =>
    this.isNamed(topics, topic) || (this.looksAtValues && this.isInValue(topics, topic));

  /** True if the name matches. */
  readonly isNamed = (topics: TopicRecords, topic: number): boolean => {
    const { spelled } = this.#names;
    const name = topics.nameId(topic);
    const start = spelled.start(name);
    const end = start + spelled.length(name);
    if (this.#pattern !== undefined) {
      return this.#isIllFormed
        ? this.#findsText(topics, topic)
        : matches(this.#pattern, spelled.bytes, start, end);
    }
    if (!topics.isPlain(topic)) return this.#findsText(topics, topic);
    return this.#inNames?.isIn(spelled.bytes, start, end) === true;
  };

  readonly isInValue = (topics: TopicRecords, topic: number): boolean => {
    const value = topics.histories.value(topic);
    return value !== undefined && holdsText(value, this.#inValues);
  };

  /** True if the name contains the text. */
  #findsText(topics: TopicRecords, topic: number): boolean {
    return this.#inTexts(topics.name(topic), () => undefined);
  }
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
