/** Parses a channel key in its usual notation: Base64, in which a single byte selects a known key. */
import { parseBase64 } from '../../base/base64.ts';

/** The default key of channels without a key of their own. */
const KNOWN = Uint8Array.from([
  0xd4, 0xf1, 0xbb, 0x3a, 0x20, 0x29, 0x07, 0x59, 0xf0, 0xbc, 0xff, 0xab, 0xcf, 0x4e, 0x69, 0x01,
]);
const SIZES = [16, 32];

/** undefined if the text is no key; empty for no encryption. */
export function channelKey(text: string): Uint8Array | undefined {
  const parsed = parseBase64(text);
  if (!parsed.ok) return undefined;
  const { bytes } = parsed;
  const [first = 0] = bytes;
  if (bytes.length > 1) {
    const size = SIZES.find((one) => bytes.length <= one);
    if (size === undefined) return undefined;
    const key = new Uint8Array(size);
    key.set(bytes);
    return key;
  }
  if (first === 0) return new Uint8Array(0);
  const key = KNOWN.slice();
  key[15] = ((key[15] ?? 0) + first - 1) & 0xff;
  return key;
}
