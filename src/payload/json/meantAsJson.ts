/** Recognises texts that were meant as JSON, by the program that made them something else. */
import { decodeUtf8 } from '../../base/utf8.ts';

/**
 * `shell`: a shell has removed the quotation marks, or left single ones around the text. `python`: the text of a dict.
 * `javascript`: the text of any object.
 */
export type MeantAsJson = 'shell' | 'python' | 'javascript';

const [BRACE, BRACKET, QUOTE, QUOTATION, BLANK, CLOSING] = [0x7b, 0x5b, 0x27, 0x22, 0x20, 0x7d];
/** Bytes; longer texts are not made by hand. */
const LARGEST = 4096;
const OBJECT = '[object Object]';

/** False for most payloads, after a look at their first bytes: JSON is none of these texts. */
export function mayBeMeant(bytes: Uint8Array, start = 0): boolean {
  const first = bytes[start];
  if (first !== BRACE && first !== BRACKET && first !== QUOTE) return false;
  let at = start + 1;
  while ((bytes[at] ?? 0xff) <= BLANK) at += 1;
  const next = bytes[at];
  return first === BRACE
    ? next !== QUOTATION && next !== CLOSING
    : first === QUOTE || next === 0x6f;
}

export function meantAsJson(payload: Uint8Array): MeantAsJson | undefined {
  if (payload.length > LARGEST || !mayBeMeant(payload)) return undefined;
  const text = decodeUtf8(payload)?.trim() ?? '';
  if (text === OBJECT) return 'javascript';
  if (isPythonDict(text)) return 'python';
  const isQuoted = text.length > 2 && text.startsWith("'") && text.endsWith("'");
  const inner = isQuoted ? text.slice(1, -1) : text;
  const isMeant = isObject(withQuotes(inner)) || (isQuoted && isObject(inner));
  return isMeant ? 'shell' : undefined;
}

/** Words and numbers of a text without quotation marks. */
const WORDS = /[^\s:,{}[\]"']+/g;
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Each word in quotation marks; empty if the text has others than words, numbers and the signs of JSON. */
function withQuotes(text: string): string {
  if (/["'\\]/.test(text)) return '';
  return text.replaceAll(WORDS, (word, at: number) =>
    LITERAL.test(word) && !/^\s*:/.test(text.slice(at + word.length)) ? word : `"${word}"`,
  );
}

const PYTHON = /'((?:[^'\\\n]|\\.)*)'|"(?:[^"\\\n]|\\.)*"|\b(True|False|None)\b/g;
const NAMES: ReadonlyMap<string | undefined, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** True for a dict whose first key is in single quotation marks. */
function isPythonDict(text: string): boolean {
  if (!/^\{\s*'/.test(text)) return false;
  return isObject(
    text.replaceAll(PYTHON, (all, inner: string | undefined, name: string | undefined) =>
      inner === undefined ? (NAMES.get(name) ?? all) : JSON.stringify(inner),
    ),
  );
}

/** True for an object of JSON with a member. */
function isObject(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  } catch {
    // Another text.
    return false;
  }
}
