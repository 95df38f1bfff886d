/**
 * Text that ends with NUL bytes: a string of C sent with its terminator, or a buffer that is filled up with
 * them, or with the 0xFF of erased flash memory. After JSON, the buffer may have other bytes that an earlier
 * message left there.
 */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';
import { json } from './json.ts';

/** A text of this many characters is unlikely to be the bytes of a number. */
const ENOUGH = 4;
const WORD = /^[A-Za-z]+$/;

/** Erased memory. A name of four characters and a number of up to eight bytes may end with it, too. */
const ERASED = 0xff;
const LONGEST_NUMBER = 8;
const LONG = 16;

/** Position of the NUL bytes at the end, or of the NUL after an object or array of JSON. */
function endOfText(payload: Uint8Array): number {
  return endOfJson(payload) ?? lastNuls(payload);
}

function endOfJson(payload: Uint8Array): number | undefined {
  const [first] = payload;
  const end = first === 0x7b || first === 0x5b ? payload.indexOf(0) : -1;
  if (end < 0) return undefined;
  const begun = payload.subarray(0, end);
  return json.detect?.(begun, false) === 'sure' ? end : undefined;
}

function lastNuls(payload: Uint8Array): number {
  let end = payload.length;
  while (end > 0 && payload[end - 1] === ERASED) end -= 1;
  while (end > 0 && payload[end - 1] === 0) end -= 1;
  return end;
}

/** Short texts may also be numbers: `42 28 00 00` is the float 42. */
function isTelling(text: Uint8Array, fills: number, last: number | undefined): boolean {
  const isJson = json.detect?.(text, true) === 'sure';
  if (last === ERASED) {
    if (isJson && (text[0] === 0x7b || text[0] === 0x5b)) return true;
    return text.length >= LONG ? fills > 1 : text.length >= ENOUGH && fills > LONGEST_NUMBER;
  }
  if (text.length >= ENOUGH) return true;
  if (isJson) return fills === 1 || text.length > 2;
  return fills === 1 && text.length > 1 && WORD.test(decodeUtf8(text) ?? '');
}

function unwrap(payload: Uint8Array, most: number): Unwrapped {
  const end = endOfText(payload);
  const bytes = payload.subarray(0, Math.min(end, most));
  const place = { start: 0, end };
  const offset =
    lastNuls(payload) > end ? payload.findIndex((byte, at) => at > end && byte !== 0) : 0;
  if (offset > 0) {
    return { bytes, place, writtenAs: 'text', error: { key: 'rest', offset, isHarmless: true } };
  }
  if (end <= most) return { bytes, place, writtenAs: 'text' };
  return { bytes, place, writtenAs: 'text', error: { key: 'large', offset: 0 } };
}

export const nulEnded: PayloadFormat = {
  id: 'nul-ended',
  name: 'text + NUL',
  extension: '.txt',
  mediaType: /^text\/|\bjson\b/i,
  shown: 'where-found',
  detect(payload) {
    // Checked first, because this runs for every payload.
    const last = payload[payload.length - 1];
    if (last !== 0 && last !== ERASED) return endOfJson(payload) === undefined ? undefined : 'sure';
    if (payload[0] === 0) return undefined;
    const end = endOfText(payload);
    const text = payload.subarray(0, end);
    const fills = payload.length - end;
    if (!isReadable(text)) return undefined;
    if (isTelling(text, fills, last)) return 'sure';
    return last === ERASED && text.length > 1 ? 'guess' : undefined;
  },
  unwrap: Lazy.of(unwrap),
};
