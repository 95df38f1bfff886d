/** Text in other character sets than UTF-8. Its content is the same text in UTF-8. */
import { charsetName, charsetText, decodeCharset, markedCharset } from '../../base/charsets.ts';
import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';
import { LARGEST_READ } from '../tree/largest.ts';

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
  const charset = label === undefined ? undefined : (markedCharset(payload) ?? charsetName(label));
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

/** UTF-16 or UTF-32 with a byte order mark. */
export const marked: PayloadFormat = {
  ...charsetFormat('utf-16le'),
  id: 'utf-16',
  name: 'UTF-16',
  detect(payload) {
    const charset = markedCharset(payload);
    const mayBe = charset !== undefined && payload.length > 2 && payload.length <= LARGEST_READ;
    return mayBe && isReadableIn(charset, payload) ? 'sure' : undefined;
  },
  unwrap: Lazy.of((payload, most) =>
    unwrapCharset(markedCharset(payload) ?? 'utf-16le', payload, most),
  ),
};

/** Bytes for testing whether a text could be Chinese. */
const LONGEST_OFFERED = 64 << 10;

/** Chinese text, which is only offered: other character sets have the same bytes. */
export const gbk: PayloadFormat = {
  ...charsetFormat('gbk'),
  detect: (payload) =>
    payload.length <= LONGEST_OFFERED &&
    decodeUtf8(payload) === undefined &&
    isReadableIn('gbk', payload)
      ? 'guess'
      : undefined,
};
