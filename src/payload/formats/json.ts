/** JSON (RFC 8259). */

import { asText } from '../../base/text.ts';
import { decodeUtf8, encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import { prettyJson } from '../json/jsonText.ts';
import { jsonTree } from '../json/jsonTree.ts';
import { jsonReader } from '../json/jsonValue.ts';
import type { PayloadFormat, Typed } from '../tree/format.ts';
import { findJsonError } from '../tree/jsonScan.ts';

/** Content types of JSON. */
export const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i;

/** First characters of JSON. */
const STARTS: ReadonlySet<number | undefined> = charsOf('"{[-0123456789tfn');
/**
 * First characters that identify JSON. A single number or word counts as text until something identifies it
 * as JSON.
 */
const TELLING_STARTS: ReadonlySet<number | undefined> = charsOf('"{[');

function charsOf(characters: string): ReadonlySet<number | undefined> {
  return new Set(Array.from(characters, (one) => one.charCodeAt(0)));
}

const BLANK = 0x20;
const NO_BLANK = 0xff;

/** The first character after a byte order mark and white space. Decoding the payload would cost more. */
function firstOf(bytes: Uint8Array): number | undefined {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while ((bytes[at] ?? NO_BLANK) <= BLANK) at += 1;
  return bytes[at];
}

/** Written as typed; a text that a text field would change counts as bytes. */
export const typedText: Typed = {
  of: 'text',
  stays: false,
  parse: (text) =>
    hasLoneSurrogate(text)
      ? { ok: false, error: { kind: 'surrogate' } }
      : { ok: true, bytes: encodeUtf8(text) },
  print: asText,
};

export const json: PayloadFormat = {
  id: 'json',
  name: 'JSON',
  extension: '.json',
  mediaType: JSON_TYPE,
  shown: 'always',
  detect: (payload, isNamed) =>
    (isNamed ? STARTS : TELLING_STARTS).has(firstOf(payload)) &&
    findJsonError(payload) === undefined &&
    decodeUtf8(payload) !== undefined
      ? 'sure'
      : undefined,
  isText: true,
  decode(payload) {
    const read = jsonTree(payload);
    if (read.ok) return { tree: read.tree };
    const offset = 'offset' in read ? read.offset : 0;
    const key = read.key === 'utf8' || read.key === 'many' ? read.key : 'json';
    return { tree: undefined, error: { key, offset } };
  },
  layOut: prettyJson,
  reader: jsonReader,
  typed: { ...typedText, json: 'doubted' },
};
