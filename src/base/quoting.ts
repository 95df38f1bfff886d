/** Quotes untrusted text for a POSIX shell, for JavaScript, for C, for regular expressions and for display filters. */
import { encodeUtf8 } from './utf8.ts';

/** Bytes of one argument; the limit of Linux is 128 KiB. */
export const LONGEST_WORD = 64 << 10;

/**
 * Quotes text as one word: single quotes prevent expansion, and a line feed is part of the word. undefined if
 * it holds other control characters: a terminal acts on pasted ones (an interrupt, the end of a bracketed
 * paste) before a shell sees a quote.
 */
export function shellWord(text: string): string | undefined {
  if (hasControls(text)) return undefined;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** True for control characters except a line feed. */
export function hasControls(text: string): boolean {
  return /[^\P{Cc}\n]/u.test(text);
}

/** Source that is inserted unchanged. */
interface Raw {
  readonly raw: string;
}

export type Script =
  | string
  | number
  | boolean
  | Raw
  | readonly Script[]
  /** Members in this order, with any names. */
  | ReadonlyMap<string, Script>
  | { readonly [name: string]: Script };

export function raw(source: string): Raw {
  return { raw: source };
}

const isRaw = (value: object): value is Raw => 'raw' in value && typeof value.raw === 'string';

export function literal(value: Script): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((one: Script) => literal(one)).join(', ')}]`;
  if (value instanceof Map) return members([...value]);
  if (isRaw(value)) return value.raw;
  return members(Object.entries(value));
}

function members(entries: readonly (readonly [string, Script])[]): string {
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, value]) => `${memberName(name)}: ${literal(value)}`).join(', ')} }`;
}

/** A bare `__proto__` would set the prototype instead of a member. */
function memberName(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** Escapes every character that a line, a terminal or a reader might mistake. */
function quoted(text: string): string {
  const inner = text
    .replace(/[\\']/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(
      /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `'${inner}'`;
}

/**
 * Includes the quotation marks. Bytes outside printable ASCII become three octal digits, because a hex escape
 * would absorb the digits after it. `?` is escaped too, because three of them begin a trigraph.
 */
export function cString(text: string): string {
  const inner = Array.from(encodeUtf8(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[ !#->@-[\]-~]/.test(character)) return character;
    return `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${inner.join('')}"`;
}

/** Quotes a text for a display filter, also as a name in a path. */
export function quote(text: string): string {
  const inner = text.replace(/[\\"\p{Cc}]/gu, (c) => {
    if (c === '\\' || c === '"') return `\\${c}`;
    return `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
  return `"${inner}"`;
}

/** The pattern of a regular expression that matches the text itself. */
export const literalPattern = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
