/** What a search in the topic tree finds: text in a topic or in its value, of whatever format, or a topic filter. */
import { faultOfTopicFilter, topicMatches } from '../../mqtt/topics.ts';
import { decodeUtf8, encodeUtf8 } from '../../mqtt/utf8.ts';
import { formatOf } from '../../payload/formats/formats.ts';

/** @param value gives the last value, where the search needs it */
export type TopicSearch = (name: string, value: () => Uint8Array | undefined) => boolean;

/** Undefined for an empty search, which shows all. A faulty filter such as `a+b` is taken as text. */
export function topicSearch(text: string): TopicSearch | undefined {
  if (text === '') return undefined;
  if (/[+#]/.test(text) && faultOfTopicFilter(text) === undefined) {
    return (name) => topicMatches(text, name);
  }
  const wanted = text.toLowerCase();
  const bytes = encodeUtf8(text).map(folded);
  return (name, value) => name.toLowerCase().includes(wanted) || holdsText(value(), bytes);
}

function hasValues(value: Uint8Array): boolean {
  const { decode, readBy } = formatOf(value) ?? {};
  return decode !== undefined || readBy !== undefined;
}

const folded = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** Looks at the bytes first, because decoding every value of a large tree would take long. */
function holdsText(value: Uint8Array | undefined, wanted: Uint8Array): boolean {
  if (value === undefined) return false;
  const last = value.length - wanted.length;
  const first = wanted[0] ?? 0;
  for (let at = 0; at <= last; at += 1) {
    if (folded(value[at] ?? 0) === first && standsAt(value, at, wanted)) {
      return decodeUtf8(value) !== undefined || hasValues(value);
    }
  }
  return false;
}

function standsAt(value: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 1; index < wanted.length; index += 1) {
    if (folded(value[at + index] ?? 0) !== wanted[index]) return false;
  }
  return true;
}
