/** Text that is JSON except for errors such as NaN, a trailing comma or invalid UTF-8. */
import { decodeLossyUtf8, markLength } from '../../base/utf8.ts';
import type { FormatError } from '../tree/format.ts';
import type { JsonError } from '../tree/jsonErrors.ts';
import { isNearlyJson, scanJsonSequence, scanNearlyJson } from '../tree/jsonScan.ts';
import type { NotedTree } from '../tree/notation.ts';
import { NotedJsonTree } from './notedJsonTree.ts';

const LINE_FEED = 0x0a;

export function jsonFormatError({ key, offset }: JsonError): FormatError {
  if (key === 'many') return { key, offset };
  return { key: 'json', offset, why: key };
}

/** The values and the first error; undefined if the text is JSON, or too different from it. */
export function nearlyJson(
  bytes: Uint8Array,
): { readonly tree: NotedTree; readonly error: FormatError } | undefined {
  const scan = mayBeNearlyJson(bytes) ? scanNearlyJson(bytes) : undefined;
  if (scan === undefined) return undefined;
  const error: FormatError = { ...jsonFormatError(scan.error), isHarmless: true };
  return { tree: new NotedJsonTree(bytes, scan.tape), error };
}

export function hasNearlyJson(bytes: Uint8Array): boolean {
  return mayBeNearlyJson(bytes) && isNearlyJson(bytes);
}

/** Characters of the beginning that decides whether a text was meant to be JSON. */
const BEGINNING = 256;
/** An object with a key or a comma, a list of texts, lists or objects, or a list of numbers. */
const BEGUN = /^\s*(?:\{\s*(?:,|\{?\s*["“”]|[^{}[\]:]{0,40}"\s*:)|\[\s*(?:"|\[|\{\s*"))/;
const NUMBERS = /^\s*\[[-+.\deE\s]*[,\d][-+.,\deE\s]*\]?\s*$/;

/** True if a text was meant to be JSON, and an error leaves doubt about the values after it. */
export function hasBegunJson(bytes: Uint8Array): boolean {
  const start = markLength(bytes);
  const text = decodeLossyUtf8(bytes.subarray(start, start + BEGINNING));
  if (BEGUN.test(text)) return true;
  return bytes.length <= BEGINNING && NUMBERS.test(text);
}

/** Brackets or comments at both ends. Tested first, because this runs for every text. */
function mayBeNearlyJson(bytes: Uint8Array): boolean {
  let start = 0;
  let end = bytes.length - 1;
  while (start < end && (bytes[start] ?? 0) <= 0x20) start += 1;
  while (end > start && (bytes[end] ?? 0) <= 0x20) end -= 1;
  const isOpen = isOpening(bytes[start]) || isComment(bytes, start);
  return isOpen && (isClosing(bytes[end]) || isComment(bytes, afterBrackets(bytes)));
}

const isOpening = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number | undefined): boolean => byte === 0x7d || byte === 0x5d;

/** `# …`, `// …` or a block comment. */
function isComment(bytes: Uint8Array, at: number): boolean {
  const [first, second] = bytes.subarray(at, at + 2);
  return first === 0x23 || (first === 0x2f && (second === 0x2f || second === 0x2a));
}

/** The first character after the last closing bracket that a comment follows. */
function afterBrackets(bytes: Uint8Array): number {
  let at = Math.max(bytes.lastIndexOf(0x7d), bytes.lastIndexOf(0x5d)) + 1;
  while (at > 0 && at < bytes.length && (bytes[at] ?? 0) <= 0x20) at += 1;
  return at;
}

/** The texts of a sequence as a list. */
export function jsonSequence(bytes: Uint8Array) {
  const { tape, error, hasFailed } = scanJsonSequence(bytes);
  const tree = new NotedJsonTree(bytes, tape);
  if (error === undefined) return { tree, error };
  const line = lineOf(bytes, error.offset);
  const found: FormatError = { ...jsonFormatError(error), ...(line > 0 && { line }) };
  return { tree, error: hasFailed ? found : { ...found, isHarmless: true as const } };
}

/** Counts from 1; 0 if there is one line. */
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  let at = bytes.indexOf(LINE_FEED);
  if (at < 0) return 0;
  for (; at >= 0 && at < offset; at = bytes.indexOf(LINE_FEED, at + 1)) line += 1;
  return line;
}
