/** Text in UTF-8 that ends inside a character, as of a sender whose buffer was full. Its content is the rest. */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import { findUtf8Error } from '../../base/utf8.ts';
import { hasBegunJson } from '../json/nearlyJson.ts';
import type { PayloadFormat } from '../tree/format.ts';

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

export const cutText: PayloadFormat = {
  id: 'cut-text',
  name: 'UTF-8',
  extension: '.txt',
  shown: 'where-found',
  detect: (payload) => (cutAt(payload) === undefined ? undefined : 'sure'),
  unwrap: Lazy.of((payload, most) => {
    const offset = cutAt(payload) ?? payload.length;
    return {
      bytes: payload.subarray(0, Math.min(offset, most)),
      place: { start: 0, end: offset },
      writtenAs: 'text',
      error:
        offset > most ? { key: 'large', offset: 0 } : { key: 'ends', offset, isHarmless: true },
    };
  }),
};
