/** JSON (RFC 8259). */
import { decodeUtf8, encodeUtf8, hasLoneSurrogate } from '../../mqtt/utf8.ts';
import { scanJson } from '../jsonScan.ts';
import { prettyJson } from '../jsonText.ts';
import { jsonTree } from '../jsonTree.ts';
import { asText } from '../text.ts';
import type { PayloadFormat, Typed } from './format.ts';
import { jsonReader } from './jsonValue.ts';

/** Content types that say JSON. */
export const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i;

/** The characters with which a JSON text can begin, blanks included. */
const JSON_START = /^[\s\ufeff]*["{[\-0-9tfn]/;

function mayBeJson(bytes: Uint8Array): boolean {
  // No other JSON begins with a byte order mark or a blank; and to try to decode it costs the most.
  const first = bytes[0] ?? 0;
  if (first !== 0xef && first > 0x20) return JSON_START.test(String.fromCharCode(first));
  const start = decodeUtf8(bytes.subarray(0, 3)) ?? String.fromCharCode(first);
  return JSON_START.test(start) || /^[\s\ufeff]+$/.test(start);
}

/** As it stands; what a text field would change is no text. */
export const typedText: Typed = {
  of: 'text',
  stays: false,
  parse: (text) =>
    hasLoneSurrogate(text)
      ? { ok: false, fault: { kind: 'surrogate' } }
      : { ok: true, bytes: encodeUtf8(text) },
  print: asText,
};

export const json: PayloadFormat = {
  id: 'json',
  name: 'JSON',
  extension: '.json',
  mediaType: JSON_TYPE,
  shown: 'always',
  detect: (payload) =>
    mayBeJson(payload) && scanJson(payload).ok && decodeUtf8(payload) !== undefined
      ? 'sure'
      : undefined,
  isText: true,
  decode(payload) {
    const read = jsonTree(payload);
    if (read.ok) return { tree: read.tree };
    const offset = 'offset' in read ? read.offset : 0;
    const key = read.key === 'utf8' || read.key === 'many' ? read.key : 'json';
    return { tree: undefined, fault: { key, offset } };
  },
  layOut: prettyJson,
  reader: jsonReader,
  typed: { ...typedText, json: 'doubted' },
};
