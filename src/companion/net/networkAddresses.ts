/** Addresses of this machine on its networks. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { canonicalAddress, isLoopbackAddress } from './addresses.ts';

/**
 * Without link-local addresses. Empty if the system does not report them, such as in a sandbox without
 * netlink.
 */
export function networkAddresses(): readonly string[] {
  return interfaces()
    .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
    .map(({ address }) => address);
}

function interfaces() {
  try {
    return Object.values(os.networkInterfaces()).flatMap((all) => all ?? []);
  } catch {
    return [];
  }
}

/**
 * Whether connections from this address may be from a browser of this machine: it is a loopback address, an address of
 * an interface, or on Linux a gateway, which is the host for a container.
 * @param address in its canonical form
 */
export function mayBeThisMachine(address: string): boolean {
  if (isLoopbackAddress(address)) return true;
  const own = [...interfaces().map((one) => one.address), ...gateways()];
  return own.some((one) => canonicalAddress(one) === address);
}

/** Addresses of gateways from the routing tables of Linux; empty on other systems. */
export function gateways(): readonly string[] {
  return [...gatewaysOfIpv4(tableOf('route')), ...gatewaysOfIpv6(tableOf('ipv6_route'))];
}

function tableOf(name: string): string {
  try {
    return readFileSync(`/proc/net/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/** The third column is the gateway, a number in the byte order of the machine; 0: none. */
export function gatewaysOfIpv4(table: string): readonly string[] {
  return columnOf(table, 2, /^[\dA-F]{8}$/i).map((digits) => {
    const bytes = [...Buffer.from(digits, 'hex')];
    return (os.endianness() === 'LE' ? bytes.reverse() : bytes).join('.');
  });
}

/** The fifth column is the next hop; 0: none. */
export function gatewaysOfIpv6(table: string): readonly string[] {
  return columnOf(table, 4, /^[\da-f]{32}$/i).map((digits) =>
    canonicalAddress(digits.replace(/(.{4})(?!$)/g, '$1:')),
  );
}

/** Values of a column, without headings and zeros. */
const columnOf = (table: string, column: number, shape: RegExp): readonly string[] =>
  table
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[column] ?? '')
    .filter((value) => shape.test(value) && !/^0+$/.test(value));
