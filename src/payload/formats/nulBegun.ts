/**
 * Text after one NUL byte: the terminator of the topic as a C string, counted as payload, or empty properties of
 * MQTT 5 on a connection with an earlier version.
 */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { json } from './json.ts';
import { nulEnded } from './nulEnded.ts';

/** Text of this many bytes is unlikely to be the lower bytes of a number. */
const LONG = 16;
const ENOUGH = 4;
/** Bytes of the longest number. */
const OF_NUMBER = 8;
const WORD = /^[A-Za-z]+$/;
/** Characters of a name, three letters of which are one after another: few numbers look like this. */
const NAME = /^(?=.*[A-Za-z]{3})[ -~]{6,}$/;

/** The text without NUL bytes at its end. */
function textOf(rest: Uint8Array): Uint8Array {
  const end = rest.indexOf(0);
  return end < 0 || nulEnded.detect?.(rest, false) !== 'sure' ? rest : rest.subarray(0, end);
}

function isTelling(text: Uint8Array, size: number): boolean {
  const isJson = json.detect?.(text, true) === 'sure';
  if (isJson && (text[0] === 0x7b || text[0] === 0x5b)) return true;
  if (text.length >= LONG) return true;
  if (text.length < ENOUGH) return false;
  if (isJson && size !== OF_NUMBER) return true;
  const letters = decodeUtf8(text) ?? '';
  return WORD.test(letters) || (size !== OF_NUMBER && NAME.test(letters));
}

export const nulBegun: PayloadFormat = {
  id: 'nul-begun',
  name: 'NUL + text',
  extension: '.txt',
  shown: 'where-found',
  detect(payload) {
    // Checked first, because this runs for every payload.
    if (payload[0] !== 0) return undefined;
    const rest = payload.subarray(1);
    // A length of two bytes, and the text after it.
    if (rest[0] === rest.length - 1) return undefined;
    const text = textOf(rest);
    return isReadable(text) && isTelling(text, payload.length) ? 'sure' : undefined;
  },
  unwrap: Lazy.of((payload, most) => ({
    bytes: payload.subarray(1, Math.min(payload.length, most + 1)),
    place: { start: 1, end: payload.length },
    error:
      payload.length - 1 > most
        ? { key: 'large', offset: 0 }
        : { key: 'nul', offset: 0, isHarmless: true },
  })),
};
