/**
 * Text in UTF-8 up to a byte: one that ends inside a character, as of a sender whose buffer was full, and one with
 * other bytes after it, as of a sender that mixed two buffers. The content is the text before that byte.
 */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import { findUtf8Error } from '../../base/utf8.ts';
import { hasBegunJson } from '../json/nearlyJson.ts';
import type { FormatError, PayloadFormat } from '../tree/format.ts';

/** Bytes before the character; shorter texts may be anything. */
const SHORTEST = 6;
/** Bytes of the longest character without its last one. */
const LONGEST_REST = 3;

/** Start of the incomplete character, if the payload is a text before it. */
function cutAt(payload: Uint8Array): number | undefined {
  // Checked first, because this runs for every payload.
  if ((payload[payload.length - 1] ?? 0) < 0x80) return undefined;
  const error = findUtf8Error(payload);
  if (error?.kind !== 'incomplete') return undefined;
  const rest = payload.subarray(error.position);
  const isCut = rest.length <= LONGEST_REST && rest.subarray(1).every(isContinuation);
  const before = payload.subarray(0, error.position);
  if (!isCut || before.length < SHORTEST || !isReadable(before)) return undefined;
  // In other character sets, a letter at the end may look the same.
  const isUtf8 = payload.some(isContinuation) || hasBegunJson(before);
  return isUtf8 ? error.position : undefined;
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

/** Text before the other bytes; shorter texts that are not JSON may be a field of a binary message. */
const LONG = 16;
const BLANK = 0x20;
const LINE_FEED = 0x0a;

/** Position of the first byte that is neither UTF-8 nor allowed in text. */
function endOfText(payload: Uint8Array): number {
  const valid = payload.subarray(0, findUtf8Error(payload)?.position);
  const control = valid.findIndex(isControl);
  return control < 0 ? valid.length : control;
}

const isControl = (byte: number): boolean =>
  (byte < BLANK && byte !== 0x09 && byte !== LINE_FEED && byte !== 0x0d) || byte === 0x7f;

/** End of the text, if the payload begins with one and other bytes follow. */
function begunUntil(payload: Uint8Array): number | undefined {
  // Checked first, because this runs for every payload of an unknown format.
  if (isControl(payload[0] ?? 0) || isContinuation(payload[0] ?? 0)) return undefined;
  const end = endOfText(payload);
  if (end === payload.length || end < SHORTEST) return undefined;
  const before = payload.subarray(0, end);
  if (hasBegunJson(before)) return end;
  if (end < LONG || (payload[0] ?? 0) < BLANK) return undefined;
  // Names and identifiers in binary messages have neither.
  const isText =
    before.includes(BLANK) || before.includes(LINE_FEED) || before.some(isContinuation);
  return isText ? end : undefined;
}

function textFormat(
  end: (payload: Uint8Array) => number | undefined,
  error: Pick<FormatError, 'key' | 'isHarmless'>,
): Pick<PayloadFormat, 'extension' | 'shown' | 'detect' | 'unwrap'> {
  return {
    extension: '.txt',
    shown: 'where-found',
    detect: (payload) => (end(payload) === undefined ? undefined : 'sure'),
    unwrap: Lazy.of((payload, most) => {
      const offset = end(payload) ?? payload.length;
      return {
        bytes: payload.subarray(0, Math.min(offset, most)),
        place: { start: 0, end: offset },
        writtenAs: 'text',
        error: offset > most ? { key: 'large', offset: 0 } : { ...error, offset },
      };
    }),
  };
}

export const cutText: PayloadFormat = {
  id: 'cut-text',
  name: 'UTF-8',
  ...textFormat(cutAt, { key: 'ends', isHarmless: true }),
};

/** Detected after the formats of bytes, because some of them begin with text. */
export const begunText: PayloadFormat = {
  id: 'begun-text',
  name: 'text + bytes',
  ...textFormat(begunUntil, { key: 'no-text' }),
};
