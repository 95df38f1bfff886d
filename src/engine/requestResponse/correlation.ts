/** Correlation data: arbitrary bytes that match replies to a request. */
import { bytesHash } from '../../base/bytesHash.ts';
import { decodeUtf8 } from '../../base/utf8.ts';

/** Stored bytes of correlation data. */
const KEPT = 64;

export interface Correlation {
  /** Equal for equal bytes, and short even for long data. */
  readonly key: string;
  /** Beginning of the data. */
  readonly data: Uint8Array;
  /** Total size in bytes. */
  readonly length: number;
}

/** undefined: absent or empty. */
export function correlationAt(
  bytes: Uint8Array,
  start: number,
  end: number,
): Correlation | undefined {
  if (start >= end) return undefined;
  const data = bytes.slice(start, Math.min(end, start + KEPT));
  const length = end - start;
  let key = String.fromCharCode(...data);
  if (length > KEPT) key += `${length} ${bytesHash(bytes, start + KEPT, end)}`;
  return { key, data, length };
}

export function holdsText({ data }: Correlation, text: string): boolean {
  const shown = decodeUtf8(data)?.toLowerCase() ?? '';
  const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return shown.includes(text) || hex.includes(text.replaceAll(' ', ''));
}
