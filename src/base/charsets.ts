/** Character sets of text except UTF-8, as the Encoding Standard defines them, and UTF-32. */

// Both hosts (browser and Node) have it; the module's library names neither host.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean },
) => { readonly encoding: string; decode(bytes: Uint8Array, how?: { stream: boolean }): string };

/** UTF-32, which the Encoding Standard lacks. */
const isUtf32 = (charset: string | undefined): charset is 'utf-32le' | 'utf-32be' =>
  charset === 'utf-32le' || charset === 'utf-32be';

/** The name of a character set for any of its labels; undefined if this host does not know it. */
export function charsetName(label: string): string | undefined {
  const folded = label.toLowerCase();
  if (isUtf32(folded)) return folded;
  try {
    return new TextDecoder(label, { fatal: true }).encoding;
  } catch {
    return undefined;
  }
}

/** undefined if some bytes are not characters. A byte order mark is left out. */
export function charsetText(charset: string, bytes: Uint8Array): string | undefined {
  return attempt(charset, bytes, false);
}

const BYTE_ORDER_MARKS: ReadonlyMap<number, string> = new Map([
  [0xfffe, 'utf-16le'],
  [0xfeff, 'utf-16be'],
]);

/** UTF-16 or UTF-32 with a byte order mark. UTF-16 text does not begin with NUL. */
export function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 > 0) return undefined;
  if (bytes.length % 4 === 0) {
    const [first, second, third, fourth] = bytes;
    if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return 'utf-32le';
    if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be';
  }
  return BYTE_ORDER_MARKS.get(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0));
}

export interface CharsetText {
  readonly text: string;
  /** The first byte that is part of no character; the text ends before it. */
  readonly errorAt?: number;
}

/** Decodes bytes. A byte order mark is left out. */
export function decodeCharset(charset: string, bytes: Uint8Array): CharsetText {
  const whole = attempt(charset, bytes, false);
  if (whole !== undefined) return { text: whole };
  // The longest beginning that has no error, by bisection. It may end within a character.
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (attempt(charset, bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  let errorAt = good;
  // At most three bytes of a character are before the byte that spoils it.
  for (let back = 0; back < 4 && errorAt > 0; back += 1, errorAt -= 1) {
    const text = attempt(charset, bytes.subarray(0, errorAt), false);
    if (text !== undefined) return { text, errorAt };
  }
  return { text: attempt(charset, bytes.subarray(0, errorAt), false) ?? '', errorAt };
}

/** @param isBegun more bytes may follow */
function attempt(charset: string, bytes: Uint8Array, isBegun: boolean): string | undefined {
  if (isUtf32(charset)) return utf32Text(bytes, charset === 'utf-32le', isBegun);
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isBegun });
    return charset === 'windows-1252' ? withWindows1252(text) : text;
  } catch {
    return undefined;
  }
}

/** Characters of the bytes 0x80 to 0x9f. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 decodes windows-1252 as ISO 8859-1. */
const withWindows1252 = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (one) => WINDOWS_1252.charAt(one.charCodeAt(0) - 0x80));

const BYTE_ORDER_MARK = 0xfeff;
const LAST_CHARACTER = 0x10ffff;

function utf32Text(bytes: Uint8Array, isLittle: boolean, isBegun: boolean): string | undefined {
  if (bytes.length % 4 > 0 && !isBegun) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const character = view.getUint32(at, isLittle);
    const isSurrogate = character >= 0xd800 && character <= 0xdfff;
    if (character > LAST_CHARACTER || isSurrogate) return undefined;
    if (at > 0 || character !== BYTE_ORDER_MARK) text += String.fromCodePoint(character);
  }
  return text;
}
