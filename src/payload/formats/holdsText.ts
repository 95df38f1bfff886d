/** Searches payloads of any format for text. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { type About, isMissing } from '../tree/format.ts';
import { formatOf } from './formats.ts';
import { copiedText } from './reading.ts';

/**
 * Whether the text of a payload, or its display (formatted values, digits of bytes), contains the text.
 * Ignores case. Misses content whose code is not loaded yet.
 */
export function holdsText(payload: Uint8Array, about: About, wanted: string): boolean {
  const folded = wanted.toLowerCase();
  if (decodeUtf8(payload)?.toLowerCase().includes(folded) === true) return true;
  const format = formatOf(payload, about);
  if (format === undefined || format.isText === true) return false;
  const shown = copiedText(payload, format);
  return !isMissing(shown) && shown.toLowerCase().includes(folded);
}
