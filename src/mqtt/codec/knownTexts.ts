/** Caches the decoded text of short byte sequences that recur. */
import { decodeUtf8 } from '../../base/utf8.ts';

/** A power of two. */
const PLACES = 1024;
/** Bytes. Longer texts rarely recur. */
const LONGEST = 64;

interface Known {
  readonly bytes: Uint8Array;
  readonly text: string | undefined;
}

export class KnownTexts {
  /** The last text of each hash. */
  readonly #known: (Known | undefined)[] = Array.from({ length: PLACES }, () => undefined);

  /** undefined for ill-formed UTF-8. */
  of(bytes: Uint8Array, from: number, to: number): string | undefined {
    if (to - from > LONGEST) return decodeUtf8(bytes.subarray(from, to));
    let hash = to - from;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    const known = this.#known[place];
    if (known !== undefined && isThat(known.bytes, bytes, from, to)) return known.text;
    const own = bytes.slice(from, to);
    const text = decodeUtf8(own);
    this.#known[place] = { bytes: own, text };
    return text;
  }
}

function isThat(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) {
    if (known[at] !== bytes[from + at]) return false;
  }
  return true;
}
