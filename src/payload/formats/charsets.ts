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
import { hasDeviceHanzi, isDeviceText } from './deviceHanzi.ts';

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

function charsetFormat(charset: string, contentType?: string): PayloadFormat {
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

const isReadableIn = (charset: string, payload: Uint8Array): boolean => {
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
  const charset = payload[0] === 0 ? 'utf-16be' : payload[1] === 0 ? 'utf-16le' : undefined;
  if (!isEven || charset === undefined || payload.length > LARGEST_READ) return undefined;
  const text = charsetText(charset, payload.subarray(0, LONGEST_OFFERED))?.replace(/\0+$/, '');
  if (text === undefined || NO_TEXT.test(text) || text.includes('\0')) return undefined;
  if (/^\s*[{[]/.test(text)) return isJsonIn(charset, payload) ? charset : undefined;
  const letters = text.match(/[A-Za-z ]/g)?.length ?? 0;
  const isPlain = /^[\t\n\r\x20-\x7e]*$/.test(text);
  return isPlain && text.length >= FEWEST_UNITS && letters >= text.length * LETTERS
    ? charset
    : undefined;
}

/** NUL bytes may follow it. */
function isJsonIn(charset: string, payload: Uint8Array): boolean {
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
    return mayBe && isReadableIn(charset, payload) ? 'sure' : undefined;
  },
  unwrap: Lazy.of((payload, most) =>
    unwrapCharset(utf16Charset(payload) ?? 'utf-16le', payload, most),
  ),
};

/** Bytes for testing whether a text could be GBK. */
const LONGEST_OFFERED = 64 << 10;

/** Bytes of a short text, whose characters are compared with those of device texts. */
const LONGEST_SHORT = 64;

/** Contains GBK, and characters of four bytes. */
const CHINESE = 'gb18030';

/** Offers Chinese text, unless its characters are frequent ones: other character sets look the same. */
function detectChinese(payload: Uint8Array): 'sure' | 'guess' | undefined {
  // Checked first, because this runs for every payload: a control character ends most others.
  if (payload.length > LONGEST_OFFERED) return undefined;
  if (!isGb2312(payload)) return isGbkJson(payload) ? 'sure' : undefined;
  if (decodeUtf8(payload) !== undefined) return undefined;
  if (frequentHanzi(payload) >= FEWEST_HANZI || isGbkJson(payload)) return 'sure';
  if (payload.length <= LONGEST_SHORT && isDeviceText(charsetText(CHINESE, payload) ?? ''))
    return 'sure';
  return isReadableIn(CHINESE, payload) ? 'guess' : undefined;
}

/** GBK, whose characters have one or two bytes. */
export const gbk: PayloadFormat = {
  ...charsetFormat('gbk'),
  detect(payload) {
    const found = detectChinese(payload);
    return found === undefined || hasFour(payload) ? undefined : found;
  },
};

/** Text with characters that GBK lacks. */
export const gb18030: PayloadFormat = {
  ...charsetFormat(CHINESE),
  detect(payload) {
    // Checked first, because the other test runs for GBK, too.
    return payload.length <= LONGEST_OFFERED && hasFour(payload)
      ? detectChinese(payload)
      : undefined;
  },
};

/** JSON in frequent characters, or with some of device texts; perhaps with errors such as NaN. */
export function isGbkJson(payload: Uint8Array): boolean {
  const isOpen = payload[0] === 0x7b || payload[0] === 0x5b;
  const isChinese =
    frequentHanzi(payload) >= 2 ||
    (isOpen &&
      payload.length <= LONGEST_OFFERED &&
      hasDeviceHanzi(charsetText(CHINESE, payload) ?? ''));
  return isChinese && decodeUtf8(payload) === undefined && isJsonIn(CHINESE, payload);
}

/** Characters of a text that is not JSON. */
const FEWEST_HANZI = 6;

/**
 * Number of Chinese characters of two bytes; 0 if one is not frequent, or if all of them may be Korean in
 * EUC-KR, which has no characters of four bytes.
 */
function frequentHanzi(payload: Uint8Array): number {
  if (payload.length > LONGEST_OFFERED || !isGb2312(payload)) return 0;
  const rows = highRows(payload);
  const hanzi = rows.filter((row) => row >= FIRST_HANZI);
  const areFrequent = rows.every((row) => row <= LAST_SYMBOLS || isFrequent(row));
  const isChinese = hanzi.some((row) => row > LAST_HANGUL) || hasFour(payload);
  return areFrequent && isChinese ? hanzi.length : 0;
}

/** First bytes of GB2312: symbols and full-width forms, characters of level 1, and Hangul of EUC-KR. */
const LAST_SYMBOLS = 0xa3;
const FIRST_HANZI = 0xb0;
const LAST_FREQUENT = 0xd7;
const LAST_HANGUL = 0xc8;

const isFrequent = (row: number): boolean => row >= FIRST_HANZI && row <= LAST_FREQUENT;

/** First bytes of the characters of two bytes. */
function highRows(payload: Uint8Array): readonly number[] {
  const rows: number[] = [];
  for (let at = 0; at < payload.length; at += 1) {
    const byte = payload[at] ?? 0;
    if (isFour(payload, at)) at += 3;
    else if (isHigh(byte)) {
      rows.push(byte);
      at += 1;
    }
  }
  return rows;
}

/** GB2312, the part of GBK that most text consists of, and characters of four bytes. */
function isGb2312(payload: Uint8Array): boolean {
  for (let at = 0; at < payload.length; at += 1) {
    const byte = payload[at] ?? 0;
    if (isFour(payload, at)) at += 3;
    else if (isHigh(byte)) {
      at += 1;
      if (!isHigh(payload[at] ?? 0)) return false;
    } else if (byte >= 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) {
      return false;
    }
  }
  return true;
}

/** A character of four bytes (GB18030). */
function isFour(payload: Uint8Array, at: number): boolean {
  const lead = payload[at] ?? 0;
  if (lead < 0x81 || lead === 0xff) return false;
  const third = payload[at + 2] ?? 0;
  const areDigits = isDigit(payload[at + 1] ?? 0) && isDigit(payload[at + 3] ?? 0);
  return areDigits && third > 0x80 && third < 0xff;
}

const hasFour = (payload: Uint8Array): boolean => payload.some((_, at) => isFour(payload, at));

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

const isHigh = (byte: number): boolean => byte > 0xa0 && byte < 0xff;
