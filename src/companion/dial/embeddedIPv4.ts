/**
 * Extracts IPv4 addresses embedded in IPv6 ones, because a translator or tunnel may convert them back to
 * IPv4.
 */
import { isIPv6 } from 'node:net';

/** A form of IPv6 address in 16-bit groups. */
interface Form {
  /** First groups. `undefined`: any. */
  readonly begin: readonly (number | undefined)[];
  /** Positions of the four octets of the IPv4 address among the sixteen. */
  readonly octets: readonly [number, number, number, number];
  /** Ignored bits in a group of `begin`. */
  readonly ignored?: number;
  /** All bits of the IPv4 address are inverted. */
  readonly isInverted?: true;
}

const LAST = [12, 13, 14, 15] as const;

/** Positions by the length of the prefix (RFC 6052, section 2.2). Octet 8 is skipped. */
const NAT64 = {
  32: [4, 5, 6, 7],
  40: [5, 6, 7, 9],
  48: [6, 7, 9, 10],
  56: [7, 9, 10, 11],
  64: [9, 10, 11, 12],
  96: LAST,
} as const;

const FORMS: readonly Form[] = [
  // IPv4-compatible and IPv4-mapped (RFC 4291), IPv4-translated (RFC 7915).
  { begin: [0, 0, 0, 0, 0, 0], octets: LAST },
  { begin: [0, 0, 0, 0, 0, 0xffff], octets: LAST },
  { begin: [0, 0, 0, 0, 0xffff, 0], octets: LAST },
  // NAT64: the well-known prefix (RFC 6052), and prefixes of networks below 64:ff9b:1::/48 (RFC 8215).
  { begin: [0x64, 0xff9b, 0, 0, 0, 0], octets: NAT64[96] },
  { begin: [0x64, 0xff9b, 1], octets: NAT64[96] },
  ...[NAT64[48], NAT64[56], NAT64[64]].flatMap((octets) => [
    { begin: [0x64, 0xff9b, 0], octets },
    { begin: [0x64, 0xff9b, 1], octets },
  ]),
  ...[NAT64[32], NAT64[40]].map((octets) => ({ begin: [0x64, 0xff9b], octets })),
  // 6to4 (RFC 3056).
  { begin: [0x2002], octets: [2, 3, 4, 5] },
  // Teredo (RFC 4380): the client's address, because packets do not go to the server's.
  { begin: [0x2001, 0], octets: LAST, isInverted: true },
  // ISATAP (RFC 5214), with both values of the bits u and g.
  {
    begin: [undefined, undefined, undefined, undefined, 0, 0x5efe],
    octets: LAST,
    ignored: 0x0300,
  },
];

/** @param address without a zone */
export function embeddedIPv4s(address: string): string[] {
  if (!isIPv6(address)) return [];
  const groups = groupsOf(address);
  const bytes = groups.flatMap((group) => [group >> 8, group & 0xff]);
  return FORMS.filter(({ begin, ignored = 0 }) =>
    begin.every((group, at) => group === undefined || sameBits(group, groups[at], ignored)),
  ).map(({ octets, isInverted }) => {
    const mask = isInverted === true ? 0xff : 0;
    return octets.map((at) => (bytes[at] ?? 0) ^ mask).join('.');
  });
}

const sameBits = (one: number, other = 0, ignored: number): boolean =>
  ((one ^ other) & ~ignored) === 0;

/** The eight groups of a valid address. */
function groupsOf(address: string): number[] {
  const [front = [], back] = address.split('::').map(groupsIn);
  if (back === undefined) return front;
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0);
  return [...front, ...zeros, ...back];
}

function groupsIn(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
