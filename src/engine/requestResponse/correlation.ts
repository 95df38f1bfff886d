/** Correlation data: arbitrary bytes that match replies to a request. */
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
  if (length > KEPT) key += `${length} ${hash(bytes, start + KEPT, end)}`;
  return { key, data, length };
}

/** Double FNV-1a with different seeds: a collision is harmless. */
function hash(bytes: Uint8Array, start: number, end: number): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = start; at < end; at += 1) {
    one = Math.imul(one ^ (bytes[at] ?? 0), 0x01000193);
    other = Math.imul(other ^ (bytes[at] ?? 0), 0x01000193);
  }
  return `${one} ${other}`;
}

export function holdsText({ data }: Correlation, text: string): boolean {
  const shown = decodeUtf8(data)?.toLowerCase() ?? '';
  const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return shown.includes(text) || hex.includes(text.replaceAll(' ', ''));
}
