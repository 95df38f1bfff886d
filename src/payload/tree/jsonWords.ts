/** Words outside of quotation marks: numbers, and values that other languages have and JSON has not. */
import { decodeUtf8 } from '../../base/utf8.ts';
import type { JsonErrorKey } from './jsonErrors.ts';

/** Longer words are not values. */
const LONGEST_WORD = 64;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Includes the spellings of C libraries, such as `-nan(ind)` and `1.#INF`. */
const NOT_A_NUMBER = /^[+-]?(?:nan(?:\(\w*\))?|inf(?:inity)?|1\.#\w+)$/i;
/** Values of Python, C and JavaScript. */
const OTHER_WORD = /^(?:none|true|false|null|undefined)$/i;
/** Numbers that JSON writes differently, such as `+1`, `.5`, `007` and `0x1f`. */
const OTHER_NUMBER = /^[+-]?(?:0x[\da-f]+|\.?\d[\d.]*(?:e[+-]?\d*)?)$/i;
const OBJECT_TEXT = /^\[object [A-Z]\w*\]/;
const BARE_KEY = /^[\p{L}_$][\p{L}\p{M}\p{N}_$-]*$/u;

/**
 * The bytes up to the next white space, comma, colon, bracket or quotation mark, as one character each.
 */
export function wordAt(bytes: Uint8Array, start: number): string {
  let end = start;
  while (end < start + LONGEST_WORD && isWordByte(bytes[end] ?? 0)) end++;
  return String.fromCharCode(...bytes.subarray(start, end));
}

function isWordByte(byte: number): boolean {
  return byte > 0x20 && byte !== 0x7f && !'",:[]{}\''.includes(String.fromCharCode(byte));
}

export function isNumber(word: string): boolean {
  return NUMBER.test(word);
}

export function isBareKey(word: string): boolean {
  const text = decodeUtf8(Uint8Array.from(word, (byte) => byte.charCodeAt(0)));
  return text !== undefined && BARE_KEY.test(text);
}

/** The text of an object in JavaScript, such as `[object Object]`; empty if there is none. */
export function objectTextAt(bytes: Uint8Array, start: number): string {
  // Most brackets begin lists, of which a text may have millions.
  if (bytes[start + 1] !== 0x6f) return '';
  const text = String.fromCharCode(...bytes.subarray(start, start + LONGEST_WORD));
  return OBJECT_TEXT.exec(text)?.[0] ?? '';
}

/** The reason why JSON does not have this value; undefined if the word is not a known value. */
export function wordError(word: string): JsonErrorKey | undefined {
  if (NOT_A_NUMBER.test(word)) return 'not-a-number';
  if (OTHER_WORD.test(word)) return 'word';
  if (OBJECT_TEXT.test(word)) return 'object-text';
  return OTHER_NUMBER.test(word) ? 'number' : undefined;
}
