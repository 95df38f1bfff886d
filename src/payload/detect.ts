/** What a payload is, as far as its bytes and its content type tell. */
import { decodeUtf8 } from '../mqtt/utf8.ts';
import { scanJson } from './jsonScan.ts';
import { textFault } from './text.ts';

/** `text`: UTF-8 without control characters other than tab, LF and CR. */
export type PayloadKind = 'empty' | 'json' | 'text' | 'binary';

const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i;

/** The characters with which a JSON text can begin, blanks included. */
const JSON_START = /^[\s\ufeff]*["{[\-0-9tfn]/;

/**
 * The bytes decide; a content type (MQTT 5) that says JSON lets a broken JSON text be `text` and
 * never `json`, and one that names binary data does not hide text.
 */
export function detectPayload(bytes: Uint8Array, contentType?: string): PayloadKind {
  if (bytes.length === 0) return 'empty';
  if (mayBeJson(bytes) && scanJson(bytes).ok && decodeUtf8(bytes) !== undefined) return 'json';
  if (contentType !== undefined && JSON_TYPE.test(contentType)) {
    return decodeUtf8(bytes) === undefined ? 'binary' : 'text';
  }
  return isReadable(bytes) ? 'text' : 'binary';
}

function mayBeJson(bytes: Uint8Array): boolean {
  const start = decodeUtf8(bytes.subarray(0, 3)) ?? String.fromCharCode(bytes[0] ?? 0);
  return JSON_START.test(start) || /^[\s\ufeff]+$/.test(start);
}

/** UTF-8 without control characters other than tab, LF and CR. */
export function isReadable(bytes: Uint8Array): boolean {
  const fault = textFault(bytes);
  if (fault === undefined) return true;
  // CR LF is how much of the world ends a line.
  return (
    fault.kind === 'carriage-return' && textFault(bytes.filter((b) => b !== 0x0d)) === undefined
  );
}
