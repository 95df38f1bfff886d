/** Tests which hosts are this machine, and formats hosts for URLs. */
import { BlockList, isIP, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for an IP address of the loopback interface, including IPv4 written as IPv6. */
export function isLoopbackAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return loopback.check(address, 'ipv4');
    case 6:
      return loopback.check(address, 'ipv6');
    default:
      return false;
  }
}

const local = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  local.addSubnet(net, prefix, 'ipv4');
}
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

/** True for an IP address of this machine's loopback interface or of a private network (RFC 1918, 4193). */
export function isLocalAddress(address: string): boolean {
  const plain = canonicalAddress(address);
  return isLoopbackAddress(plain) || local.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** True for loopback addresses, `localhost` and names below it (RFC 6761). Does not resolve names. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  return isLoopbackAddress(host) || name === 'localhost' || name.endsWith('.localhost');
}

/** True for an unspecified address, which listens at all addresses of this machine. */
export function isEveryHost(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Whether listeners at these hosts cannot share a port. `::` is for IPv4, too. */
export function areOverlapping(one: string, other: string): boolean {
  const [a, b] = [one, other].map((host) => (host === 'localhost' ? '127.0.0.1' : host));
  if (a === b || a === '::' || b === '::') return true;
  return (isEveryHost(one) && isIP(other) !== 6) || (isEveryHost(other) && isIP(one) !== 6);
}

/** The host in addresses for this machine's own browser. Browsers do not trust pages from 0.0.0.0. */
export function hostFromHere(host: string): string {
  if (!isEveryHost(host)) return host;
  return host === '::' ? '::1' : '127.0.0.1';
}

/** Formats a host for a URL: IPv6 in brackets. */
export function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The reverse of `urlHost`. */
export function bareHost(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

/** `new URL` without the exception. */
export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The shortest form, without a zone: IPv4 that is written as IPv6 becomes IPv4. The address must be valid. */
export function canonicalAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [, high, low] = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(hostname) ?? [];
  if (high === undefined || low === undefined) return bareHost(hostname);
  return [high, low]
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
    .join('.');
}

/** The IPv4 address, also if it is written as IPv6, or the first 64 bits of an IPv6 address. */
export function machineOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [front = '', back] = plain.split('::');
  const groups = front === '' ? [] : front.split(':');
  const behind = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? 0 : 8 - groups.length - behind.length;
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...behind].slice(0, 4).join(':');
}

/** The machine of a peer's address `host:port`. */
export const machineOfPeer = (address: string): string =>
  machineOf(bareHost(address.replace(/:\d+$/, '')));
