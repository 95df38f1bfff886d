/** Detects text formats. */

import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { Certainty } from './format.ts';
import { LARGEST_READ } from './largest.ts';

export function textOf(payload: Uint8Array): string | undefined {
  return payload.length > LARGEST_READ ? undefined : decodeUtf8(payload);
}

/**
 * Detects formats that are text in the first place, so that only a content type makes them `sure`.
 * @param sign a byte that the format requires
 */
export function detectText(
  payload: Uint8Array,
  isNamed: boolean,
  sign: number,
  lookOf: (text: string) => Certainty,
): Certainty {
  // Cheap tests are first, because this runs for every text.
  if (!isNamed && !payload.includes(sign)) return undefined;
  const text = isReadable(payload) ? textOf(payload) : undefined;
  if (text === undefined) return undefined;
  return isNamed ? 'sure' : lookOf(text);
}
