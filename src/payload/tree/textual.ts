/** Payloads that may be of a format that is text. */

import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { Certainty } from './format.ts';
import { LARGEST_READ } from './largest.ts';

export function textOf(payload: Uint8Array): string | undefined {
  return payload.length > LARGEST_READ ? undefined : decodeUtf8(payload);
}

/**
 * Of what is a text first of all: it is of a format if it is said to be.
 * @param sign a byte without which it is not
 */
export function detectText(
  payload: Uint8Array,
  isNamed: boolean,
  sign: number,
  lookOf: (text: string) => Certainty,
): Certainty {
  // Cheap questions first: this is asked of every text.
  if (!isNamed && !payload.includes(sign)) return undefined;
  const text = isReadable(payload) ? textOf(payload) : undefined;
  if (text === undefined) return undefined;
  return isNamed ? 'sure' : lookOf(text);
}
