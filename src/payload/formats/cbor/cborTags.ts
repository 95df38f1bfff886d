/** Values of CBOR tags: decimal fractions, big floats, rationals, UUIDs and addresses. */
import { type Decimal, exactNumber } from '../../../base/decimal.ts';
import { uuidText } from '../../../base/uuidText.ts';

const DECIMAL_FRACTION = 4;
const BIG_FLOAT = 5;
const RATIONAL = 30;
const UUID = 37;
/** RFC 9164. */
const IPV4 = 52;
const IPV6 = 54;
/** An IPv4, IPv6 or MAC address, by its length. */
const ADDRESS = 260;

/** Tags of two integers that represent a number (RFC 8949, section 3.4.4). */
export const SCALED_TAGS: ReadonlySet<number> = new Set([DECIMAL_FRACTION, BIG_FLOAT, RATIONAL]);

/** Limit of zeros that an exponent adds to the digits. */
const MOST_ZEROS = 400n;

/** @returns undefined if the number is too large, or no number */
export function scaled(tag: number, first: bigint, second: bigint): number | Decimal | undefined {
  if (tag === DECIMAL_FRACTION) {
    const isSmall = first <= MOST_ZEROS && first >= -MOST_ZEROS;
    return isSmall ? exactNumber(withPoint(second, Number(first))) : undefined;
  }
  if (tag === RATIONAL && second <= 0n) return undefined;
  const value =
    tag === BIG_FLOAT ? Number(second) * 2 ** Number(first) : Number(first) / Number(second);
  return Number.isFinite(value) ? value : undefined;
}

/** The digits of a number times a power of ten. */
function withPoint(mantissa: bigint, exponent: number): string {
  const sign = mantissa < 0n ? '-' : '';
  const digits = (mantissa < 0n ? -mantissa : mantissa).toString();
  if (exponent >= 0) return sign + (digits === '0' ? '0' : digits + '0'.repeat(exponent));
  const padded = digits.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The text of a byte string with a tag; undefined if the tag has none for that length. */
export function taggedText(tag: number, bytes: Uint8Array): string | undefined {
  const { length } = bytes;
  if (tag === UUID) return length === 16 ? uuidText(Array.from(bytes, hexOf).join('')) : undefined;
  if ((tag === IPV4 || tag === ADDRESS) && length === 4) return bytes.join('.');
  if ((tag === IPV6 || tag === ADDRESS) && length === 16) return ipv6(bytes);
  return tag === ADDRESS && length === 6 ? Array.from(bytes, hexOf).join(':') : undefined;
}

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** RFC 5952: the longest run of zeros is left out. */
function ipv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  const whole = groups.join(':');
  const [longest = ''] = (whole.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? []).toSorted(
    (one, other) => other.length - one.length,
  );
  if (longest === '') return whole;
  const at = whole.indexOf(longest);
  const after = whole.slice(at + longest.length);
  return `${whole.slice(0, at)}::${after.replace(/^:/, '')}`;
}
