/**
 * Searches the topic tree: words in a topic or in its value of any format, or a topic filter. Each word must
 * occur in either of them.
 */

import { searchWords } from '../../../base/searchWords.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { topicFilterError, topicMatches } from '../../../mqtt/tables/topics.ts';
import { formatOf } from '../../../payload/formats/formats.ts';
import { FoldedSearch } from './foldedSearch.ts';

/** @param value returns the last value if the search needs it */
export type TopicSearch = (name: string, value: () => Uint8Array | undefined) => boolean;

/** Undefined for an empty search, which matches all topics. An invalid filter such as `a+b` is a text. */
export function topicSearch(text: string): TopicSearch | undefined {
  if (text === '') return undefined;
  if (/[+#]/.test(text) && topicFilterError(text) === undefined) {
    return (name) => topicMatches(text, name);
  }
  const words = searchWords(text).map((word) => ({
    word,
    inValues: new FoldedSearch(encodeUtf8(word)),
  }));
  return (name, value) => {
    const folded = name.toLowerCase();
    const others = words.filter(({ word }) => !folded.includes(word));
    const bytes = others.length === 0 ? undefined : value();
    return others.every(
      ({ inValues }) =>
        bytes !== undefined && holdsText({ bytes, start: 0, end: bytes.length }, inValues),
    );
  };
}

/** A value within a buffer. */
interface ValueBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Searches the bytes first, because decoding every value of a large tree would take long. */
export function holdsText({ bytes, start, end }: ValueBytes, wanted: FoldedSearch): boolean {
  if (!wanted.isIn(bytes, start, end)) return false;
  let at = start;
  while (at < end && (bytes[at] ?? 0) < 0x80) at += 1;
  if (at === end) return true;
  const value = bytes.subarray(start, end);
  return decodeUtf8(value) !== undefined || hasValues(value);
}

function hasValues(value: Uint8Array): boolean {
  const { decode, readBy } = formatOf(value) ?? {};
  return decode !== undefined || readBy !== undefined;
}
