/** Correlation data: bytes of any kind, by which a request knows its replies. */
import { decodeUtf8 } from '../../base/utf8.ts';

/** Bytes that are kept of it. */
const KEPT = 64;

export interface Correlation {
  /** The same for the same bytes; short also where they are many. */
  readonly key: string;
  /** Its beginning. */
  readonly data: Uint8Array;
  /** Bytes of all of it. */
  readonly length: number;
}

/** undefined: there is none, or it is empty. */
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

/** FNV-1a, twice with different beginnings: nobody is harmed where two are the same by chance. */
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
