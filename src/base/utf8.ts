/** Strict UTF-8 as MQTT requires it (5.0 section 1.5.4), which keeps a byte order mark. */

// Both hosts (browser and Node) have these; the module's library names neither host.
declare const TextDecoder: new (
  label: string,
  options: { fatal?: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lossyDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\ufffd';
const encoder = new TextEncoder();

/** Up to these lengths a loop is faster than a call into the host. */
const SHORT_BYTES = 12;
const SHORT_TEXT = 32;
/** Up to this length, decoding ill-formed bytes costs less than an exception. */
const FEW_BYTES = 4096;

/**
 * Decodes well-formed UTF-8; undefined if it is ill-formed (surrogates, overlong forms, above U+10FFFF).
 * U+0000 and a byte order mark are kept for the caller to judge.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const length = bytes.length;
  if (length <= SHORT_BYTES) {
    let text = '';
    let at = 0;
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 0x7f) break;
      text += String.fromCharCode(byte);
    }
    if (at === length) return text;
  }
  if (length <= FEW_BYTES) {
    const text = lossyDecoder.decode(bytes);
    const mayBeWrong = text.includes(REPLACEMENT) && findUtf8Error(bytes) !== undefined;
    return mayBeWrong ? undefined : text;
  }
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes of a byte order mark at the beginning, which does not belong to the text: 3 or 0. */
export const markLength = (bytes: Uint8Array): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** Ill-formed UTF-8 becomes U+FFFD. */
export function decodeLossyUtf8(bytes: Uint8Array): string {
  return lossyDecoder.decode(bytes);
}

/** A lone surrogate, which UTF-8 cannot express, becomes U+FFFD; see `hasLoneSurrogate`. */
export function encodeUtf8(text: string): Uint8Array {
  const length = text.length;
  if (length <= SHORT_TEXT) {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f) break;
      bytes[at] = unit;
    }
    if (at === length) return bytes;
  }
  return encoder.encode(text);
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Length of the result of `encodeUtf8` in bytes. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 0x7f) continue;
    length += unit <= 0x7ff ? 1 : 2;
    // A pair is two units and four bytes.
    if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(at + 1))) at++;
  }
  return length;
}

/** Lone surrogates become U+FFFD, as in `encodeUtf8`. */
export const withoutLoneSurrogates = (text: string): string =>
  text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

export function hasLoneSurrogate(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (!isHighSurrogate(unit) || !isLowSurrogate(text.charCodeAt(at + 1))) return true;
    at++;
  }
  return false;
}

export interface Utf8Error {
  /** Bytes from the start of the text. */
  readonly position: number;
  readonly kind: 'surrogate' | 'overlong' | 'above U+10FFFF' | 'incomplete' | 'stray byte';
}

/** The position and kind of the first UTF-8 error, or undefined. */
export function findUtf8Error(bytes: Uint8Array): Utf8Error | undefined {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    if (lead <= 0x7f) {
      at++;
      continue;
    }
    const kind = sequenceError(bytes, at, lead);
    if (kind) return { position: at, kind };
    at += sequenceLength(lead);
  }
  return undefined;
}

function sequenceLength(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function sequenceError(bytes: Uint8Array, at: number, lead: number): Utf8Error['kind'] | undefined {
  if (lead < 0xc0 || lead > 0xf7) return 'stray byte';
  if (lead < 0xc2) return 'overlong';
  if (lead > 0xf4) return 'above U+10FFFF';
  for (let next = 1; next < sequenceLength(lead); next++) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 'incomplete';
  }
  const second = bytes[at + 1] ?? 0;
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)) return 'overlong';
  if (lead === 0xed && second > 0x9f) return 'surrogate';
  if (lead === 0xf4 && second > 0x8f) return 'above U+10FFFF';
  return undefined;
}

/**
 * Index (UTF-16 units) of the first character that 1.5.4 advises against, a control character or a
 * non-character, or -1. U+0000 is forbidden and not searched for.
 */
export function findDiscouragedCharacter(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x20 && unit < 0x7f) continue;
    const point = text.codePointAt(at) ?? 0;
    if ((point >= 0x01 && point <= 0x1f) || (point >= 0x7f && point <= 0x9f)) return at;
    if ((point & 0xfffe) === 0xfffe || (point >= 0xfdd0 && point <= 0xfdef)) return at;
    if (point > 0xffff) at++;
  }
  return -1;
}
