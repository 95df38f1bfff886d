/** Text in other character sets than UTF-8. Its content is the same text in UTF-8. */
import {
  charsetName,
  charsetText,
  decodeCharset,
  isUtf32,
  markedCharset,
} from '../../base/charsets.ts';
import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { hasNearlyJson } from '../json/nearlyJson.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';
import { findJsonError } from '../tree/jsonScan.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { isDeviceText } from './deviceHanzi.ts';

/** Names of the step's argument that differ from the Encoding Standard's names. */
const STEP_NAMES: ReadonlyMap<string, string> = new Map([
  ['latin1', 'iso-8859-1'],
  ['shift-jis', 'shift_jis'],
]);

/** The character sets that a step can name. */
export const CHARSETS: readonly string[] = `
  gbk gb18030 big5 shift-jis euc-jp euc-kr latin1 windows-1250 windows-1251 windows-1252 koi8-r
  utf-16le utf-16be utf-32le utf-32be
`
  .trim()
  .split(/\s+/);

function unwrapCharset(charset: string, payload: Uint8Array, most: number): Unwrapped {
  // A character of these sets takes at least a third of its length in UTF-8.
  const isLonger = payload.length > most * 2;
  const read = isLonger ? payload.subarray(0, most * 2) : payload;
  const { text, errorAt } = decodeCharset(charset, read);
  const bytes = encodeUtf8(text);
  if (errorAt !== undefined && !(isLonger && errorAt > read.length - 4)) {
    return {
      bytes: bytes.subarray(0, most),
      error: { key: 'charset', offset: errorAt },
      writtenAs: 'text',
    };
  }
  if (!isLonger && bytes.length <= most) return { bytes, writtenAs: 'text' };
  return { bytes: bytes.subarray(0, most), error: { key: 'large', offset: 0 }, writtenAs: 'text' };
}

export function charsetFormat(charset: string, contentType?: string): PayloadFormat {
  return {
    id: `charset-${charset}`,
    name: charset.toUpperCase().replace('_', '-'),
    extension: '.txt',
    shown: 'where-found',
    unwrap: Lazy.of((payload, most) => ({
      ...unwrapCharset(charset, payload, most),
      contentType,
    })),
  };
}

/** For the step `text(gbk)`; undefined if this host does not know the character set. */
export function charsetStep(name: string): PayloadFormat | undefined {
  const charset = charsetName(STEP_NAMES.get(name) ?? name);
  return charset === undefined ? undefined : charsetFormat(charset);
}

/** Control characters except tab, LF and CR, and characters that hosts invent for unassigned bytes. */
const NO_TEXT = /[^\P{Cc}\t\n\r\0]|\uffff|\p{Co}/u;

export const isReadableIn = (charset: string, payload: Uint8Array): boolean => {
  const text = charsetText(charset, payload);
  return text !== undefined && !NO_TEXT.test(text);
};

const isWide = (charset: string): boolean => /^(?:utf-16|utf-32|iso-2022)/.test(charset);
const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

/** The format of a text whose content type, or whose XML declaration, names another character set. */
export function charsetOf(
  payload: Uint8Array,
  contentType: string | undefined,
): PayloadFormat | undefined {
  const label = labelIn(contentType) ?? labelInXml(payload);
  const named = label === undefined ? undefined : charsetName(label);
  // `utf-16` without a byte order is the order in which the bytes are a text.
  const isEither = label !== undefined && /^utf-?16$/i.test(label);
  const charset = (isEither ? utf16Charset(payload) : undefined) ?? named;
  if (charset === undefined || charset === 'utf-8' || payload.length > LARGEST_READ)
    return undefined;
  if (!isWide(charset) && isAscii(payload)) return undefined;
  return isReadableIn(charset, payload)
    ? charsetFormat(charset, contentType?.split(';', 1)[0])
    : undefined;
}

function labelIn(contentType: string | undefined): string | undefined {
  return contentType && /;\s*charset\s*=\s*"?([\w:.+-]+)/i.exec(contentType)?.[1];
}

/** Characters of an XML declaration. */
const DECLARATION = 120;

/** `<?xml version="1.0" encoding="GB2312"?>` counts if the text is not UTF-8. */
function labelInXml(payload: Uint8Array): string | undefined {
  const [less, question, x] = payload;
  if (less !== 0x3c || question !== 0x3f || x !== 0x78) return undefined;
  const begun = String.fromCharCode(...payload.subarray(0, DECLARATION));
  const label = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w:.+-]+)["']/.exec(begun)?.[1];
  return label === undefined || decodeUtf8(payload) !== undefined ? undefined : label;
}

/** Units of a text that is UTF-16 by its content, and their part that has to be letters or spaces. */
const FEWEST_UNITS = 8;
const LETTERS = 0.7;

/**
 * UTF-16 without a byte order mark: JSON, or a text of ASCII characters. Registers of 16 bits may be such
 * characters, but hardly a row of letters.
 */
function charsetByContent(payload: Uint8Array): string | undefined {
  const isEven = payload.length % 2 === 0 && payload.length > 2;
  if (!isEven || payload.length > LARGEST_READ) return undefined;
  const charset = payload[0] === 0 ? 'utf-16be' : payload[1] === 0 ? 'utf-16le' : undefined;
  if (charset === undefined) return chineseUtf16(payload);
  const text = charsetText(charset, payload.subarray(0, LONGEST_OFFERED))?.replace(/\0+$/, '');
  if (text === undefined || NO_TEXT.test(text) || text.includes('\0')) return undefined;
  if (/^\s*[{[]/.test(text)) return isJsonIn(charset, payload) ? charset : undefined;
  const letters = text.match(/[A-Za-z ]/g)?.length ?? 0;
  const isPlain = /^[\t\n\r\x20-\x7e\xa0-\xff]*$/.test(text);
  return isPlain && text.length >= FEWEST_UNITS && letters >= text.length * LETTERS
    ? charset
    : undefined;
}

/** Frequent characters of device texts; two of them alone may be a number. */
function chineseUtf16(payload: Uint8Array): string | undefined {
  const isShort = payload.length > 4 && payload.length <= LONGEST_SHORT;
  return ['utf-16le', 'utf-16be'].find(
    (charset) => isShort && isDeviceText(charsetText(charset, payload) ?? ''),
  );
}

/** NUL bytes may follow it. */
export function isJsonIn(charset: string, payload: Uint8Array): boolean {
  const text = charsetText(charset, payload)?.replace(/\0+$/, '');
  if (text === undefined) return false;
  const bytes = encodeUtf8(text);
  return findJsonError(bytes) === undefined || hasNearlyJson(bytes);
}

const utf16Charset = (payload: Uint8Array): string | undefined =>
  markedCharset(payload) ?? charsetByContent(payload);

/** UTF-32 with a byte order mark. */
export const utf32: PayloadFormat = {
  ...charsetFormat('utf-32le'),
  id: 'utf-32',
  name: 'UTF-32',
  detect(payload) {
    const charset = markedCharset(payload);
    const mayBe = isUtf32(charset) && payload.length > 4 && payload.length <= LARGEST_READ;
    return mayBe && isReadableIn(charset, payload) ? 'sure' : undefined;
  },
  unwrap: Lazy.of((payload, most) =>
    unwrapCharset(markedCharset(payload) ?? 'utf-32le', payload, most),
  ),
};

/** UTF-16 with a byte order mark, or by its content. */
export const utf16: PayloadFormat = {
  ...charsetFormat('utf-16le'),
  id: 'utf-16',
  name: 'UTF-16',
  detect(payload) {
    const charset = utf16Charset(payload);
    const mayBe = charset !== undefined && payload.length > 2 && payload.length <= LARGEST_READ;
    if (isUtf32(charset)) return undefined;
    if (mayBe && isReadableIn(charset, payload)) return 'sure';
    // A few letters may also be registers.
    const isWide = payload.length > 4 && payload.length % 2 === 0;
    const [first, second] = payload;
    const isOffered = isWide && (first === 0) !== (second === 0) && payload.length <= LONGEST_SHORT;
    return isOffered && isReadableIn(orderOf(payload), payload) ? 'guess' : undefined;
  },
  unwrap: Lazy.of((payload, most) =>
    unwrapCharset(utf16Charset(payload) ?? orderOf(payload), payload, most),
  ),
};

const orderOf = (payload: Uint8Array) => (payload[0] === 0 ? 'utf-16be' : 'utf-16le');

/** Bytes that are printable in sets of one byte, and some that are not ASCII. */
function mayBeOtherSet(payload: Uint8Array): boolean {
  const isText = payload.every((byte) => byte > 0x1f || (byte > 0x08 && byte < 0x0e));
  return payload.length <= LONGEST_OFFERED && isText && !isAscii(payload);
}

/** Letters of Western Europe between ASCII letters, and signs of units: the same in Latin-1 to Latin-10. */
const LATIN = /[°µ²³]|[äöüß](?=[a-z])|(?<=[a-z])[äöüß]/gi;
const MEASURED = /^\s*-?\d[\d.,]*\s?[°µ²³a-z/%]+\s*$/i;
const LONG_TEXT = 12;
/** The first letter of Latin-1 beyond ASCII. */
const FIRST_LETTER = 0xc0;
const SHORTEST_MEASURED = 6;

/** Western European text, which is recognized by JSON around it, or by a unit or words. */
export const latin1: PayloadFormat = {
  ...charsetFormat('windows-1252'),
  detect(payload) {
    if (!mayBeOtherSet(payload) || decodeUtf8(payload) !== undefined) return undefined;
    const text = charsetText('windows-1252', payload) ?? '\0';
    if (NO_TEXT.test(text)) return undefined;
    const letters = text.match(/[a-z\d ]/gi)?.length ?? 0;
    const isTelling =
      (payload.length >= SHORTEST_MEASURED && MEASURED.test(text)) ||
      (text.length >= LONG_TEXT && letters >= text.length * LETTERS) ||
      (/^\s*[{[]/.test(text) && isJsonIn('windows-1252', payload));
    const isLatin = isAscii(encodeUtf8(text.replace(LATIN, '')));
    if (isTelling && isLatin) return 'sure';
    const [first = 0] = payload;
    const ascii = payload.filter((byte) => byte < 0x80).length;
    return (first < 0x80 || first >= FIRST_LETTER) && ascii >= payload.length / 2
      ? 'guess'
      : undefined;
  },
};

/** ASCII, Chinese characters, and punctuation between them. */
const CHINESE_TEXT =
  /^(?=.*[\u4e00-\u9fff]{2})[\t\n\r\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+$/s;

/** Offered, because many bytes are characters of it. */
export const big5: PayloadFormat = {
  ...charsetFormat('big5'),
  detect: (payload) =>
    mayBeOtherSet(payload) && CHINESE_TEXT.test(charsetText('big5', payload) ?? '')
      ? 'guess'
      : undefined,
};

/** Bytes for testing whether a text could be GBK. */
export const LONGEST_OFFERED = 64 << 10;

/** Bytes of a short text, whose characters are compared with those of device texts. */
export const LONGEST_SHORT = 64;
