/** Values of CBOR tags: decimal fractions, big floats, rationals, dates, times, UUIDs and addresses. */
import { type Decimal, exactNumber } from '../../../base/decimal.ts';
import { uuidText } from '../../../base/uuidText.ts';
import { instantText } from '../../tree/instants.ts';

const DECIMAL_FRACTION = 4;
const BIG_FLOAT = 5;
const RATIONAL = 30;
const UUID = 37;
/** RFC 9164. */
export const IPV4 = 52;
export const IPV6 = 54;
/** An IPv4, IPv6 or MAC address, by its length. */
const ADDRESS = 260;
/** RFC 9542. */
const MAC = 48;
/** RFC 8943: days since 1970. */
export const DAYS = 100;
/** RFC 9581: a time in parts. */
export const EXTENDED_TIME = 1001;
/** Decimal fraction and big float with an exponent of any size. */
const LONG_DECIMAL_FRACTION = 264;
const LONG_BIG_FLOAT = 265;

/** Tags of two integers that represent a number (RFC 8949, section 3.4.4). */
export const SCALED_TAGS: ReadonlySet<number> = new Set([
  DECIMAL_FRACTION,
  BIG_FLOAT,
  RATIONAL,
  LONG_DECIMAL_FRACTION,
  LONG_BIG_FLOAT,
]);

/** Limit of zeros that an exponent adds to the digits. */
const MOST_ZEROS = 400n;

/** @returns undefined if the number is too large, or no number */
export function scaled(tag: number, first: bigint, second: bigint): number | Decimal | undefined {
  if (tag === DECIMAL_FRACTION || tag === LONG_DECIMAL_FRACTION) {
    const isSmall = first <= MOST_ZEROS && first >= -MOST_ZEROS;
    return isSmall ? exactNumber(withPoint(second, Number(first))) : undefined;
  }
  if (tag === RATIONAL && second <= 0n) return undefined;
  const value =
    tag === BIG_FLOAT || tag === LONG_BIG_FLOAT
      ? Number(second) * 2 ** Number(first)
      : Number(first) / Number(second);
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
  return (tag === ADDRESS || tag === MAC) && length === 6
    ? Array.from(bytes, hexOf).join(':')
    : undefined;
}

/** Bytes of an address, by its tag. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [IPV4, 4],
  [IPV6, 16],
]);

/**
 * `192.0.2.0/24` for the address and the length of a prefix (RFC 9164, section 3.1.2), whose bytes may be left
 * out at the end. undefined: it is none.
 */
export function prefixText(tag: number, address: Uint8Array, bits: bigint): string | undefined {
  const size = ADDRESS_BYTES.get(tag);
  if (size === undefined || address.length > size || bits < 0n || bits > size * 8) return undefined;
  const whole = new Uint8Array(size);
  whole.set(address);
  return `${taggedText(tag, whole) ?? ''}/${bits}`;
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

/** `2026-03-28` for a number of days since 1970; undefined outside the range of dates. */
export const dateText = (days: bigint): string | undefined =>
  instantText(days * SECONDS_OF_DAY, 0)?.slice(0, -TIME.length);

const SECONDS_OF_DAY = 86_400n;
const TIME = 'T00:00:00Z';

/** Nanoseconds of a unit, by the key of a fraction of a second (RFC 9581, section 3.3). */
const FRACTIONS: ReadonlyMap<bigint, number> = new Map([
  [-3n, 1_000_000],
  [-6n, 1_000],
  [-9n, 1],
]);

/**
 * The text of a time in parts: seconds since 1970 (1) and a fraction. undefined if it has other parts, or if
 * they are not integers.
 */
export function extendedTime(parts: readonly (readonly [bigint, bigint])[]): string | undefined {
  const [base, fraction = [-9n, 0n], ...others] = parts.toSorted(([a], [b]) => Number(b - a));
  const unit = FRACTIONS.get(fraction[0]);
  if (base?.[0] !== 1n || others.length > 0 || unit === undefined || fraction[1] < 0n)
    return undefined;
  return instantText(base[1], Number(fraction[1]) * unit);
}
