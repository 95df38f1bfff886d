/** IPv4 addresses that stand in IPv6 ones: on the way there, somebody may turn them into IPv4 again. */
import { isIPv6 } from 'node:net';

/** How an IPv6 address begins, as 16-bit groups, and where in it the IPv4 address is. */
interface Form {
  readonly begin: readonly number[];
  /** Its first group of two. */
  readonly at: number;
  /** Each bit is turned over. */
  readonly isInverted?: true;
}

const FORMS: readonly Form[] = [
  // IPv4-compatible and IPv4-mapped (RFC 4291), IPv4-translated (RFC 7915).
  { begin: [0, 0, 0, 0, 0, 0], at: 6 },
  { begin: [0, 0, 0, 0, 0, 0xffff], at: 6 },
  { begin: [0, 0, 0, 0, 0xffff, 0], at: 6 },
  // NAT64: the prefix that all know (RFC 6052), those of one's own network (RFC 8215).
  { begin: [0x64, 0xff9b, 0, 0, 0, 0], at: 6 },
  { begin: [0x64, 0xff9b, 1], at: 6 },
  // 6to4 (RFC 3056).
  { begin: [0x2002], at: 1 },
  // Teredo (RFC 4380): the client; what is sent to it does not go to its server.
  { begin: [0x2001, 0], at: 6, isInverted: true },
];

/** @param address without a zone */
export function embeddedIPv4s(address: string): string[] {
  if (!isIPv6(address)) return [];
  const groups = groupsOf(address);
  return FORMS.filter(({ begin }) => begin.every((group, at) => group === groups[at])).map(
    ({ at, isInverted }) => {
      const mask = isInverted === true ? 0xffff : 0;
      return groups
        .slice(at, at + 2)
        .map((group) => group ^ mask)
        .flatMap((group) => [group >> 8, group & 0xff])
        .join('.');
    },
  );
}

/** The eight of a valid address. */
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
