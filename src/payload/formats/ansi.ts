/** Text for a terminal: its escape sequences, such as those for colours, are left out. */
import { Lazy } from '../../base/lazy.ts';
import { isReadable } from '../../base/text.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';

const ESCAPE = String.fromCharCode(0x1b);
/** A control sequence (ECMA-48 §5.4). */
const SEQUENCE = new RegExp(String.raw`${ESCAPE}\[[0-?]*[ -/]*[@-~]`, 'g');

export const withoutColours = (text: string): string => text.replace(SEQUENCE, '');

/** Other bytes than such a text are unchanged. */
function unwrap(payload: Uint8Array, most: number): Unwrapped {
  const text = payload.includes(0x1b) ? decodeUtf8(payload) : undefined;
  const plain = text === undefined ? payload : encodeUtf8(withoutColours(text));
  const bytes = isReadable(plain) ? plain : payload;
  if (bytes.length <= most) return { bytes };
  return { bytes: bytes.subarray(0, most), error: { key: 'large', offset: 0 } };
}

export const ansiText: PayloadFormat = {
  id: 'ansi',
  name: 'ANSI',
  extension: '.txt',
  unwrap: Lazy.of(unwrap),
};
