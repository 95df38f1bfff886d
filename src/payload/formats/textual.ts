/** Payloads that may be of a format that is text. */
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { isReadable } from '../text.ts';
import type { Certainty, Decoded } from './format.ts';

/** Bytes up to which a text is read. */
const LARGEST_TEXT = 4 << 20;

export function textOf(payload: Uint8Array): string | undefined {
  return payload.length > LARGEST_TEXT ? undefined : decodeUtf8(payload);
}

/** What is no UTF-8, or too long to be read, has no values. */
export function decodeText(
  payload: Uint8Array,
  read: (text: string, length: number) => Decoded,
): Decoded {
  const text = textOf(payload);
  if (text !== undefined) return read(text, payload.length);
  const key = payload.length > LARGEST_TEXT ? 'many' : 'utf8';
  return { tree: undefined, fault: { key, offset: 0 } };
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
