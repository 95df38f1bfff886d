/** Chinese text in GBK and GB18030. */
import { charsetText } from '../../base/charsets.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat } from '../tree/format.ts';
import {
  charsetFormat,
  isJsonIn,
  isReadableIn,
  LONGEST_OFFERED,
  LONGEST_SHORT,
} from './charsets.ts';
import { hasDeviceHanzi, isDeviceText } from './deviceHanzi.ts';

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
