/** JSON (RFC 8259). */

import { asText } from '../../base/text.ts';
import { decodeUtf8, encodeUtf8, findUtf8Error, hasLoneSurrogate } from '../../base/utf8.ts';
import { prettyJson } from '../json/jsonText.ts';
import { jsonTree } from '../json/jsonTree.ts';
import { jsonReader } from '../json/jsonValue.ts';
import { hasNearlyJson, jsonFormatError, nearlyJson } from '../json/nearlyJson.ts';
import type { PayloadFormat, Typed } from '../tree/format.ts';
import { findJsonError } from '../tree/jsonScan.ts';
import { laidOut } from '../tree/notation.ts';

/** Content types of JSON. */
export const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json(?![\w.-])/i;

/** First characters of JSON, or of comments before it. */
const STARTS: ReadonlySet<number | undefined> = charsOf('"{[-0123456789tfn/#');
/**
 * First characters that identify JSON. A single number or word counts as text until something identifies it
 * as JSON.
 */
const TELLING_STARTS: ReadonlySet<number | undefined> = charsOf('"{[/#');

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

function isJson(payload: Uint8Array): boolean {
  return findJsonError(payload) === undefined && decodeUtf8(payload) !== undefined;
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
    (isJson(payload) || hasNearlyJson(payload))
      ? 'sure'
      : undefined,
  isText: true,
  decode(payload) {
    const read = jsonTree(payload);
    if (read.ok) return { tree: read.tree };
    const nearly = nearlyJson(payload);
    if (nearly !== undefined) return nearly;
    if (read.key !== 'utf8') return { tree: undefined, error: jsonFormatError(read) };
    const offset = findUtf8Error(payload)?.position ?? 0;
    return { tree: undefined, error: { key: 'utf8', offset } };
  },
  layOut(payload) {
    const pretty = prettyJson(payload);
    if (pretty !== undefined) return pretty;
    const nearly = nearlyJson(payload);
    return nearly && laidOut(nearly);
  },
  reader: jsonReader,
  typed: { ...typedText, json: 'doubted' },
};
